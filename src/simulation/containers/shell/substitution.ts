import type { ParsedScript } from 'unbash';
import { refused } from '../errno.ts';
import { held, withoutEnd } from '../exhaustion.ts';
import { type Run, read, wait } from '../syscalls.ts';
import { fork } from './children.ts';
import type { Shell } from './shell.ts';

/** `$(…)`: what the commands print, without the line ends at its end. */
export function* substituteCommand(shell: Shell, script: ParsedScript): Run<string> {
  if (script.commands.length === 0) return '';
  const { output, input } = shell.process.pipe();
  const files = shell.process.files.slice();
  files[1] = input;
  const child = yield* fork(shell, (copy) => copy.interpreter.executeList(copy, script, 'end'), files);
  const fd = shell.process.addFile(output, 10);
  if (typeof fd !== 'number') return yield* shell.fail(`can't pipe: ${fd.text}`);
  let text = '';
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece)) {
      if (piece.errno === 'EINTR') continue;
      break;
    }
    if (piece === '') break;
    text = held(text + piece);
  }
  shell.process.close(fd);
  const ended = yield* wait(child.pid, 'exit');
  shell.status = refused(ended) ? 0 : ended.exitCode;
  shell.substitutionStatus = shell.status;
  return withoutEnd(text.replaceAll('\0', ''), '\n');
}
