import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { fileNameOf, folderOf } from './neighbours.ts';
import { areNumbered } from './numberedNames.ts';

/** A slip writes an object or two once more in a folder; more are a collection of examples. */
const maxSlips = 3;

/**
 * Whether two files of a folder are tries of one thing rather than parts of a whole: `web-v1.yaml` and `web-v2.yaml`, `web.yaml` and
 * `web-with-probe.yaml`, or files of a folder in which many objects are written again and again. Nobody applies such a folder at once.
 */
export function areAlternatives(set: ManifestSet, one: PlacedManifest, other: PlacedManifest): boolean {
  const [a, b] = [stemOf(one), stemOf(other)];
  if (areNumbered(a, b) || isVariant(a, b) || isVariant(b, a)) return true;
  return (writtenAgain(set).get(folderOf(one.file)) ?? 0) > maxSlips;
}

/** The name of the file without its ending. */
function stemOf({ file }: PlacedManifest): string {
  return fileNameOf(file).replace(/\.\w+$/, '');
}

function isVariant(name: string, of: string): boolean {
  return name.startsWith(of) && /^[-_. (]/.test(name.slice(of.length));
}

const known = new WeakMap<ManifestSet, ReadonlyMap<string, number>>();

/** How often objects of a folder are written once more in another of its files. */
function writtenAgain(set: ManifestSet): ReadonlyMap<string, number> {
  let counts = known.get(set);
  if (!counts) {
    counts = count(set);
    known.set(set, counts);
  }
  return counts;
}

function count(set: ManifestSet): Map<string, number> {
  const counts = new Map<string, number>();
  const files = new Map<string, Set<string>>();
  for (const { file, kind, namespace, name } of set.manifests) {
    if (name === '') continue;
    const folder = folderOf(file);
    const key = `${folder} ${kind.kind} ${namespace}/${name}`;
    const before = files.get(key);
    if (!before) files.set(key, new Set([file]));
    else if (!before.has(file)) {
      before.add(file);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return counts;
}
