import { type Program, write } from '../syscalls.ts';
import { complain, eachInput, eachLine, namedRefusal } from './input.ts';
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
    yield* eachLine(process, fd, function* (line) {
      let left = line;
      let folded = '';
      while (left.length > width) {
        const space = flags.has('s') ? left.lastIndexOf(' ', width - 1) : -1;
        const at = space >= 0 ? space + 1 : width;
        folded += `${left.slice(0, at)}\n`;
        left = left.slice(at);
      }
      return (yield* write(1, `${folded}${left}\n`)) ? 'enough' : 'more';
    });
  });
};
