import { refused } from '../errno.ts';
import type { Program } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** `touch`, `-c`. */
export const touch: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'camhd:t:r:');
  let status = 0;
  for (const path of rest) {
    const place = process.resolve(path);
    const node = refused(place) ? undefined : place.node;
    if (node && !refused(place) && !place.readOnly) {
      node.mtimeMs = process.nowMs;
      continue;
    }
    if (!node && flags.has('c')) continue;
    const fd = process.open(path, { access: 'write', create: true, append: true });
    if (!refused(fd)) process.close(fd);
    else {
      yield* complain(process, `${path}: ${fd.text}`);
      status = 1;
    }
  }
  return status;
};
