import type { KeyToPath } from '../../../api/generated/objects.ts';
import { toBytes } from '../../containers/bytes.ts';
import { Directory } from '../../containers/filesystem.ts';

/** A file of a volume: where it stands in it, and its text. */
export interface KeyedFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Files of the keys of a ConfigMap or Secret: all of them, or those that `items` names. */
export function filesOfKeys(
  data: Readonly<Record<string, string>>,
  items: readonly KeyToPath[] | undefined,
  mode: number,
): { readonly files: KeyedFile[]; readonly missingKey?: string } {
  if (!items) return { files: Object.entries(data).map(([key, text]) => ({ path: key, text, mode })) };
  const files: KeyedFile[] = [];
  for (const item of items) {
    const text = data[item.key];
    if (text === undefined) return { files, missingKey: item.key };
    files.push({ path: item.path, text, mode: item.mode ?? mode });
  }
  return { files };
}

/** A folder with these files, and the folders that their paths need. */
export function folderOf(files: readonly KeyedFile[], nowMs: number): Directory {
  const root = new Directory({ mode: 0o777, mtimeMs: nowMs });
  for (const { path, text, mode } of files) {
    const segments = path.split('/').filter((segment) => segment !== '');
    const name = segments.pop();
    if (!name) continue;
    let folder = root;
    for (const segment of segments) {
      const next: unknown = folder.get(segment) ?? folder.createDirectory(segment, 0o755, nowMs);
      if (!(next instanceof Directory)) break;
      folder = next;
    }
    folder.createFile(name, mode, nowMs, toBytes(text));
  }
  return root;
}
