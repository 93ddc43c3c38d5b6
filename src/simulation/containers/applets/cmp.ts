import { refused } from '../errno.ts';
import { type Program, type Run, read, readBytes, write } from '../syscalls.ts';
import { badUsage, complain, namedRefusal, openInput, paced } from './input.ts';
import { readOptions } from './options.ts';
import { sizeOf } from './sizes.ts';

/** `cmp`, -s, -n BYTES: 0 where two files are alike, 1 where they differ, 2 where one cannot be read. */
export const cmp: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'sn:');
  const [first, second = '-'] = rest;
  if (problem !== undefined || first === undefined) {
    yield* badUsage(process, problem, 'cmp [-ls] [-n NUM] FILE1 [FILE2]');
    return 2;
  }
  const most = flags.has('n') ? sizeOf(flags.get('n') ?? '') : Number.POSITIVE_INFINITY;
  if (most === undefined) {
    yield* complain(process, `invalid number '${flags.get('n')}'`);
    return 1;
  }
  const fds: number[] = [];
  for (const name of [first, second]) {
    const fd = openInput(process, name);
    if (refused(fd)) {
      if (!flags.has('s')) yield* complain(process, namedRefusal(name, fd));
      return 2;
    }
    fds.push(fd);
  }
  const [one = 0, other = 0] = fds;
  let line = 1;
  for (let at = 0; at < most; ) {
    const size = Math.min(readBytes, most - at);
    const a = yield* readWhole(one, size);
    const b = yield* readWhole(other, size);
    yield* paced(process, a.length / 1000);
    let same = 0;
    while (same < a.length && a[same] === b[same]) same += 1;
    line += a.slice(0, same).split('\n').length - 1;
    at += same;
    if (same < size) {
      if (same === a.length && same === b.length) return 0;
      if (flags.has('s')) return 1;
      if (same === a.length || same === b.length) {
        yield* complain(process, `EOF on ${same === a.length ? first : second}`);
      } else yield* write(1, `${first} ${second} differ: char ${at + 1}, line ${line}\n`);
      return 1;
    }
  }
  return 0;
};

/** So many bytes, fewer at the end. */
function* readWhole(fd: number, bytes: number): Run<string> {
  let text = '';
  while (text.length < bytes) {
    const piece = yield* read(fd, bytes - text.length);
    if (refused(piece) || piece === '') break;
    text += piece;
  }
  return text;
}
