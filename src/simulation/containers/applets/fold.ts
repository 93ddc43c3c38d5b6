import { refused } from '../errno.ts';
import { type Program, read, write } from '../syscalls.ts';
import { complain, eachInput, namedRefusal, paced } from './input.ts';
import { readOptions } from './options.ts';

/** `fold -w 80`, -s. */
export const fold: Program = function* (process) {
  const argv = process.argv.map((word) => (/^-\d+$/.test(word) ? `-w${word.slice(1)}` : word));
  const { flags, rest } = readOptions(argv, 'w:sb');
  const width = Number(flags.get('w') ?? '80');
  if (!Number.isInteger(width) || width < 1) {
    yield* complain(process, `number ${flags.get('w')} is not in 1..10000 range`);
    return 1;
  }
  return yield* eachInput(process, rest, namedRefusal, function* (fd) {
    let left = '';
    for (;;) {
      const piece = yield* read(fd);
      if (refused(piece) || piece === '') break;
      const lines = (left + piece).split('\n').map((line) => folded(line, width, flags.has('s') ? 'words' : 'bytes'));
      left = lines.at(-1)?.pop() ?? '';
      yield* paced(process, piece.length / 100);
      if (yield* write(1, lines.map((parts) => parts.map((part) => `${part}\n`).join('')).join(''))) return;
    }
    yield* write(1, left);
  });
};

/** A line in parts of at most so many bytes. */
function folded(line: string, width: number, at: 'words' | 'bytes'): string[] {
  const parts: string[] = [];
  let from = 0;
  while (line.length - from > width) {
    const space = at === 'words' ? line.slice(from, from + width).lastIndexOf(' ') : -1;
    const end = from + (space >= 0 ? space + 1 : width);
    parts.push(line.slice(from, end));
    from = end;
  }
  return [...parts, line.slice(from)];
}
