import type { Pod } from '../../../api/generated/objects.ts';
import type { Directory, FileNode } from '../../containers/filesystem.ts';

/** What the group may do with a volume that can be written, with one that cannot, and with each folder. */
const groupBits = { readWrite: 0o660, readOnly: 0o440, folder: 0o110, setgid: 0o2000 } as const;

/**
 * Gives a volume to the Pod's `fsGroup`
 * (https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod).
 */
export function giveToGroup(volume: FileNode, { spec }: Pod, access: 'readWrite' | 'readOnly'): void {
  const { fsGroup, fsGroupChangePolicy } = spec?.securityContext ?? {};
  if (fsGroup === undefined) return;
  if (fsGroupChangePolicy === 'OnRootMismatch' && isGivenTo(volume, fsGroup)) return;
  const nodes: FileNode[] = [volume];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    node.gid = fsGroup;
    if (node.kind === 'link') continue;
    node.mode |= groupBits[access];
    if (node.kind !== 'directory') continue;
    node.mode |= groupBits.folder | groupBits.setgid;
    nodes.push(...childrenOf(node));
  }
}

function isGivenTo(volume: FileNode, fsGroup: number): boolean {
  const wanted = groupBits.readWrite | groupBits.folder | groupBits.setgid;
  return volume.gid === fsGroup && (volume.mode & wanted) === wanted;
}

function childrenOf(folder: Directory): FileNode[] {
  return folder.names().flatMap((name) => folder.get(name) ?? []);
}
