import { type Program, write } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** Lines that one `seq` prints. */
const maxNumbers = 1_000_000;

/** `seq LAST`, `seq FIRST LAST`, `seq FIRST STEP LAST`; -s -w. */
export const seq: Program = function* (process) {
  const negative = process.argv.slice(1).findIndex((word) => /^-\d/.test(word));
  const argv =
    negative < 0 ? process.argv : [...process.argv.slice(0, negative + 1), '--', ...process.argv.slice(negative + 1)];
  const { flags, rest } = readOptions(argv, 's:w');
  const numbers = rest.map(Number);
  const bad = rest.find((word) => word === '' || Number.isNaN(Number(word)));
  if (rest.length === 0 || bad !== undefined) {
    yield* complain(process, `invalid number '${bad ?? ''}'`);
    return 1;
  }
  const first = numbers.length > 1 ? (numbers[0] as number) : 1;
  const step = numbers.length > 2 ? (numbers[1] as number) : 1;
  const last = numbers[numbers.length - 1] as number;
  const decimals = Math.min(20, Math.max(...rest.map((word) => word.split('.')[1]?.length ?? 0)));
  const width = flags.has('w') ? Math.max(first.toFixed(decimals).length, last.toFixed(decimals).length) : 0;
  const separator = flags.get('s') ?? '\n';
  let printed = 0;
  for (let i = 0; i < maxNumbers; i++) {
    const value = first + i * step;
    if (step === 0 || (step > 0 ? value > last + 1e-9 : value < last - 1e-9)) break;
    if (yield* write(1, (printed++ > 0 ? separator : '') + value.toFixed(decimals).padStart(width, '0'))) return 1;
  }
  if (printed > 0) yield* write(1, '\n');
  return 0;
};
