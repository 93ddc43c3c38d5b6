import type { HostPathVolumeSource } from '../../../api/generated/objects.ts';
import type { VolumeContext, VolumeResult, VolumeSetUp } from './volume.ts';

/** A file or folder of the Node (https://kubernetes.io/docs/concepts/storage/volumes/#hostpath). */
export const hostPath: VolumeSetUp = (volume, context) => hostPathVolume(volume.hostPath ?? { path: '/' }, context);

/** What a hostPath of a Pod or of a PersistentVolume stands for, after the check of its type. */
export function hostPathVolume({ path, type = '' }: HostPathVolumeSource, context: VolumeContext): VolumeResult {
  const { nodeFiles, nowMs } = context;
  const wrong = (what: string) => ({ problem: `hostPath type check failed: ${path} is not a ${what}` });
  const found = nodeFiles.find(path);
  switch (type) {
    case 'Directory':
      return found?.kind === 'directory' ? asItIs(found) : wrong('directory');
    case 'File':
      return found?.kind === 'file' ? asItIs(found) : wrong('file');
    case 'Socket':
      return wrong('socket file');
    case 'CharDevice':
      return found?.kind === 'device' ? devices() : wrong('character device');
    case 'BlockDevice':
      return wrong('block device');
    case 'FileOrCreate': {
      if (found) return found.kind === 'file' ? asItIs(found) : wrong('file');
      const made = nodeFiles.makeFile(path, nowMs);
      return made ? asItIs(made) : { problem: `open ${path}: no such file or directory` };
    }
    default: {
      // Without a type nothing is checked, and the runtime makes a folder of what is missing.
      if (found?.kind === 'file' && type === '') return asItIs(found);
      if (found?.kind === 'device') return devices();
      const folder = found ?? nodeFiles.makeFolder(path, nowMs);
      return folder?.kind === 'directory' ? asItIs(folder) : wrong('directory');
    }
  }
}

function asItIs(node: Extract<VolumeResult, { problem?: undefined }>['node']): VolumeResult {
  return { node, keepsOwners: true };
}

function devices(): VolumeResult {
  return { problem: 'devices of a Node are not simulated' };
}
