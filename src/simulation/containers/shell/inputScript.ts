import { refused } from '../errno.ts';
import { type Run, read } from '../syscalls.ts';
import { ErrorJump, InterruptJump } from './jumps.ts';
import { parseScript } from './parseScript.ts';
import { promptOf } from './prompt.ts';
import type { Shell } from './shell.ts';
import { runTraps } from './traps.ts';

/** A command on several lines may be so long, in bytes. */
const maxCommandBytes = 16 * 1024;
/** What a shell that talks with a person survives. */
const survivedSignals = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/** Runs what comes on the standard input, command by command; on a terminal with a prompt, and an error does not end it. */
export function* runInput(shell: Shell): Run<number> {
  shell.isInteractive = shell.process.files[1]?.isTerminal === true;
  if (shell.isInteractive) for (const signal of survivedSignals) shell.process.dispositions.set(signal, 'catch');
  let command = '';
  for (;;) {
    try {
      if (shell.isInteractive) yield* shell.writeTo(2, command === '' ? promptOf(shell) : (shell.get('PS2') ?? ''));
      const line = yield* readLine(shell);
      command += line;
      if (line !== '' && command.length < maxCommandBytes && isUnfinished(command)) continue;
      const source = command;
      command = '';
      yield* shell.interpreter.runScript(shell, source, 'more');
      if (line === '') return shell.status;
    } catch (jump) {
      if (!shell.isInteractive || !(jump instanceof ErrorJump)) throw jump;
      command = '';
      shell.status = jump.status;
      if (jump instanceof InterruptJump) yield* shell.writeTo(2, '\n');
    }
  }
}

function isUnfinished(command: string): boolean {
  if (/\\\n$/.test(command)) return true;
  const { syntaxError } = parseScript(command);
  return syntaxError !== undefined && /unexpected end of file|unterminated/.test(syntaxError);
}

/** One line with its end, byte by byte: what follows belongs to the commands. '' at the end of the input. */
function* readLine(shell: Shell): Run<string> {
  let line = '';
  for (;;) {
    const byte = yield* read(0, 1);
    if (refused(byte)) {
      if (byte.errno !== 'EINTR') return line;
      if (shell.isInteractive) yield* runTraps(shell);
      continue;
    }
    line += byte;
    if (byte === '' || byte === '\n' || line.length > maxCommandBytes) return line;
  }
}
