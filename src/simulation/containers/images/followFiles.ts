import { refused } from '../errno.ts';
import type { RegularFile } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { type Run, sleep } from '../syscalls.ts';

/** Files that one collector follows at once, and how much of one it reads in a turn, in bytes. */
const maxFiles = 1000;
const maxPieceBytes = 256 * 1024;
/** A line without end is cut here, in bytes. */
const maxLineBytes = 32 * 1024;

/** A file that is followed: what has been read of it. */
interface Followed {
  readonly node: RegularFile;
  offset: number;
  rest: string;
}

export interface FollowOptions {
  /** Paths, whose last part may have `*`. */
  readonly patterns: readonly string[];
  readonly everyMs: number;
  /** Where a file that is there at the beginning is read from. */
  readonly from: 'start' | 'end';
  readonly onFound: (path: string) => Run<void>;
  readonly onLines: (path: string, lines: readonly string[]) => Run<void>;
}

/** Reads the lines that come to files until the process catches a signal. A file that is replaced is read anew. */
export function* followFiles(process: Process, options: FollowOptions): Run<void> {
  const followed = new Map<string, Followed>();
  let isFirst = true;
  for (;;) {
    for (const path of options.patterns.flatMap((pattern) => matches(process, pattern))) {
      const node = process.stat(path);
      if (refused(node) || node.kind !== 'file') continue;
      let file = followed.get(path);
      if (file?.node !== node) {
        if (!file && followed.size >= maxFiles) continue;
        file = { node, offset: isFirst && options.from === 'end' ? node.content.size : 0, rest: '' };
        followed.set(path, file);
        yield* options.onFound(path);
      }
      if (node.content.size < file.offset) file.offset = 0;
      if (node.content.size === file.offset) continue;
      const piece = node.content.read(file.offset, maxPieceBytes);
      file.offset += piece.length;
      const lines = (file.rest + piece).split('\n');
      file.rest = (lines.pop() ?? '').slice(0, maxLineBytes);
      if (lines.length > 0) yield* options.onLines(path, lines);
    }
    isFirst = false;
    if (process.caught.length > 0 || (yield* sleep(options.everyMs))) return;
  }
}

/** The paths that a pattern stands for now. */
function matches(process: Process, pattern: string): string[] {
  const slash = pattern.lastIndexOf('/');
  const [folder, name] = [pattern.slice(0, slash) || '/', pattern.slice(slash + 1)];
  if (!name.includes('*')) return [pattern];
  const node = process.stat(folder);
  if (refused(node) || node.kind !== 'directory') return [];
  const [before = '', ...parts] = name.split('*');
  const fits = (text: string) => {
    if (!text.startsWith(before)) return false;
    let at = before.length;
    for (const [index, part] of parts.entries()) {
      const found = index === parts.length - 1 ? Math.max(at, text.length - part.length) : text.indexOf(part, at);
      if (found < at || !text.startsWith(part, found)) return false;
      at = found + part.length;
    }
    return true;
  };
  return [...node.names()]
    .filter(fits)
    .sort()
    .map((one) => `${folder === '/' ? '' : folder}/${one}`);
}
