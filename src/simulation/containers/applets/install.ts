import { refused } from '../errno.ts';
import type { Program } from '../syscalls.ts';
import { accountId } from './accounts.ts';
import { baseName, copy } from './cp.ts';
import { badUsage, complain } from './input.ts';
import { changedMode } from './modes.ts';
import { readOptions } from './options.ts';

/** `install`, -d, -D, -m MODE, -o USER, -g GROUP: copies files and sets how they may be used. */
export const install: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'cdDpsm:o:g:t:');
  const folder = flags.get('t');
  const target = folder ?? (flags.has('d') ? undefined : rest[rest.length - 1]);
  const sources = flags.has('d') || folder !== undefined ? rest : rest.slice(0, -1);
  if (problem !== undefined || sources.length === 0)
    return yield* badUsage(process, problem, 'install [-cdDsp] [-o USER] [-g GRP] [-m MODE] [-t DIR] [SOURCE]... DEST');
  let status = 0;
  for (const source of sources) {
    let path = source;
    if (target !== undefined) {
      path = folder !== undefined || process.isFolder(target) ? `${target}/${baseName(source)}` : target;
      if (flags.has('D')) process.kernel.mounts.makeFolders(parentOf(path, process.cwd), process.nowMs);
      if (!(yield* copy(process, source, path, false, 0))) status = 1;
    } else process.kernel.mounts.makeFolders(path.startsWith('/') ? path : `${process.cwd}/${path}`, process.nowMs);
    const node = process.stat(path);
    if (refused(node)) {
      status = 1;
      continue;
    }
    const mode = changedMode(flags.get('m') ?? '755', node);
    const uid = accountId(process, 'user', flags.get('o') ?? '0');
    const gid = accountId(process, 'group', flags.get('g') ?? '0');
    if (mode === undefined || uid === undefined || gid === undefined) {
      yield* complain(process, mode === undefined ? `invalid mode '${flags.get('m')}'` : 'unknown user or group');
      return 1;
    }
    Object.assign(node, { mode, uid, gid });
  }
  return status;
};

function parentOf(path: string, cwd: string): string {
  const absolute = path.startsWith('/') ? path : `${cwd}/${path}`;
  return absolute.slice(0, absolute.lastIndexOf('/')) || '/';
}
