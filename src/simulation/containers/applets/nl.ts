import { type Program, write } from '../syscalls.ts';
import { eachInput, eachLine, namedRefusal } from './input.ts';
import { readOptions } from './options.ts';

/** `nl`, -b a|t|n, -w, -s, -v, -i. */
export const nl: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'b:w:s:v:i:p');
  const style = flags.get('b') ?? 't';
  const width = Math.min(100, Number(flags.get('w') ?? '6') || 6);
  const separator = flags.get('s') ?? '\t';
  let number = Number(flags.get('v') ?? '1') || 0;
  const step = Number(flags.get('i') ?? '1') || 1;
  return yield* eachInput(process, rest, namedRefusal, function* (fd) {
    yield* eachLine(process, fd, function* (line) {
      const counts = style === 'a' || (style === 't' && line !== '');
      const prefix = counts ? String(number).padStart(width) + separator : ' '.repeat(width + separator.length);
      if (counts) number += step;
      return (yield* write(1, `${prefix}${line}\n`)) ? 'enough' : 'more';
    });
  });
};
