import { type ManifestSet, noFile } from '../manifestSet.ts';
import { type TextRange, touches } from '../textRange.ts';
import type { Mention } from './mention.ts';
import { placeOfMention, wholeOfMention } from './mentionPlace.ts';
import { mentionsOf, mentionsOfThings, type PlacedMention } from './mentionsOf.ts';

/** A place in one of the set's files. */
export interface Location {
  readonly file: string;
  readonly range: TextRange;
}

/** Where something that is named under a cursor is defined. */
export interface Definition extends Location {
  /** All of it, around `range`. */
  readonly targetRange: TextRange;
  /** The words under the cursor that name it. */
  readonly origin: TextRange;
}

/** A place in the file itself that is about what is under the cursor. */
export interface Highlight {
  readonly range: TextRange;
  readonly role: Mention['role'];
}

/** More places than this help nobody. */
const maxLocations = 1000;

/** Where the thing under the cursor is defined; several where several have the name, or a selector selects several. */
export function definitionsAt(set: ManifestSet, file: string, offset: number): Definition[] {
  return touchedAt(set, file, offset).flatMap(({ manifest, mention }) => {
    const origin = placeOfMention(manifest.document, mention);
    const found = mentionsOfThings(set, mention.things).filter((one) => one.mention.role === 'definition');
    return origin ? found.slice(0, maxLocations).flatMap((one) => definitionOf(one, origin)) : [];
  });
}

/** Every place in the set that is about what is under the cursor, file by file and from above to below. */
export function referencesAt(
  set: ManifestSet,
  file: string,
  offset: number,
  declaration: 'with declaration' | 'without declaration',
): Location[] {
  const things = touchedAt(set, file, offset).flatMap(({ mention }) => mention.things);
  const found = mentionsOfThings(set, things)
    .filter(({ mention }) => declaration === 'with declaration' || mention.role === 'use')
    .slice(0, maxLocations)
    .flatMap(locationOf);
  const files = new Map([...new Set(found.map(({ file }) => file))].map((file, index) => [file, index]));
  const orderOf = ({ file }: Location) => files.get(file) ?? 0;
  return found.sort((a, b) => orderOf(a) - orderOf(b) || a.range.start - b.range.start);
}

/** The places of the same file that are about what is under the cursor. */
export function highlightsAt(set: ManifestSet, file: string, offset: number): Highlight[] {
  const things = new Set(touchedAt(set, file, offset).flatMap(({ mention }) => mention.things));
  if (things.size === 0) return [];
  return set
    .inFile(file)
    .flatMap((manifest) =>
      mentionsOf(set, manifest).flatMap((mention) => {
        if (!mention.things.some((thing) => things.has(thing))) return [];
        const range = placeOfMention(manifest.document, mention);
        return range ? [{ range, role: mention.role }] : [];
      }),
    )
    .slice(0, maxLocations);
}

/** The mentions whose words the offset touches. */
export function touchedAt(set: ManifestSet, file: string, offset: number): PlacedMention[] {
  const manifest = set.inFile(file).findLast(({ document }) => touches(document.range, offset));
  const touched = manifest?.document.pathAt(offset);
  if (!manifest || !touched) return [];
  const key = pathKey(touched.path);
  return mentionsOf(set, manifest).flatMap((mention) => {
    const isPart = mention.part === 'pair' || mention.part === touched.part;
    if (!isPart || pathKey(mention.path) !== key) return [];
    const range = placeOfMention(manifest.document, mention);
    return range && (mention.words === undefined || touches(range, offset)) ? [{ manifest, mention }] : [];
  });
}

function pathKey(path: Mention['path']): string {
  return path.map((segment) => (typeof segment === 'object' ? segment.key : segment)).join('\n');
}

function locationOf({ manifest, mention }: PlacedMention): Location[] {
  const range = manifest.file === noFile ? undefined : placeOfMention(manifest.document, mention);
  return range ? [{ file: manifest.file, range }] : [];
}

function definitionOf(placed: PlacedMention, origin: TextRange): Definition[] {
  const [location] = locationOf(placed);
  if (!location) return [];
  const targetRange = covering(wholeOfMention(placed.manifest.document, placed.mention), location.range);
  return [{ ...location, targetRange, origin }];
}

/** An editor refuses a target that does not hold the words to select. */
function covering(outer: TextRange, inner: TextRange): TextRange {
  return { start: Math.min(outer.start, inner.start), end: Math.max(outer.end, inner.end) };
}
