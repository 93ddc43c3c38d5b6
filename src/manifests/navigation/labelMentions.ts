import { selectedPods } from '../facts/selectedPods.ts';
import type { WrittenSelector } from '../facts/writtenSelectors.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { type Mention, type MentionReader, podThing } from './mention.ts';

/** Manifests whose labels one selector is followed to; an empty selector has no pairs to follow. */
const maxSelected = 200;

/** The labels of a manifest's Pods, and the pairs of selectors, which are about the labels of the Pods that they select. */
export const labelMentions: MentionReader = (manifest, set) => [
  ...ownLabels(manifest),
  ...manifest.facts.selectors.flatMap((selector) => pairs(manifest, set, selector)),
];

function ownLabels(manifest: PlacedManifest): Mention[] {
  const { pods } = manifest.facts;
  if (!pods) return [];
  return Object.keys(pods.labels).map((key) => {
    const path = [...pods.labelsPath, key];
    return { things: [podThing(manifest, 'label', key)], role: 'definition', path, part: 'pair' };
  });
}

function pairs(manifest: PlacedManifest, set: ManifestSet, selector: WrittenSelector): Mention[] {
  const { matchLabels = {}, matchExpressions = [] } = selector.selector;
  const selected = selectedPods(set, manifest, selector).slice(0, maxSelected);
  const having = (key: string, value?: string) =>
    selected.flatMap((pods) => {
      const labels = pods.facts.pods?.labels ?? {};
      const fits = Object.hasOwn(labels, key) && (value === undefined || labels[key] === value);
      return fits ? [podThing(pods, 'label', key)] : [];
    });
  const mentions: Mention[] = Object.entries(matchLabels).map(([key, value]) => {
    return { things: having(key, value), role: 'use', path: [...selector.labelsPath, key], part: 'pair' };
  });
  matchExpressions.forEach(({ key, operator, values = [] }, index) => {
    if (operator !== 'In' && operator !== 'Exists') return;
    const path = [...selector.path, 'matchExpressions', index];
    mentions.push({ things: having(key), role: 'use', path: [...path, 'key'], part: 'value' });
    values.forEach((value, at) => {
      mentions.push({ things: having(key, value), role: 'use', path: [...path, 'values', at], part: 'value' });
    });
  });
  return mentions;
}
