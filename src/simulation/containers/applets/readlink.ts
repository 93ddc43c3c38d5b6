import { refused } from '../errno.ts';
import { type Program, write } from '../syscalls.ts';
import { badUsage, complain } from './input.ts';
import { readOptions } from './options.ts';

/** `readlink`, -f -n: the target of a symbolic link, or the path without links. */
export const readlink: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'fnv');
  const [path] = rest;
  if (problem !== undefined || path === undefined) return yield* badUsage(process, problem, 'readlink [-fnv] FILE');
  const end = flags.has('n') ? '' : '\n';
  if (flags.has('f')) {
    const place = process.resolve(path);
    if (refused(place) || (!place.node && !path.includes('/'))) return 1;
    yield* write(1, place.path + end);
    return 0;
  }
  const node = process.stat(path, 'keep');
  if (refused(node) || node.kind !== 'link') {
    if (flags.has('v')) yield* complain(process, `${path}: ${refused(node) ? node.text : 'Invalid argument'}`);
    return 1;
  }
  yield* write(1, node.target + end);
  return 0;
};

/** `realpath FILE…`: the path without links, `.` and `..`. */
export const realpath: Program = function* (process) {
  const paths = process.argv.slice(1);
  if (paths.length === 0) return yield* badUsage(process, undefined, 'realpath FILE...');
  let status = 0;
  for (const path of paths) {
    const place = process.resolve(path);
    // As in busybox, the last name may be missing, but only behind a slash.
    if (!refused(place) && (place.node || path.includes('/'))) yield* write(1, `${place.path}\n`);
    else {
      yield* complain(process, `${path}: ${refused(place) ? place.text : 'No such file or directory'}`);
      status = 1;
    }
  }
  return status;
};
