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

/**
 * Those of several of one name, or with the same labels, that may be held against a manifest: in a closed world all of them; in an
 * open one those of its folder, else the only one that there is. Which of several elsewhere is meant, as exercises beside each other
 * have them, nobody knows.
 */
export function heldAgainst(
  from: PlacedManifest,
  all: readonly PlacedManifest[],
  world: 'closed' | 'open',
): readonly PlacedManifest[] {
  if (world === 'closed') return all;
  const meant = nearestOnes(from, all);
  return meant.length > 1 && !meant.every((other) => areNeighbours(from, other)) ? [] : meant;
}
