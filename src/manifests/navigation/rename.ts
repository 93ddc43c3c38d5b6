import { dnsLabel, dnsSubdomain, portName } from '../../api/names.ts';
import { scalarValue } from '../../api/yamlScalars.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import { type ManifestSet, noFile } from '../manifestSet.ts';
import type { TextRange } from '../textRange.ts';
import { type Mention, sortOfThing } from './mention.ts';
import { placeOfMention } from './mentionPlace.ts';
import { mentionsOfThings, type PlacedMention } from './mentionsOf.ts';
import { touchedAt } from './navigation.ts';

/** A name that can be changed wherever it stands. */
export interface Renaming {
  /** The name under the cursor, without its quotes. */
  readonly range: TextRange;
  readonly name: string;
  /** The changes that give it another name, by file; or why it cannot have that one. */
  editsFor(name: string): ReadonlyMap<string, readonly TextEdit[]> | string;
}

/** Kinds whose names stand nowhere but where the schema says so. A Service's stand in host names, a workload's in those of Pods. */
const kinds = new Set(['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount']);

/** Whether a name of this sort may be given, in the server's words. */
const checks: Readonly<Record<string, (name: string) => string[]>> = {
  volume: dnsLabel,
  container: dnsLabel,
  port: portName,
  servicePort: dnsLabel,
  object: dnsSubdomain,
};

/** The name of a volume, a container, a port, a ConfigMap or the like under the cursor; undefined for what has no name to change. */
export function renameAt(set: ManifestSet, file: string, offset: number): Renaming | undefined {
  for (const touched of touchedAt(set, file, offset)) {
    const check = checkFor(touched.mention);
    const place = check && wordsOf(set, touched);
    if (!check || !place) continue;
    return {
      range: place.range,
      name: place.words,
      editsFor(name) {
        const [problem] = check(name);
        return problem ?? editsOf(set, touched, place.words, name);
      },
    };
  }
  return undefined;
}

function checkFor({ things, words }: Mention): ((name: string) => string[]) | undefined {
  const [thing] = things;
  if (thing === undefined || words !== undefined) return undefined;
  const { sort, kind } = sortOfThing(thing);
  if (sort === 'object' && !kinds.has(kind)) return undefined;
  return Object.hasOwn(checks, sort) ? checks[sort] : undefined;
}

function editsOf(set: ManifestSet, touched: PlacedMention, before: string, after: string) {
  const edits = new Map<string, TextEdit[]>();
  for (const mention of connected(set, touched)) {
    const { file } = mention.manifest;
    if (file === noFile) continue;
    const place = wordsOf(set, mention);
    if (place?.words !== before) return `${before} is not written as it is everywhere, such as by an alias`;
    const isText = place.quote !== '' || typeof scalarValue(after, 'plain') === 'string';
    const edit = { range: place.range, newText: isText ? after : `"${after}"` };
    edits.set(file, [...(edits.get(file) ?? []), edit]);
  }
  return edits;
}

/** All places that must have the same name: a Service's target port has that of every Pod that it selects. */
function connected(set: ManifestSet, touched: PlacedMention): PlacedMention[] {
  const things = new Set(touched.mention.things);
  // A set grows while it is gone through.
  for (const thing of things) {
    for (const { mention } of mentionsOfThings(set, [thing])) for (const other of mention.things) things.add(other);
  }
  return mentionsOfThings(set, [...things]);
}

/** The name as it stands in the text, without its quotes. */
function wordsOf(set: ManifestSet, { manifest, mention }: PlacedMention) {
  const range = placeOfMention(manifest.document, mention);
  const written = range && set.textOf(manifest.file)?.slice(range.start, range.end);
  const [, quote = '', words = ''] = /^(["']?)([\w.-]+)\1$/.exec(written ?? '') ?? [];
  if (!range || words === '' || (quote === '' && typeof scalarValue(words, 'plain') !== 'string')) return undefined;
  return { words, quote, range: { start: range.start + quote.length, end: range.end - quote.length } };
}
