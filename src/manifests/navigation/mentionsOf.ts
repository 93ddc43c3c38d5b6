import { addTo } from '../listsByKey.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { hostMentions } from './hostMentions.ts';
import { labelMentions } from './labelMentions.ts';
import type { Mention, MentionReader } from './mention.ts';
import { objectMentions } from './objectMentions.ts';
import { podMentions } from './podMentions.ts';
import { portMentions } from './portMentions.ts';

/** A mention, and the manifest that it stands in. */
export interface PlacedMention {
  readonly manifest: PlacedManifest;
  readonly mention: Mention;
}

const readers: readonly MentionReader[] = [objectMentions, labelMentions, podMentions, portMentions, hostMentions];
const known = new WeakMap<PlacedManifest, readonly Mention[]>();

/** A mention with its number in the set. */
type Entry = PlacedMention & { readonly order: number };

const indexes = new WeakMap<ManifestSet, ReadonlyMap<string, readonly Entry[]>>();

/** What a manifest of the set mentions. */
export function mentionsOf(set: ManifestSet, manifest: PlacedManifest): readonly Mention[] {
  let mentions = known.get(manifest);
  if (!mentions) {
    mentions = readers.flatMap((read) => read(manifest, set));
    known.set(manifest, mentions);
  }
  return mentions;
}

/** Everything in the set that mentions one of these things, each once, in the set's order. */
export function mentionsOfThings(set: ManifestSet, things: readonly string[]): PlacedMention[] {
  const index = indexOf(set);
  const found = new Set(things.flatMap((thing) => index.get(thing) ?? []));
  return [...found].sort((a, b) => a.order - b.order);
}

function indexOf(set: ManifestSet): ReadonlyMap<string, readonly Entry[]> {
  const made = indexes.get(set);
  if (made) return made;
  const index = new Map<string, Entry[]>();
  let order = 0;
  for (const manifest of set.manifests) {
    for (const mention of mentionsOf(set, manifest)) {
      const placed = { manifest, mention, order: order++ };
      for (const thing of mention.things) addTo(index, thing, placed);
    }
  }
  indexes.set(set, index);
  return index;
}
