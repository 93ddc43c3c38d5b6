import { type Program, type Run, write } from '../syscalls.ts';
import { eachInput, eachLine, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';

/** `uniq`, -c -d -u -i. */
export const uniq: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'cdui');
  return yield* eachInput(process, rest.slice(0, 1), namedRefusal, function* (fd) {
    let run: { line: string; count: number } | undefined;
    const same = (a: string, b: string) => (flags.has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
    const show = function* (): Run<void> {
      if (!run || (flags.has('d') && run.count === 1) || (flags.has('u') && run.count > 1)) return;
      yield* write(1, `${flags.has('c') ? `${String(run.count).padStart(7)} ` : ''}${run.line}\n`);
    };
    yield* eachLine(process, fd, function* (line) {
      if (run && same(run.line, line)) run.count += 1;
      else {
        yield* show();
        run = { line, count: 1 };
      }
      return 'more';
    });
    yield* show();
  });
};
