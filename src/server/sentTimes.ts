import { movedTime, withTimes } from './shownTimes.ts';

type Fields = Readonly<Record<string, unknown>>;

/** By how much a client was, or is, shown times later than they are stored. */
export interface SentOffsets {
  /** Of the versions that the client may have read. */
  readonly readMs: readonly number[];
  readonly nowMs: number;
}

/**
 * What a client sends, in virtual time. A time that it read in the stored object is the one that is stored; any other
 * comes from the client's own clock.
 */
export function storedTimes(sent: Fields, stored: Fields | undefined, { readMs, nowMs }: SentOffsets): Fields {
  const known = new Set<string>();
  if (stored) {
    withTimes(stored, (time) => {
      known.add(time);
      return time;
    });
  }
  return withTimes(sent, (time) => {
    const read = readMs.map((offsetMs) => movedTime(time, -offsetMs)).find((candidate) => known.has(candidate));
    return read ?? movedTime(time, -nowMs);
  });
}
