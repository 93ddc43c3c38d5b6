import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import type { Program, Run } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** `rm`, `-r`, `-f`. */
export const rm: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'rRfiv');
  const deep = flags.has('r') || flags.has('R');
  let status = 0;
  for (const path of rest) {
    if (!(yield* remove(process, path, deep, flags.has('f')))) status = 1;
  }
  return status;
};

function* remove(process: Process, path: string, deep: boolean, force: boolean): Run<boolean> {
  const node = process.stat(path, 'keep');
  if (refused(node)) {
    if (force && node.errno === 'ENOENT') return true;
    yield* complain(process, `can't remove '${path}': ${node.text}`);
    return false;
  }
  let refusal = node.kind === 'directory' ? undefined : process.unlink(path);
  if (node.kind === 'directory') {
    if (!deep) {
      yield* complain(process, `'${path}' is a directory`);
      return false;
    }
    for (const name of node.names()) if (!(yield* remove(process, `${path}/${name}`, deep, force))) return false;
    refusal = process.rmdir(path);
  }
  if (!refusal) return true;
  yield* complain(process, `can't remove '${path}': ${refusal.text}`);
  return false;
}

/** `rmdir`. */
export const rmdir: Program = function* (process) {
  let status = 0;
  for (const path of readOptions(process.argv, 'p').rest) {
    const refusal = process.rmdir(path);
    if (!refusal) continue;
    yield* complain(process, `'${path}': ${refusal.text}`);
    status = 1;
  }
  return status;
};
