import { autoscalersOf } from '../../facts/autoscalers.ts';
import { selectorsOfPods } from '../../facts/selectedPods.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { code } from '../../markdown.ts';
import { keyThing, objectThing } from '../../navigation/mention.ts';
import { mentionsOfThings, type PlacedMention } from '../../navigation/mentionsOf.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { named, placeText } from './manifestWords.ts';
import { type Standing, standing } from './standing.ts';

/** Kinds whose users are worth a sentence; of the others there is more to say elsewhere. */
const usedKinds = new Set([
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'ServiceAccount',
  'StorageClass',
  'PriorityClass',
  'Role',
  'ClusterRole',
]);

/** Who uses what is defined here: on the name of an object, and on the keys of a ConfigMap or a Secret. */
export const usedBy: HoverSubject = (context) => {
  const { path, touched, ownerType, field, kind } = context;
  const isName = path.join('.') === 'metadata.name';
  const isKey =
    (ownerType === 'ConfigMap' || ownerType === 'Secret') && /^(data|binaryData|stringData)$/.test(field.name);
  if (!isName && !isKey) return undefined;
  const here = standing(context);
  if (!here || here.manifest.name === '') return undefined;
  const { set, manifest } = here;
  if (isName) return usedKinds.has(kind.kind) ? usersText(here) : workloadText(set, manifest);
  const key = touched.path.length === 2 ? touched.path[1] : undefined;
  if (typeof key !== 'string') return undefined;
  const uses = mentionsOfThings(set, [keyThing(kind.kind, manifest.namespace, manifest.name, key)]).filter(isUse);
  if (uses.length === 0) return undefined;
  return `The key ${code(key)} is read by ${users(uses, manifest)}.`;
};

function usersText({ set, manifest }: Standing): string {
  const { kind, namespace, name } = manifest;
  const uses = mentionsOfThings(set, [objectThing(kind.kind, namespace, name)]).filter(isUse);
  return uses.length > 0 ? `Used by ${users(uses, manifest)}.` : 'No manifest around uses it.';
}

function isUse({ mention }: PlacedMention): boolean {
  return mention.role === 'use';
}

/** Each manifest once, with the places in it that tell how: `env`, `envFrom`, `volumes`. */
function users(uses: readonly PlacedMention[], from: PlacedManifest): string {
  const ways = new Map<PlacedManifest, Set<string>>();
  for (const { manifest, mention } of uses) {
    const way = mention.path.findLast((segment) => ['env', 'envFrom', 'volumes'].includes(String(segment)));
    const known = ways.get(manifest) ?? new Set();
    ways.set(manifest, typeof way === 'string' ? known.add(`\`${way}\``) : known);
  }
  return listing(
    [...ways].map(([manifest, how]) => {
      const as = how.size > 0 ? ` (${listing([...how])})` : '';
      return `${named(manifest)}${placeText(manifest, from)}${as}`;
    }),
  );
}

/** Who scales a workload, and which Services and budgets its Pods have. */
function workloadText(set: ManifestSet, manifest: PlacedManifest): string | undefined {
  if (!manifest.facts.pods) return undefined;
  const selecting = selectorsOfPods(set, manifest)
    .filter(({ selector: { role } }) => ['service', 'budget', 'networkPolicy'].includes(role))
    .map((one) => one.manifest);
  const around = [...new Set(selecting)];
  const texts = [
    ['Scaled by', autoscalersOf(set, manifest)],
    ['Its Pods are selected by', around],
  ] as const;
  const sentences = texts.flatMap(([words, others]) =>
    others.length > 0 ? [`${words} ${listing(others.map((one) => `${named(one)}${placeText(one, manifest)}`))}.`] : [],
  );
  return sentences.join(' ') || undefined;
}
