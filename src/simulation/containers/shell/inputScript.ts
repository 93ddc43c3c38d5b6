import { refused } from '../errno.ts';
import { type Run, read } from '../syscalls.ts';
import { ErrorJump } from './jumps.ts';
import { parseScript } from './parseScript.ts';
import type { Shell } from './shell.ts';

/** A command on several lines may be so long, in bytes. */
const maxCommandBytes = 16 * 1024;

/** Runs what comes on the standard input, command by command; on a terminal with a prompt, and an error does not end it. */
export function* runInput(shell: Shell): Run<number> {
  const interactive = shell.process.files[1]?.isTerminal === true;
  let command = '';
  for (;;) {
    if (interactive) yield* shell.writeTo(2, command === '' ? `${shell.process.cwd} # ` : '> ');
    const line = yield* readLine();
    command += line;
    if (line !== '' && command.length < maxCommandBytes && isUnfinished(command)) continue;
    const source = command;
    command = '';
    try {
      yield* shell.interpreter.runScript(shell, source, 'more');
    } catch (jump) {
      if (!interactive || !(jump instanceof ErrorJump)) throw jump;
      shell.status = jump.status;
    }
    if (line === '') return shell.status;
  }
}

function isUnfinished(command: string): boolean {
  if (/\\\n$/.test(command)) return true;
  const { syntaxError } = parseScript(command);
  return syntaxError !== undefined && /unexpected end of file|unterminated/.test(syntaxError);
}

/** One line with its end, byte by byte: what follows belongs to the commands. '' at the end of the input. */
function* readLine(): Run<string> {
  let line = '';
  for (;;) {
    const byte = yield* read(0, 1);
    if (refused(byte)) {
      if (byte.errno === 'EINTR') continue;
      return line;
    }
    line += byte;
    if (byte === '' || byte === '\n' || line.length > maxCommandBytes) return line;
  }
}
