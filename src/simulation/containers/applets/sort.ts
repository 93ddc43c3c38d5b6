import { type Program, write } from '../syscalls.ts';
import { eachInput, linesOf, namedRefusal, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** `sort`, -r -n -u -k N -t X. */
export const sort: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'rnuk:t:fbhsz');
  const lines: string[] = [];
  const status = yield* eachInput(process, rest, namedRefusal, function* (fd) {
    for (const line of linesOf(yield* readAll(fd))) lines.push(line);
  });
  const column = Number.parseInt(flags.get('k') ?? '0', 10);
  const separator = flags.get('t');
  const keyOf = (line: string) => {
    if (!column) return line;
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    return fields.slice(column - 1, flags.get('k')?.includes(',') ? column : undefined).join(separator ?? ' ');
  };
  const numeric = flags.has('n') || /n/.test(flags.get('k') ?? '');
  const numberOf = (text: string) => Number.parseFloat(text) || 0;
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const fold = (text: string) => (flags.has('f') ? text.toLowerCase() : text);
  const byKey = (a: string, b: string) =>
    numeric ? numberOf(keyOf(a)) - numberOf(keyOf(b)) : byText(fold(keyOf(a)), fold(keyOf(b)));
  const direction = flags.has('r') ? -1 : 1;
  lines.sort((a, b) => direction * (byKey(a, b) || (flags.has('u') || flags.has('s') ? 0 : byText(a, b))));
  const kept = flags.has('u')
    ? lines.filter((line, index) => index === 0 || byKey(lines[index - 1] as string, line) !== 0)
    : lines;
  yield* write(1, kept.map((line) => `${line}\n`).join(''));
  return status;
};
