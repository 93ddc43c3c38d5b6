import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import { type Run, read, readBytes } from '../syscalls.ts';
import { complain, namedRefusal, openInput, paced } from './input.ts';

/** Processor time for each byte, microseconds (an assumption of the right order). */
const byteMicros = 0.01;

/** Which bytes of its inputs a tool wants; no more than these are read. */
export interface ByteRange {
  /** How many are left out at the beginning. */
  readonly skip: number;
  readonly most: number;
}

/**
 * Hands the bytes of the named inputs (the standard input where none is named), one after another as one text, to `take`
 * in blocks of so many bytes as they come, the last perhaps shorter; ends early where `take` says so. 1 where an input
 * could not be opened.
 */
export function* eachBlock(
  process: Process,
  names: readonly string[],
  { skip, most }: ByteRange,
  blockBytes: number,
  take: (block: string) => Run<'more' | 'enough'>,
): Run<number> {
  let status = 0;
  let toSkip = skip;
  let left = most;
  let block = '';
  for (const name of names.length > 0 ? names : ['-']) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      yield* complain(process, namedRefusal(name, fd));
      status = 1;
      continue;
    }
    while (left > 0) {
      const piece = yield* read(fd, Math.min(readBytes, toSkip > 0 ? toSkip : left));
      if (refused(piece) || piece === '') break;
      if (toSkip > 0) {
        toSkip -= piece.length;
        continue;
      }
      left -= piece.length;
      yield* paced(process, piece.length * byteMicros);
      const bytes = block + piece;
      const whole = bytes.length - (bytes.length % blockBytes);
      for (let at = 0; at < whole; at += blockBytes) {
        if ((yield* take(bytes.slice(at, at + blockBytes))) === 'enough') return status;
      }
      block = bytes.slice(whole);
    }
    if (fd !== 0) process.close(fd);
  }
  if (block !== '') yield* take(block);
  return status;
}
