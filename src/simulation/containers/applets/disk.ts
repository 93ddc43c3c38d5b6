import { refused } from '../errno.ts';
import type { Directory } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { badUsage, complain } from './input.ts';
import { readOptions } from './options.ts';
import { humanSize, nodeBytes } from './sizes.ts';
import { walk } from './walk.ts';

/** `du`, -s -a -h -k -m -c -d N: room that files take, in KiB. */
export const du: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'sahkmcd:xlLHb');
  if (problem !== undefined) return yield* badUsage(process, problem, 'du [-aHLdclsxhmk] [FILE]...');
  const unit = (blocks: number) =>
    flags.has('h') ? humanSize(blocks * 1024) : flags.has('m') ? String(Math.ceil(blocks / 1024)) : String(blocks);
  const deepest = flags.has('s') ? 0 : Number(flags.get('d') ?? Number.POSITIVE_INFINITY);
  let total = 0;
  let status = 0;
  for (const path of rest.length > 0 ? rest : ['.']) {
    const sums: number[] = [];
    const refusal = yield* walk(process, path, 'foldersLast', function* ({ path: found, node, depth }) {
      const within = sums[depth + 1] ?? 0;
      sums.length = Math.min(sums.length, depth + 1);
      const blocks = Math.ceil(nodeBytes(node) / 4096) * 4 + (node.kind === 'directory' ? within : 0);
      for (let i = sums.length; i <= depth; i++) sums[i] = 0;
      sums[depth] = (sums[depth] as number) + blocks;
      const isShown = depth <= deepest && (node.kind === 'directory' || flags.has('a') || depth === 0);
      if (isShown) yield* write(1, `${unit(blocks)}\t${found}\n`);
      if (depth === 0) total += blocks;
      return 'enter';
    });
    if (!refusal) continue;
    yield* complain(process, `${path}: ${refusal.text}`);
    status = 1;
  }
  if (flags.has('c')) yield* write(1, `${unit(total)}\ttotal\n`);
  return status;
};

interface MountedVolume {
  readonly device: string;
  readonly type: string;
  readonly path: string;
  readonly folder: Directory;
  readonly readOnly: boolean;
}

function volumesOf(process: Process): MountedVolume[] {
  const { mounts } = process.kernel;
  const root = { device: 'overlay', type: 'overlay', path: '/', folder: mounts.root, readOnly: false };
  const others = mounts.mounted.map(({ path, volume, readOnly }) => ({
    device: '/dev/vda1',
    type: 'ext4',
    path,
    folder: volume,
    readOnly,
  }));
  return [root, ...others];
}

/** `df`, -h -k -m -T, of all that is mounted or of what the named files lie on. */
export const df: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'PkmhTait:B:');
  if (problem !== undefined) return yield* badUsage(process, problem, 'df [-PkmhT] [-t TYPE] [FILESYSTEM]...');
  const all = volumesOf(process);
  const chosen: MountedVolume[] = [];
  let status = 0;
  for (const path of rest) {
    const place = process.resolve(path);
    const folder = refused(place) ? undefined : place.node?.kind === 'directory' ? place.node : place.parent;
    if (refused(place) || !place.node || !folder) {
      yield* complain(process, `${path}: can't find mount point`);
      status = 1;
      continue;
    }
    chosen.push(all.find((one) => one.folder.budget === folder.budget) ?? (all[0] as MountedVolume));
  }
  const heading = flags.has('h') ? '      Size' : flags.has('m') ? '1M-blocks' : '1K-blocks';
  const type = flags.has('T') ? ' Type      ' : '';
  const [used, available] = flags.has('h') ? ['     Used', 'Available'] : ['     Used', 'Available'];
  yield* write(1, `Filesystem          ${type}${heading.padStart(10)} ${used} ${available} Use% Mounted on\n`);
  for (const one of rest.length > 0 ? chosen : all) yield* write(1, lineOf(one, flags));
  return status;
};

function lineOf({ device, type, path, folder }: MountedVolume, flags: ReadonlyMap<string, string>): string {
  const { bytesLeft, maxBytes } = folder.budget.usage;
  const shown = (bytes: number) =>
    flags.has('h') ? humanSize(bytes) : String(Math.ceil(bytes / (flags.has('m') ? 1024 ** 2 : 1024)));
  const percent = `${Math.ceil(((maxBytes - bytesLeft) * 100) / maxBytes)}%`;
  const columns = [
    device.padEnd(20) + (flags.has('T') ? type.padEnd(11) : ''),
    shown(maxBytes).padStart(9),
    shown(maxBytes - bytesLeft).padStart(9),
    shown(bytesLeft).padStart(9),
    percent.padStart(4),
    path,
  ];
  return `${columns.join(' ')}\n`;
}

/** `mount`: what is mounted; mounting itself needs a privilege that containers do not have. */
export const mount: Program = function* (process) {
  if (process.argv.length > 1) {
    yield* complain(process, 'permission denied (are you root?)');
    return 1;
  }
  let text = '';
  for (const { device, type, path, readOnly } of volumesOf(process)) {
    text += `${device} on ${path} type ${type} (${readOnly ? 'ro' : 'rw'},relatime)\n`;
  }
  yield* write(1, text);
  return 0;
};

/** `umount`: refused, as in a container without privileges. */
export const umount: Program = function* (process) {
  const [path] = process.argv.slice(1);
  if (path === undefined)
    return yield* badUsage(process, undefined, 'umount [-rlfda] [-t FSTYPE] FILESYSTEM|DIRECTORY');
  return yield* cannotUnmount(process, path);
};

function* cannotUnmount(process: Process, path: string): Run<number> {
  const isMounted = volumesOf(process).some((one) => one.path === path);
  yield* complain(process, `can't unmount ${path}: ${isMounted ? 'Operation not permitted' : 'Invalid argument'}`);
  return 1;
}
