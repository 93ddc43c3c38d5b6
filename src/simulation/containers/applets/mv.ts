import { refused } from '../errno.ts';
import type { Program } from '../syscalls.ts';
import { baseName, copy } from './cp.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

/** `mv`: renames, or copies and removes where the target is on another volume. */
export const mv: Program = function* (process) {
  const { rest } = readOptions(process.argv, 'finvT');
  const target = rest[rest.length - 1];
  if (rest.length < 2 || target === undefined) {
    yield* complain(process, 'missing file operand');
    return 1;
  }
  let status = 0;
  for (const source of rest.slice(0, -1)) {
    const to = process.isFolder(target) ? `${target}/${baseName(source)}` : target;
    let refusal = process.rename(source, to);
    if (refusal?.errno === 'EXDEV') {
      const node = process.stat(source);
      if (!refused(node) && node.kind === 'file') {
        if (!(yield* copy(process, source, to, false, 0))) {
          status = 1;
          continue;
        }
        refusal = process.unlink(source);
      }
    }
    if (!refusal) continue;
    yield* complain(process, `can't rename '${source}': ${refusal.text}`);
    status = 1;
  }
  return status;
};
