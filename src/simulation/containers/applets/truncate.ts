import { refused } from '../errno.ts';
import type { Program } from '../syscalls.ts';
import { badUsage, complain } from './input.ts';
import { readOptions } from './options.ts';
import { sizeOf } from './sizes.ts';

/** `truncate -s SIZE FILE…`, -c. */
export const truncate: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'cs:', { size: 's' });
  const size = sizeOf(flags.get('s') ?? '');
  if (problem !== undefined || size === undefined || rest.length === 0)
    return yield* badUsage(process, problem, 'truncate [-c] -s SIZE FILE...');
  let status = 0;
  for (const path of rest) {
    const fd = process.open(path, { access: 'write', ...(!flags.has('c') && { create: true as const }) });
    if (refused(fd) && flags.has('c') && fd.errno === 'ENOENT') continue;
    const refusal = refused(fd) ? fd : process.files[fd]?.file?.truncate(size, process.nowMs);
    if (!refused(fd)) process.close(fd);
    if (!refusal) continue;
    yield* complain(process, `${path}: ${refused(fd) ? 'open' : 'truncate'}: ${refusal.text}`);
    status = 1;
  }
  return status;
};
