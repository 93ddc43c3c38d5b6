import { findInPath } from '../executable.ts';
import { type Program, write } from '../syscalls.ts';

/** `which NAME…` */
export const which: Program = function* (process) {
  let status = 0;
  for (const name of process.argv.slice(1)) {
    const path = findInPath(process.kernel.mounts, name, process.env.get('PATH') ?? '', process.cwd);
    if (path === undefined) status = 1;
    else yield* write(1, `${path}\n`);
  }
  return status;
};
