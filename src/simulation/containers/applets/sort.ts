import { Exhausted } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { eachInput, eachLine, namedRefusal, paced } from './input.ts';
import { readOptions } from './options.ts';

/** What one call may hold. */
const maxLines = 200_000;
const maxBytes = 8 * 1024 * 1024;
/** Lines that are written at once. */
const batchLines = 500;

/** `sort`, -r -n -u -k N -t X. */
export const sort: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'rnuk:t:fbhsz');
  const lines: string[] = [];
  let bytes = 0;
  const status = yield* eachInput(process, rest, namedRefusal, function* (fd) {
    yield* eachLine(process, fd, function* (line) {
      lines.push(line);
      bytes += line.length;
      yield* paced(process, 0);
      if (lines.length > maxLines || bytes > maxBytes) throw new Exhausted();
      return 'more';
    });
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
  const entries: Entry[] = [];
  for (const line of lines) {
    const key = fold(keyOf(line));
    entries.push({ line, key, number: numeric ? numberOf(key) : 0 });
    yield* paced(process, 1 + line.length / 100);
  }
  const byKey = (a: Entry, b: Entry) => (numeric ? a.number - b.number : byText(a.key, b.key));
  const direction = flags.has('r') ? -1 : 1;
  const stable = flags.has('u') || flags.has('s');
  const sorted = yield* mergeSorted(
    process,
    entries,
    (a, b) => direction * (byKey(a, b) || (stable ? 0 : byText(a.line, b.line))),
  );
  const kept = flags.has('u')
    ? sorted.filter((entry, index) => index === 0 || byKey(sorted[index - 1] as Entry, entry) !== 0)
    : sorted;
  for (let at = 0; at < kept.length; at += batchLines) {
    const batch = kept.slice(at, at + batchLines);
    if (yield* write(1, batch.map(({ line }) => `${line}\n`).join(''))) return 1;
  }
  return status;
};

interface Entry {
  readonly line: string;
  readonly key: string;
  readonly number: number;
}

/** Merges runs of growing length, so that time can pass in between. */
function* mergeSorted(
  process: Process,
  entries: readonly Entry[],
  compare: (a: Entry, b: Entry) => number,
): Run<readonly Entry[]> {
  let sorted = entries;
  for (let size = 1; size < entries.length; size *= 2) {
    const merged: Entry[] = [];
    for (let start = 0; start < sorted.length; start += size * 2) {
      const middle = Math.min(start + size, sorted.length);
      const end = Math.min(start + size * 2, sorted.length);
      for (let left = start, right = middle; left < middle || right < end; ) {
        const a = left < middle ? sorted[left] : undefined;
        const b = right < end ? sorted[right] : undefined;
        const takesLeft = a !== undefined && (b === undefined || compare(a, b) <= 0);
        merged.push((takesLeft ? a : b) as Entry);
        if (takesLeft) left += 1;
        else right += 1;
        yield* paced(process, 0.2);
      }
    }
    sorted = merged;
  }
  return sorted;
}
