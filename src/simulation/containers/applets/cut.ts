import { Exhausted, WorkLimit } from '../exhaustion.ts';
import { type Program, write } from '../syscalls.ts';
import { complain, eachInput, eachLine, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';

/** Parts of one list. */
const maxRanges = 1000;

/** `cut -d X -f LIST`, `-c LIST`, `-s`. */
export const cut: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'd:f:c:b:sn');
  const list = flags.get('f') ?? flags.get('c') ?? flags.get('b');
  const ranges = (list ?? '').split(',').map((part) => /^(\d*)(-?)(\d*)$/.exec(part));
  if (list === undefined || list === '' || ranges.some((range) => !range)) {
    yield* complain(process, 'expected a list of bytes, characters, or fields');
    return 1;
  }
  const wanted = (position: number) =>
    ranges.some((range) => {
      const low = Number(range?.[1] || 1);
      const high = range?.[2] === '-' ? Number(range[3] || Number.POSITIVE_INFINITY) : low;
      return position >= low && position <= high;
    });
  if (ranges.length > maxRanges) throw new Exhausted();
  const delimiter = flags.get('d') ?? '\t';
  return yield* eachInput(process, rest, namedRefusal, function* (fd) {
    yield* eachLine(process, fd, function* (line) {
      const parts = flags.has('f') ? line.split(delimiter) : [...line];
      if (flags.has('f') && parts.length === 1) {
        if (!flags.has('s')) yield* write(1, `${line}\n`);
        return 'more';
      }
      const work = new WorkLimit();
      work.take(parts.length * ranges.length);
      process.charge(work.takenMicros);
      const kept = parts.filter((_, index) => wanted(index + 1));
      yield* write(1, `${kept.join(flags.has('f') ? delimiter : '')}\n`);
      return 'more';
    });
  });
};
