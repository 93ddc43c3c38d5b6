import { refused } from '../errno.ts';
import { type Program, type Run, read, readBytes, write } from '../syscalls.ts';
import { complain, eachInput, eachLine, namedRefusal, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** `head -n 10`, `-c`. */
export const head: Program = function* (process) {
  const argv = process.argv.map((word) => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word));
  const { flags, rest, problem } = readOptions(argv, 'n:c:qv');
  const amount = flags.get('c') ?? flags.get('n') ?? '10';
  if (problem !== undefined || !/^-?\d+$/.test(amount)) {
    yield* complain(process, problem ?? `invalid number '${amount}'`);
    return 1;
  }
  const count = Number(amount);
  let shown = 0;
  return yield* eachInput(process, rest, namedRefusal, function* (fd, name) {
    if (rest.length > 1 && !flags.has('q')) yield* write(1, `${shown++ > 0 ? '\n' : ''}==> ${name} <==\n`);
    if (flags.has('c')) {
      yield* (count < 0 ? allButLast : firstBytes)(fd, Math.abs(count));
      return;
    }
    if (count < 0) {
      const lines = (yield* readAll(fd)).split(/(?<=\n)/);
      yield* write(1, lines.slice(0, count).join(''));
      return;
    }
    let left = count;
    if (left === 0) return;
    yield* eachLine(process, fd, function* (line) {
      yield* write(1, `${line}\n`);
      left -= 1;
      return left === 0 ? 'enough' : 'more';
    });
  });
};

function* firstBytes(fd: number, count: number): Run<void> {
  for (let left = count; left > 0; ) {
    const piece = yield* read(fd, Math.min(left, readBytes));
    if (refused(piece) || piece === '') return;
    left -= piece.length;
    if (yield* write(1, piece)) return;
  }
}

function* allButLast(fd: number, count: number): Run<void> {
  yield* write(1, (yield* readAll(fd)).slice(0, -count));
}
