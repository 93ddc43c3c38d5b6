import { noFile, type PlacedManifest } from '../manifestSet.ts';

/** The folder of a file's path or URI, with its last slash; empty for a bare name. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** The name of a file by itself, as a reader knows it. */
export function fileNameOf(file: string): string {
  const name = file.slice(folderOf(file).length);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * Whether two manifests stand in files of one folder: then they are surely meant together. Those of other folders may be another
 * try, another environment or a base that is patched.
 */
export function areNeighbours(one: PlacedManifest, other: PlacedManifest): boolean {
  if (one.file === noFile || other.file === noFile) return false;
  return one.file === other.file || folderOf(one.file) === folderOf(other.file);
}

/** Those of several of one name that are meant from here: of the same folder, where there are some. */
export function nearestOnes(from: PlacedManifest, all: readonly PlacedManifest[]): readonly PlacedManifest[] {
  const near = all.filter((other) => areNeighbours(from, other));
  return near.length > 0 ? near : all;
}

/** Whether the other manifest is near enough to be held against this one: in a closed world each is, in an open one a neighbour. */
export function isInSight(one: PlacedManifest, other: PlacedManifest, world: 'closed' | 'open'): boolean {
  return world === 'closed' || areNeighbours(one, other);
}
