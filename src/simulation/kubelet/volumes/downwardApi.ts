import type { DownwardAPIVolumeFile } from '../../../api/generated/objects.ts';
import { toBytes } from '../../containers/bytes.ts';
import { fieldValue, resourceValue } from '../downwardApi.ts';
import { folderModes, type KeyedFile, keyedVolume } from './keyedFiles.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** Facts about the Pod as files (https://kubernetes.io/docs/concepts/storage/volumes/#downwardapi). */
export const downwardApi: VolumeSetUp = (volume, context) => {
  const { items, defaultMode } = volume.downwardAPI ?? {};
  return keyedVolume(context, folderModes.memory, (now) => ({ files: downwardApiFiles(items, defaultMode, now) }));
};

export function downwardApiFiles(
  items: readonly DownwardAPIVolumeFile[] | undefined,
  defaultMode: number | undefined,
  { api, pod }: VolumeContext,
): KeyedFile[] {
  const textOf = ({ fieldRef, resourceFieldRef }: DownwardAPIVolumeFile): string => {
    // Addresses are no field of a volume: the API server refuses them.
    if (fieldRef) return fieldValue(fieldRef.fieldPath, pod, { ip: '', hostIp: '' });
    return resourceFieldRef ? resourceValue(api, pod, resourceFieldRef) : '';
  };
  return (items ?? []).map((item) => ({
    path: item.path,
    content: toBytes(textOf(item)),
    mode: item.mode ?? defaultMode ?? 0o644,
  }));
}
