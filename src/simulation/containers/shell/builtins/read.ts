import { refused } from '../../errno.ts';
import { held } from '../../exhaustion.ts';
import { poll, type Run, read as readBytes } from '../../syscalls.ts';
import type { Shell } from '../shell.ts';
import type { Builtin } from './builtin.ts';
import { isName } from './variables.ts';

/** How a line is read. */
interface Reading {
  readonly raw: boolean;
  readonly end: string;
  readonly maxBytes: number;
  /** Epoch, milliseconds, virtual: not longer than this. */
  readonly untilMs: number | undefined;
  readonly fd: number;
}

/**
 * `read a b`, -r -p PROMPT -t SECONDS -n BYTES -d END -u FD -s: one line from the input, byte by byte, so that the rest
 * stays for the next command.
 */
export const read: Builtin = function* (shell, argv) {
  const words = argv.slice(1);
  const given = new Map<string, string>();
  while (/^-[rptndus]/.test(words[0] ?? '')) {
    const word = words.shift() as string;
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      if (letter === 'r' || letter === 's') given.set(letter, '');
      else {
        given.set(letter, word.slice(at + 1) || (words.shift() ?? ''));
        break;
      }
    }
  }
  const names = words.length > 0 ? words : ['REPLY'];
  for (const name of names) if (!isName(name)) yield* shell.fail(`read: line 0: ${name}: bad variable name`);
  const seconds = given.has('t') ? Number(given.get('t')) : undefined;
  if (seconds !== undefined && !(seconds >= 0)) return yield* shell.fail('read: line 0: invalid timeout');
  const fd = Number(given.get('u') ?? '0');
  const prompt = given.get('p');
  if (prompt !== undefined && shell.process.files[fd]?.isTerminal) yield* shell.writeTo(2, prompt);
  const line = yield* readLine(shell, {
    raw: given.has('r'),
    end: given.has('d') ? (given.get('d') as string).slice(0, 1) || '\0' : '\n',
    maxBytes: Math.max(1, Number(given.get('n')) || Number.POSITIVE_INFINITY),
    untilMs: seconds === undefined ? undefined : shell.process.nowMs + Math.round(seconds * 1000),
    fd,
  });
  yield* assignFields(shell, names, line.text);
  return line.ended ? 0 : 1;
};

function* readLine(shell: Shell, reading: Reading): Run<{ text: string; ended: boolean }> {
  const { fd, end, raw, untilMs } = reading;
  let text = '';
  while (text.length < reading.maxBytes) {
    if (untilMs !== undefined && shell.process.files[fd]?.canRead === false) {
      const ready = yield* poll([{ fd, for: 'read' }], Math.max(0, untilMs - shell.process.nowMs));
      if (refused(ready) || ready.length === 0) return { text, ended: false };
    }
    const piece = yield* readBytes(fd, 1);
    if (refused(piece) || piece === '') return { text, ended: false };
    if (piece === end) return { text, ended: true };
    if (piece === '\\' && !raw) {
      const next = yield* readBytes(fd, 1);
      if (refused(next)) return { text, ended: false };
      if (next !== '\n') text += next;
    } else if (piece !== '\0') text += piece;
    held(text);
  }
  return { text, ended: true };
}

function* assignFields(shell: Shell, names: readonly string[], line: string): Run<void> {
  const separators = [...new Set(shell.get('IFS') ?? ' \t\n')].join('');
  const spaces = [...separators].filter((character) => ' \t\n'.includes(character)).join('');
  let rest = trim(line, spaces);
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) {
      yield* shell.set(name, rest);
      break;
    }
    let end = 0;
    while (end < rest.length && !separators.includes(rest[end] as string)) end += 1;
    yield* shell.set(name, rest.slice(0, end));
    const isSpace = spaces.includes(rest[end] ?? ' ');
    rest = trim(rest.slice(end + 1), spaces);
    if (isSpace && rest !== '' && separators.includes(rest[0] as string)) rest = trim(rest.slice(1), spaces);
  }
}

function trim(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start] as string)) start += 1;
  while (end > start && characters.includes(text[end - 1] as string)) end -= 1;
  return text.slice(start, end);
}
