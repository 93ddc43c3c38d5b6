import { refused } from '../errno.ts';
import { type Program, write } from '../syscalls.ts';
import { badUsage, cannotOpen, complain, openInput, paced, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** `comm`, -1 -2 -3: what two sorted files have alone and in common. */
export const comm: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, '123');
  if (problem !== undefined || rest.length !== 2) return yield* badUsage(process, problem, 'comm [-123] FILE1 FILE2');
  const [left = [], right = []] = [[], []] as [string[], string[]];
  for (const [index, lines] of [left, right].entries()) {
    const fd = openInput(process, rest[index] as string);
    if (refused(fd)) {
      yield* complain(process, cannotOpen(rest[index] as string, fd));
      return 1;
    }
    const text = yield* readAll(fd);
    if (text !== '') for (const line of text.replace(/\n$/, '').split('\n')) lines.push(line);
    if (fd !== 0) process.close(fd);
  }
  const indent = ['', flags.has('1') ? '' : '\t', (flags.has('1') ? '' : '\t') + (flags.has('2') ? '' : '\t')];
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    const a = left[i];
    const b = right[j];
    const column = a === b ? 2 : b === undefined || (a !== undefined && a < b) ? 0 : 1;
    if (column !== 1) i += 1;
    if (column !== 0) j += 1;
    yield* paced(process, 1);
    if (flags.has(String(column + 1))) continue;
    if (yield* write(1, `${indent[column]}${column === 1 ? b : a}\n`)) return 1;
  }
  return 0;
};
