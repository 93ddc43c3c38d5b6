import { type Program, write } from '../syscalls.ts';
import { eachInput, linesOf, namedRefusal, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** `uniq`, -c -d -u -i. */
export const uniq: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'cdui');
  return yield* eachInput(process, rest.slice(0, 1), namedRefusal, function* (fd) {
    const runs: { line: string; count: number }[] = [];
    const same = (a: string, b: string) => (flags.has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
    for (const line of linesOf(yield* readAll(fd))) {
      const last = runs[runs.length - 1];
      if (last && same(last.line, line)) last.count += 1;
      else runs.push({ line, count: 1 });
    }
    const shown = runs.filter(({ count }) => (!flags.has('d') || count > 1) && (!flags.has('u') || count === 1));
    const text = ({ line, count }: { line: string; count: number }) =>
      flags.has('c') ? `${String(count).padStart(7)} ${line}\n` : `${line}\n`;
    yield* write(1, shown.map(text).join(''));
  });
};
