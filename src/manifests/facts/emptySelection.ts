import { nearestName } from '../../api/didYouMean.ts';
import { type LabelQuery, matchesLabels, queryOf } from '../../api/labels.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { isClusterNamespace, labelKeysOfKustomize } from './givenObjects.ts';
import { namespacesOf } from './hostServices.ts';
import { areNeighbours, nearestOnes } from './neighbours.ts';
import { areNumbered } from './numberedNames.ts';
import { labelsAt } from './podTemplate.ts';
import { selectedPods, selectorsOfPods } from './selectedPods.ts';
import type { WrittenSelector } from './writtenSelectors.ts';

type Requirement = LabelQuery[number];

/** Pods that are compared label by label. */
const maxCandidates = 100;

const everyPod: WrittenSelector = { path: [], labelsPath: [], selector: {}, role: 'service' };

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
  const here = selectedPods(set, manifest, everyPod);
  if (query.length < whole.length && here.some((pods) => matchesLabels(query, pods.facts.pods?.labels)))
    return undefined;
  const found = nearestOf(set, manifest, { query, selector }, here);
  return set.world === 'closed' || contradicts(set, manifest, found) ? found : undefined;
}

function nearestOf(
  set: ManifestSet,
  manifest: PlacedManifest,
  { query, selector }: { readonly query: LabelQuery; readonly selector: WrittenSelector },
  here: readonly PlacedManifest[],
): EmptySelection {
  const candidates = nearestFirst(manifest, here);
  const ofWorkload = candidates.find(
    ({ kind, document }) =>
      kind.kind !== 'Pod' && matchesLabels(query, labelsAt(document.value, ['metadata', 'labels'])),
  );
  if (ofWorkload) return { reason: 'template', nearest: ofWorkload };
  const away = podsElsewhere(set, manifest, selector);
  if (away) return { reason: 'namespace', nearest: away };
  let best: { pods: PlacedManifest; missed: Requirement[]; nearness: number } | undefined;
  for (const pods of candidates) {
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

/** Some Pods in another Namespace that the selector would select, those of its own folder before others. */
function podsElsewhere(
  set: ManifestSet,
  manifest: PlacedManifest,
  selector: WrittenSelector,
): PlacedManifest | undefined {
  const found = [...namespacesOf(set)].flatMap((namespace) => {
    const [first, ...others] =
      namespace === manifest.namespace ? [] : selectedPods(set, { ...manifest, namespace }, selector);
    const near = others.slice(0, maxCandidates).find((pods) => areNeighbours(manifest, pods));
    return [first, near].filter((pods) => pods !== undefined);
  });
  return nearestOnes(manifest, found)[0];
}

/** Of many those of the same file around the manifest, else those of the folder, else any. */
function nearestFirst(manifest: PlacedManifest, all: readonly PlacedManifest[]): readonly PlacedManifest[] {
  if (all.length <= maxCandidates) return all;
  const inFile = all.filter((pods) => pods.file === manifest.file);
  if (inFile.length === 0) return nearestOnes(manifest, all).slice(0, maxCandidates);
  const { start } = manifest.document.range;
  const before = inFile.filter(({ document }) => document.range.start < start).length;
  const from = Math.max(0, Math.min(before - maxCandidates / 2, inFile.length - maxCandidates));
  return inFile.slice(from, from + maxCandidates);
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
  const isSlip = (requirement: Requirement) =>
    isAlike(requirement, labels) && !areNumbered(requirement.values[0] ?? '', labels[requirement.key] ?? '');
  if (!found.missed.every(isSlip)) return false;
  return !selectorsOfPods(set, found.nearest).some((other) => other.manifest.kind.kind === manifest.kind.kind);
}
