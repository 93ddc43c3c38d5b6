import { refused } from '../errno.ts';
import { Exhausted } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { badUsage, cannotOpen, complain, eachLine, namedRefusal, openInput, paced } from './input.ts';
import { readOptions } from './options.ts';

/** What one call may hold and print. */
const maxLines = 200_000;
const maxBytes = 8 * 1024 * 1024;
/** Lines that are written at once. */
const batchLines = 500;
/** The largest number of `-i`. */
const maxNumber = 2 ** 32 - 1;

/** Lines by their places. */
interface Lines {
  readonly count: number;
  readonly at: (index: number) => string;
}

/** `shuf`, -n NUM, -o FILE, -z, of a file's lines, of `-e ARG…` or of the numbers `-i L-H`: in a random order. */
export const shuf: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'ei:n:o:z');
  const isMixed = flags.has('e') ? flags.has('i') : rest.length > (flags.has('i') ? 0 : 1);
  if (problem !== undefined || isMixed)
    return yield* badUsage(process, problem, 'shuf [-n NUM] [-o FILE] [-z] [FILE | -e [ARG...] | -i L-H]');
  const wanted = flags.get('n');
  if (wanted !== undefined && !/^\d{1,10}$/.test(wanted)) {
    yield* complain(process, `invalid number '${wanted}'`);
    return 1;
  }
  const range = flags.get('i');
  const lines = range !== undefined ? rangeOf(range) : flags.has('e') ? among(rest) : yield* linesOf(process, rest[0]);
  if (typeof lines === 'string') {
    yield* complain(process, lines);
    return 1;
  }
  const path = flags.get('o');
  const output = path === undefined ? 1 : process.open(path, { access: 'write', create: true, truncate: true });
  if (refused(output)) {
    yield* complain(process, cannotOpen(path ?? '', output));
    return 1;
  }
  const count = Math.min(lines.count, Number(wanted ?? maxNumber));
  if (count > maxLines) throw new Exhausted();
  return yield* print(process, lines, count, output, flags.has('z') ? '\0' : '\n');
};

/** Exchanges each place with a later one as it is printed, as Fisher and Yates do; only exchanged places are kept. */
function* print(process: Process, lines: Lines, count: number, output: number, end: string): Run<number> {
  const exchanged = new Map<number, number>();
  let text = '';
  for (let place = 0; place < count; place++) {
    const other = process.kernel.randomInteger(place, lines.count);
    const chosen = exchanged.get(other) ?? other;
    exchanged.set(other, exchanged.get(place) ?? place);
    text += lines.at(chosen) + end;
    yield* paced(process, 1);
    if ((place + 1) % batchLines > 0 && place + 1 < count) continue;
    if (yield* write(output, text)) return 1;
    text = '';
  }
  return 0;
}

/** `-i L-H`, or what is wrong with it. */
function rangeOf(text: string): Lines | string {
  const [low = '', high] = text.split(/-(.*)/s);
  if (high === undefined) return `bad range '${text}'`;
  const wrong = [low, high].find((number) => !/^\d{1,15}$/.test(number));
  if (wrong !== undefined) return `invalid number '${wrong}'`;
  const [first, last] = [Number(low), Number(high)];
  if (last < first || last > maxNumber) return `bad range '${text}'`;
  return { count: last - first + 1, at: (index) => String(first + index) };
}

function among(words: readonly string[]): Lines {
  return { count: words.length, at: (index) => words[index] as string };
}

function* linesOf(process: Process, name = '-'): Run<Lines | string> {
  const fd = openInput(process, name);
  if (refused(fd)) return namedRefusal(name, fd);
  const lines: string[] = [];
  let bytes = 0;
  yield* eachLine(process, fd, function* (line) {
    lines.push(line);
    bytes += line.length;
    yield* paced(process, 0);
    if (lines.length > maxLines || bytes > maxBytes) throw new Exhausted();
    return 'more';
  });
  return among(lines);
}
