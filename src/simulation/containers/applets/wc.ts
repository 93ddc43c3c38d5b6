import { refused } from '../errno.ts';
import { type Program, read, write } from '../syscalls.ts';
import { eachInput, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';

/** `wc`, -l -w -c. */
export const wc: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'lwcmL');
  const letters = ['l', 'w', 'c'].filter(
    (letter) => flags.size === 0 || flags.has(letter) || (letter === 'c' && flags.has('m')),
  );
  const totals = [0, 0, 0];
  const line = (counts: readonly number[], name: string) => {
    const shown = letters.map((letter) => String(counts['lwc'.indexOf(letter)]));
    const text = letters.length === 1 ? shown.join('') : shown.map((count) => count.padStart(9)).join(' ');
    return `${text}${name === '-' ? '' : ` ${name}`}\n`;
  };
  const status = yield* eachInput(process, rest, namedRefusal, function* (fd, name) {
    const counts = [0, 0, 0] as [number, number, number];
    let inWord = false;
    for (let piece = yield* read(fd); !refused(piece) && piece !== ''; piece = yield* read(fd)) {
      const words = piece.match(/\S+/g)?.length ?? 0;
      counts[0] += piece.split('\n').length - 1;
      counts[1] += words - (inWord && /^\S/.test(piece) ? 1 : 0);
      counts[2] += piece.length;
      inWord = /\S$/.test(piece.slice(-1));
    }
    counts.forEach((count, index) => {
      totals[index] = (totals[index] as number) + count;
    });
    yield* write(1, line(counts, name));
  });
  if (rest.length > 1) yield* write(1, line(totals, 'total'));
  return status;
};
