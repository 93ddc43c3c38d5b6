import { refused } from '../errno.ts';
import type { FileNode } from '../filesystem.ts';
import type { Process } from '../process.ts';
import type { Program, Run } from '../syscalls.ts';
import { accountId } from './accounts.ts';
import { badUsage, complain } from './input.ts';
import { changedMode } from './modes.ts';
import { readOptions } from './options.ts';
import { walk } from './walk.ts';

/** `chmod MODE FILE…`, -R, -f. */
export const chmod: Program = function* (process) {
  // A mode such as `-x` looks like an option.
  const argv = process.argv.slice();
  const at = argv.findIndex((word, index) => index > 0 && /^-[rwxXst]/.test(word));
  const minus = at > 0 ? argv.splice(at, 1)[0] : undefined;
  const { flags, rest, problem } = readOptions(argv, 'Rvcf');
  const [mode, ...paths] = minus === undefined ? rest : [minus, ...rest];
  if (problem !== undefined || mode === undefined || paths.length === 0)
    return yield* badUsage(process, problem, 'chmod [-Rcvf] MODE[,MODE]... FILE...');
  return yield* changeEach(process, paths, flags, (node) => {
    if (!process.credentials.owns(node)) return 'Operation not permitted';
    const changed = node.kind === 'link' ? node.mode : changedMode(mode, node, process.umask);
    if (changed === undefined) return `invalid mode '${mode}'`;
    node.mode = changed;
    return undefined;
  });
};

/** `chown USER[:GROUP] FILE…`, -R, -f, -h. */
export const chown: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'RvcfhLHP');
  const [owner, ...paths] = rest;
  if (problem !== undefined || owner === undefined || paths.length === 0)
    return yield* badUsage(process, problem, 'chown [-RhLHPcvf]... USER[:[GRP]] FILE...');
  const [user = '', group] = owner.split(/[:.](.*)/s);
  return yield* setOwners(process, user, group, paths, flags);
};

/** `chgrp GROUP FILE…`, -R, -f, -h. */
export const chgrp: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'RvcfhLHP');
  const [group, ...paths] = rest;
  if (problem !== undefined || group === undefined || paths.length === 0)
    return yield* badUsage(process, problem, 'chgrp [-RhLHPcvf]... GROUP FILE...');
  return yield* setOwners(process, '', group, paths, flags);
};

type Flags = ReadonlyMap<string, string>;

function* setOwners(
  process: Process,
  user: string,
  group: string | undefined,
  paths: readonly string[],
  flags: Flags,
): Run<number> {
  const uid = user === '' ? undefined : accountId(process, 'user', user);
  const gid = group ? accountId(process, 'group', group) : undefined;
  if (user !== '' && uid === undefined) {
    yield* complain(process, `unknown user ${user}`);
    return 1;
  }
  if (group && gid === undefined) {
    yield* complain(process, `unknown group ${group}`);
    return 1;
  }
  return yield* changeEach(process, paths, flags, (node) => {
    const { credentials } = process;
    const keepsUser = uid === undefined || uid === node.uid;
    const mayGive = keepsUser && credentials.uid === node.uid && (gid === undefined || credentials.inGroup(gid));
    if (!mayGive && !credentials.can('CHOWN')) return 'Operation not permitted';
    if (uid !== undefined) node.uid = uid;
    if (gid !== undefined) node.gid = gid;
    return undefined;
  });
}

/** Changes files, with -R all in them; 1 where one is missing or read-only. */
function* changeEach(
  process: Process,
  paths: readonly string[],
  flags: Flags,
  change: (node: FileNode) => string | undefined,
): Run<number> {
  let status = 0;
  const one = function* (path: string, node: FileNode): Run<'enter' | 'skip'> {
    const place = process.resolve(path);
    if (!refused(place) && place.readOnly) {
      if (!flags.has('f')) yield* complain(process, `${path}: Read-only file system`);
      status = 1;
      return 'enter';
    }
    const problem = change(node);
    if (problem === undefined) return 'enter';
    const isMode = problem.startsWith('invalid');
    if (!flags.has('f')) yield* complain(process, isMode ? problem : `${path}: ${problem}`);
    status = 1;
    return 'skip';
  };
  for (const path of paths) {
    const node = process.stat(path, flags.has('h') ? 'keep' : 'follow');
    if (refused(node)) {
      if (!flags.has('f')) yield* complain(process, `${path}: ${node.text}`);
      status = 1;
    } else if (flags.has('R')) yield* walk(process, path, 'foldersFirst', (met) => one(met.path, met.node));
    else yield* one(path, node);
  }
  return status;
}
