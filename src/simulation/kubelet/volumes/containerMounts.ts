import { expandVariables } from '../../../api/expandVariables.ts';
import type { Container, VolumeMount } from '../../../api/generated/objects.ts';
import { toBytes } from '../../containers/bytes.ts';
import { refused } from '../../containers/errno.ts';
import type { Directory, RegularFile } from '../../containers/filesystem.ts';
import { MountNamespace } from '../../containers/mountNamespace.ts';
import type { Mount } from '../../containers/runtime.ts';
import type { PodVolumes } from './podVolumes.ts';

/** The mounts of a container, or the message of its `CreateContainerConfigError`. */
export type MountsResult =
  | { readonly mounts: Mount[]; readonly problem?: undefined }
  | { readonly mounts?: undefined; readonly problem: string };

/** What a container mounts of its Pod's volumes, in the order in which it is written. */
export function containerMounts(
  volumes: PodVolumes,
  container: Container,
  env: ReadonlyMap<string, string>,
  nowMs: number,
): MountsResult {
  const mounts: Mount[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = volumes.get(mount.name);
    if (!volume) continue;
    const subPath = subPathOf(mount, env);
    if (typeof subPath !== 'string') return subPath;
    const node = subPath === '' ? volume.node : nodeBelow(volume.node, subPath, nowMs);
    if (!node) {
      const problem = `failed to prepare subPath for volumeMount "${mount.name}" of container "${container.name}"`;
      return { problem };
    }
    const readOnly = mount.readOnly === true || volume.readOnly === true || volume.refresh !== undefined;
    mounts.push({ path: mount.mountPath, volume: node, readOnly });
  }
  return { mounts };
}

/** `subPathExpr` with the container's variables; every one of them must be there. */
function subPathOf(
  { subPath = '', subPathExpr }: VolumeMount,
  env: ReadonlyMap<string, string>,
): string | { readonly mounts?: undefined; readonly problem: string } {
  if (!subPathExpr) return subPath;
  const missing = new Set<string>();
  const expanded = expandVariables(subPathExpr, (name) => {
    const value = env.get(name);
    if (!value) missing.add(name);
    return value;
  });
  return missing.size > 0 ? { problem: `missing value for ${[...missing].sort().join(', ')}` } : expanded;
}

/** A file or folder of a volume; a folder that is missing is made, with the volume's own mode. */
function nodeBelow(
  volume: Directory | RegularFile,
  subPath: string,
  nowMs: number,
): Directory | RegularFile | undefined {
  if (volume.kind !== 'directory') return undefined;
  const tree = new MountNamespace(volume);
  const path = `/${toBytes(subPath)}`;
  const place = tree.resolve(path, '/');
  if (!refused(place) && place.node) {
    const { node } = place;
    return node.kind === 'directory' || node.kind === 'file' ? node : undefined;
  }
  const made = tree.makeFolders(path, nowMs);
  if (refused(made)) return undefined;
  made.mode = volume.mode;
  made.gid = volume.gid;
  return made;
}
