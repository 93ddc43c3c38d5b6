import type { Program } from '../syscalls.ts';
import { baseName } from './cp.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** `ln`, `-s`, `-f`. */
export const ln: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'sfnbvT');
  const target = rest[0];
  if (target === undefined) {
    yield* complain(process, 'missing file operand');
    return 1;
  }
  const name = rest[1] ?? baseName(target);
  const path = process.isFolder(name) && !flags.has('n') ? `${name}/${baseName(target)}` : name;
  if (flags.has('f')) process.unlink(path);
  const refusal = flags.has('s') ? process.symlink(target, path) : process.link(target, path);
  if (!refusal) return 0;
  yield* complain(process, `${refusal.errno === 'ENOENT' && !flags.has('s') ? target : path}: ${refusal.text}`);
  return 1;
};
