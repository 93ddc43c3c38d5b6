import { labelsAt } from '../facts/podTemplate.ts';
import { labelSetsFor } from './labelSets.ts';
import type { Subject } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

const maps = new Set([
  'ServiceSpec.selector',
  'ReplicationControllerSpec.selector',
  'LabelSelector.matchLabels',
  'PodSpec.nodeSelector',
  'ObjectMeta.labels',
]);

/** Pairs for selectors and labels: all of a workload's at once, then one by one. */
export const labels: Suggester = (subject) => {
  if (subject.place.part !== 'key' || subject.type.kind !== 'map' || !maps.has(subject.name)) return [];
  const { place, value } = subject;
  const written = labelsAt(value, place.path);
  const wholes: Suggestion[] = [];
  const pairs: Suggestion[] = [];
  for (const set of labelSetsFor(subject)) {
    const entries = Object.entries(set.labels);
    // Who has another value for a label that is written is not meant.
    if (entries.some(([key, text]) => Object.hasOwn(written, key) && written[key] !== text)) continue;
    const left = entries.filter(([key]) => !place.written.includes(key));
    if (left.length > 1 && !place.hasMore) wholes.push(pairsOf(left, set.detail));
    pairs.push(...left.map((entry) => (place.hasMore ? keyOf(entry[0], set.detail) : pairsOf([entry], set.detail))));
  }
  return [...wholes, ...pairs];
};

/** Values of a label that some workload, Namespace or Node has. */
export const labelValues: Suggester = (subject) => {
  const { place, name, value } = subject;
  if (place.part !== 'value') return [];
  if (maps.has(name)) {
    const key = place.path.at(-1);
    return typeof key === 'string' ? [...valuesOf(key, subject), ...ownName(key, value, name)] : [];
  }
  const requirement = /^(LabelSelectorRequirement|NodeSelectorRequirement)\.(key|values)$/.exec(name);
  if (!requirement) return [];
  if (requirement[2] === 'key') return keysOf(subject);
  const path = place.path.slice(0, subject.holders.at(-1)?.path.length);
  const key = subject.holders.length > 0 ? labelsAt(value, path).key : undefined;
  return key === undefined ? [] : valuesOf(key, subject);
};

function pairsOf(entries: readonly (readonly [string, string])[], detail: string): Suggestion {
  const label = entries.map(([key, text]) => `${key}: ${text}`).join(', ');
  return { label, fields: Object.fromEntries(entries), detail, kind: 'reference' };
}

function keyOf(key: string, detail: string): Suggestion {
  return { label: key, fields: { [key]: '' }, detail, kind: 'reference' };
}

function keysOf(subject: Subject): Suggestion[] {
  return labelSetsFor(subject).flatMap((set) =>
    Object.keys(set.labels).map((key) => ({ label: key, value: key, detail: set.detail, kind: 'reference' as const })),
  );
}

function valuesOf(key: string, subject: Subject): Suggestion[] {
  return labelSetsFor(subject).flatMap(({ labels: known, detail }) => {
    const value = Object.hasOwn(known, key) ? known[key] : undefined;
    return value === undefined ? [] : [{ label: value, value, detail, kind: 'reference' as const }];
  });
}

/** Most people call the label as the manifest. */
function ownName(key: string, value: unknown, name: string): Suggestion[] {
  const own = labelsAt(value, ['metadata']).name;
  const isNaming = name === 'ObjectMeta.labels' && /^(app|app\.kubernetes\.io\/(name|instance)|k8s-app)$/.test(key);
  return isNaming && own !== undefined
    ? [{ label: own, value: own, detail: "this manifest's name", kind: 'reference' }]
    : [];
}
