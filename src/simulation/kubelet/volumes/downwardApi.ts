import type { DownwardAPIVolumeFile } from '../../../api/generated/objects.ts';
import { fieldValue } from '../downwardApi.ts';
import { folderOf, type KeyedFile } from './keyedFiles.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** Facts about the Pod as files (https://kubernetes.io/docs/concepts/storage/volumes/#downwardapi). */
export const downwardApi: VolumeSetUp = (volume, context) => {
  const { items, defaultMode } = volume.downwardAPI ?? {};
  return { folder: folderOf(downwardApiFiles(items, defaultMode, context), context.nowMs) };
};

export function downwardApiFiles(
  items: readonly DownwardAPIVolumeFile[] | undefined,
  defaultMode: number | undefined,
  { pod }: VolumeContext,
): KeyedFile[] {
  return (items ?? []).map(({ path, fieldRef, mode }) => ({
    path,
    text: fieldRef ? fieldValue(fieldRef.fieldPath, pod, { ip: '', hostIp: '' }) : '',
    mode: mode ?? defaultMode ?? 0o644,
  }));
}
