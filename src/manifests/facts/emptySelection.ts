import { nearestName } from '../../api/didYouMean.ts';
import { type LabelQuery, matchesLabels, queryOf } from '../../api/labels.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { isClusterNamespace, labelKeysOfKustomize } from './givenObjects.ts';
import { areNeighbours } from './neighbours.ts';
import { labelsAt } from './podTemplate.ts';
import { selectedPods } from './selectedPods.ts';
import type { WrittenSelector } from './writtenSelectors.ts';

type Requirement = LabelQuery[number];

/** Why a selector selects no Pod of a set: what comes nearest to it. */
export type EmptySelection =
  | { readonly reason: 'nothing-near'; readonly query: LabelQuery }
  /** All is right but the Namespace. */
  | { readonly reason: 'namespace'; readonly nearest: PlacedManifest }
  /** The workload has these labels itself; its Pods do not. */
  | { readonly reason: 'template'; readonly nearest: PlacedManifest }
  | {
      readonly reason: 'labels';
      readonly nearest: PlacedManifest;
      /** How many requirements the nearest Pods fulfil, and how many there are. */
      readonly matched: number;
      readonly total: number;
      readonly missed: readonly Requirement[];
    };

/** Labels that controllers give their Pods: https://kubernetes.io/docs/reference/labels-annotations-taints/. */
const automaticLabels =
  /^((batch\.kubernetes\.io\/)?(controller-uid|job-name)|batch\.kubernetes\.io\/job-completion-index|pod-template-hash|controller-revision-hash|pod-template-generation|apps\.kubernetes\.io\/pod-index|statefulset\.kubernetes\.io\/pod-name)$/;

/** Undefined where the selector selects some Pod, where it says nothing, and where the set cannot know. */
export function emptySelection(
  set: ManifestSet,
  manifest: PlacedManifest,
  selector: WrittenSelector,
): EmptySelection | undefined {
  if (isClusterNamespace(manifest.namespace) || selectedPods(set, manifest, selector).length > 0) return undefined;
  const { query: whole, problem } = queryOf(selector.selector);
  const byKustomize = labelKeysOfKustomize(set);
  const query = whole.filter(({ key }) => !automaticLabels.test(key) && !byKustomize.has(key));
  if (problem !== undefined || query.length === 0) return undefined;
  const here = set.withPods().filter(({ namespace }) => namespace === manifest.namespace);
  if (query.length < whole.length && here.some((pods) => matchesLabels(query, pods.facts.pods?.labels)))
    return undefined;
  const found = nearestOf(set, manifest, query, here);
  return set.world === 'closed' || contradicts(set, manifest, found) ? found : undefined;
}

function nearestOf(
  set: ManifestSet,
  manifest: PlacedManifest,
  query: LabelQuery,
  here: readonly PlacedManifest[],
): EmptySelection {
  const ofWorkload = here.find(
    ({ kind, document }) =>
      kind.kind !== 'Pod' && matchesLabels(query, labelsAt(document.value, ['metadata', 'labels'])),
  );
  if (ofWorkload) return { reason: 'template', nearest: ofWorkload };
  const elsewhere = set.withPods().filter(({ facts }) => matchesLabels(query, facts.pods?.labels));
  const away = elsewhere.find((pods) => areNeighbours(manifest, pods)) ?? elsewhere[0];
  if (away) return { reason: 'namespace', nearest: away };
  let best: { pods: PlacedManifest; missed: Requirement[]; nearness: number } | undefined;
  for (const pods of here) {
    const labels = pods.facts.pods?.labels ?? {};
    const missed = query.filter((requirement) => !matchesLabels([requirement], labels));
    const alike = missed.filter((requirement) => isAlike(requirement, labels)).length;
    if (missed.length === query.length && alike === 0 && pods.name !== manifest.name) continue;
    const isNear = pods.file === manifest.file ? 2 : areNeighbours(manifest, pods) ? 1 : 0;
    const nearness = (query.length - missed.length) * 10 + alike * 5 + (pods.name === manifest.name ? 3 : 0) + isNear;
    if (!best || nearness > best.nearness) best = { pods, missed, nearness };
  }
  if (!best) return { reason: 'nothing-near', query };
  const { pods: nearest, missed } = best;
  return { reason: 'labels', nearest, matched: query.length - missed.length, total: query.length, missed };
}

/** A wrong letter in the value or in the key, or the right value under another key. */
function isAlike({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = values[0] ?? '';
  if (operator !== '=') return false;
  if (Object.hasOwn(labels, key)) return nearestName(value, [labels[key] ?? '']) !== undefined;
  const withValue = Object.keys(labels).filter((other) => labels[other] === value);
  return withValue.length > 0;
}

/** In an open world other manifests may be meant: only what is nearly right beside it, and nobody else's, is surely wrong. */
function contradicts(set: ManifestSet, manifest: PlacedManifest, found: EmptySelection): boolean {
  if (found.reason === 'nothing-near' || !areNeighbours(manifest, found.nearest)) return false;
  // What names no Namespace is applied to where its user is.
  if (found.reason === 'namespace')
    return manifest.document.namespace !== undefined && found.nearest.document.namespace !== undefined;
  if (found.reason !== 'labels') return true;
  const labels = found.nearest.facts.pods?.labels ?? {};
  if (!found.missed.every((requirement) => isAlike(requirement, labels))) return false;
  return !set
    .ofKind(manifest.kind.kind)
    .some((other) =>
      other.facts.selectors.some((selector) => selectedPods(set, other, selector).includes(found.nearest)),
    );
}
