import { refused } from '../errno.ts';
import { type Program, write } from '../syscalls.ts';
import { badUsage, complain, namedRefusal, openInput, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** `cmp`, -s: 0 where two files are alike, 1 where they differ, 2 where one cannot be read. */
export const cmp: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'sl');
  const [first, second = '-'] = rest;
  if (problem !== undefined || first === undefined) {
    yield* badUsage(process, problem, 'cmp [-ls] [-n NUM] FILE1 [FILE2]');
    return 2;
  }
  const texts: string[] = [];
  for (const name of [first, second]) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      if (!flags.has('s')) yield* complain(process, namedRefusal(name, fd));
      return 2;
    }
    texts.push(yield* readAll(fd));
    if (fd !== 0) process.close(fd);
  }
  const [a = '', b = ''] = texts;
  if (a === b) return 0;
  if (flags.has('s')) return 1;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (at >= a.length || at >= b.length) yield* complain(process, `EOF on ${at >= a.length ? first : second}`);
  else {
    const line = a.slice(0, at).split('\n').length;
    yield* write(1, `${first} ${second} differ: char ${at + 1}, line ${line}\n`);
  }
  return 1;
};
