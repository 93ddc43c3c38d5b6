import { maxPathBytes } from '../mountNamespace.ts';
import type { Program } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** `mkdir`, `-p`, `-m`. */
export const mkdir: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'pm:', { parents: 'p' });
  const mode = flags.has('m') ? Number.parseInt(flags.get('m') ?? '', 8) || 0o755 : 0o755;
  let status = 0;
  for (const path of rest) {
    const parts = path.length > maxPathBytes ? [path] : path.split('/');
    const first = flags.has('p') ? 1 : parts.length;
    for (let count = first; count <= parts.length; count++) {
      const part = parts.slice(0, count).join('/');
      if (part === '') continue;
      const refusal = process.mkdir(part, mode);
      if (!refusal || (flags.has('p') && (refusal.errno === 'EEXIST' || process.isFolder(part)))) continue;
      yield* complain(process, `can't create directory '${path}': ${refusal.text}`);
      status = 1;
      break;
    }
  }
  return status;
};
