import type { KeyToPath } from '../../../api/generated/objects.ts';
import { AtomicFolder } from './atomicFolder.ts';
import type { VolumeContext, VolumeProblem, VolumeResult } from './volume.ts';

/** A content that is made when somebody reads it; the same object stands for the same content. */
export interface LazyContent {
  readonly bytes: string;
}

/** A file of a volume: where it stands in it, and its bytes. */
export interface KeyedFile {
  readonly path: string;
  readonly content: string | LazyContent;
  readonly mode: number;
}

export type KeyedFilesResult =
  | { readonly files: readonly KeyedFile[]; readonly problem?: undefined }
  | (VolumeProblem & { readonly files?: undefined });

/** Files of the keys of a ConfigMap or Secret: all of them in order, or those that `items` names. */
export function filesOfKeys(
  data: ReadonlyMap<string, string>,
  items: readonly KeyToPath[] | undefined,
  mode: number,
  missing: 'error' | 'skipped',
): { readonly files: KeyedFile[]; readonly missingKey?: string } {
  if (!items || items.length === 0) {
    const keys = [...data.keys()].sort();
    return { files: keys.map((key) => ({ path: key, content: data.get(key) as string, mode })) };
  }
  const files: KeyedFile[] = [];
  for (const item of items) {
    const content = data.get(item.key);
    if (content === undefined && missing === 'error') return { files, missingKey: item.key };
    if (content !== undefined) files.push({ path: item.path, content, mode: item.mode ?? mode });
  }
  return { files };
}

/** A volume of such files, which follows its sources; `mode` is that of its folder. */
export function keyedVolume(
  context: VolumeContext,
  mode: number,
  collect: (context: VolumeContext) => KeyedFilesResult,
): VolumeResult {
  const first = collect(context);
  if (first.problem !== undefined) return first;
  const folder = new AtomicFolder(first.files, mode, context.nowMs, context.random);
  return {
    node: folder.root,
    refresh: (now) => {
      const next = collect(now);
      if (next.problem !== undefined) return next;
      folder.write(next.files, now.nowMs, now.random);
      return undefined;
    },
  };
}

/** The mode of a folder on a disk, and of one in memory: Secrets and what the kubelet knows never touch a disk. */
export const folderModes = { disk: 0o777, memory: 0o1777 } as const;
