import { quote } from '../fieldErrors.ts';

/** The first and the last index of a run. */
export type IndexRun = readonly [number, number];

/** Reads `0,2-3` as the server does, or says in its words what is wrong with it (`validateIndexesFormat`). */
export function readIndexes(text: string, completions: number): IndexRun[] | string {
  if (text === '') return [];
  const runs: IndexRun[] = [];
  for (const interval of text.split(',')) {
    const run = readRun(interval, completions);
    if (typeof run === 'string') return run;
    const previous = runs.at(-1)?.[1];
    if (previous !== undefined && previous >= run[0]) return notIncreasing(previous, run[0]);
    runs.push(run);
  }
  return runs;
}

function readRun(interval: string, completions: number): IndexRun | string {
  const limits = interval.split('-');
  if (limits.length > 2)
    return `the fragment ${quote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  const indexes: number[] = [];
  for (const limit of limits) {
    if (!/^[-+]?\d+$/.test(limit)) return `cannot convert string to integer for index: ${quote(limit)}`;
    const index = Number(limit);
    if (index >= completions) return `too large index: ${quote(limit)}`;
    indexes.push(index);
  }
  const [first = 0, last = first] = indexes;
  return limits.length > 1 && first >= last ? notIncreasing(first, last) : [first, last];
}

function notIncreasing(previous: number, current: number): string {
  return `non-increasing order, previous: ${previous}, current: ${current}`;
}

/** The first index that both texts name; the runs that cannot be read are passed over. */
export function sharedIndex(one: string, other: string, completions: number): number | undefined {
  if (one === '' || other === '') return undefined;
  const readable = (text: string): IndexRun[] =>
    text.split(',').flatMap((interval) => {
      const run = readRun(interval, completions);
      return typeof run === 'string' ? [] : [run];
    });
  const [left, right] = [readable(one), readable(other)];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [a = [0, 0], b = [0, 0]] = [left[i], right[j]];
    if (a[0] <= b[1] && b[0] <= a[1]) return Math.max(a[0], b[0]);
    if (a[0] <= b[0]) i += 1;
    else j += 1;
  }
  return undefined;
}
