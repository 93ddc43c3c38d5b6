import { refused } from '../errno.ts';
import { type Program, read, write } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** `tee`, `-a`. */
export const tee: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'ai');
  const outputs = [1];
  let status = 0;
  for (const name of rest) {
    const mode = flags.has('a') ? ({ append: true } as const) : ({ truncate: true } as const);
    const fd = process.open(name, { access: 'write', create: true, ...mode });
    if (!refused(fd)) outputs.push(fd);
    else {
      yield* complain(process, `${name}: ${fd.text}`);
      status = 1;
    }
  }
  for (;;) {
    const piece = yield* read(0);
    if (refused(piece) || piece === '') return status;
    for (const fd of outputs) yield* write(fd, piece);
  }
};
