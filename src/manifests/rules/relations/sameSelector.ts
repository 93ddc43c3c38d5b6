import { formatSelector, matchesLabels, queryOf } from '../../../api/labels.ts';
import { areAlternatives } from '../../facts/alternatives.ts';
import { areNeighbours, folderOf } from '../../facts/neighbours.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import type { WrittenSelector } from '../../facts/writtenSelectors.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import type { RelationRule } from '../rule.ts';
import { calledIn, listedNames } from '../wording.ts';

/** A Job's selector is made by the cluster. */
const owners = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);
/** Those that take over any Pod with their labels; the ReplicaSets of a Deployment ask for a label of its own besides. */
const adopters = new Set(['ReplicaSet', 'ReplicationController', 'DaemonSet']);

/** More than these help nobody. */
const maxBeside = 20;

/**
 * A workload whose selector takes in another's Pods
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector: "you must not overlap labels or selectors").
 */
export const sameSelector: RelationRule = {
  id: 'relation/same-selector',
  severity: 'warning',
  check(manifest, set) {
    return ownSelectors(manifest).flatMap((selector) => {
      const others = selectedBeside(manifest, selector, set);
      if (others.length === 0) return [];
      const whose = listedNames([...new Set(others.map(calledIn))]);
      const isMutual = others.every((other) => selects(other, manifest));
      const so = isMutual
        ? `This selector and that of ${whose} select the same Pods.`
        : `This selector takes in the Pods of ${whose}, too.`;
      const message = `${so} Kubernetes does not stop that, and each keeps to the Pods that it made; but what looks for Pods by these labels, such as an autoscaler or kubectl logs, finds those of the others too. Give each a label that only its Pods have.`;
      // Files of a folder may be one or the other.
      const isTogether = others.some((other) => other.file === manifest.file);
      return [{ path: selector.path, part: 'key', message, severity: isTogether ? 'warning' : 'info' }];
    });
  },
};

/** A Pod by itself that a workload takes for one of its own. */
export const adoptedPod: RelationRule = {
  id: 'relation/adopted-pod',
  severity: 'warning',
  check(pod, set) {
    const { pods } = pod.facts;
    if (pod.kind.kind !== 'Pod' || !pods || Object.keys(pods.labels).length === 0) return [];
    const labels = [undefined, ...Object.entries(pods.labels)];
    const takers = labels
      .flatMap((label) => adoptersIn(set).get(placeOf(pod, label)) ?? [])
      .filter((owner) => areNeighbours(pod, owner) && selects(owner, pod));
    if (takers.length === 0) return [];
    const who = listedNames(takers.map(calledIn));
    const message = `These labels fit the selector of ${who}, which takes this Pod for one of its own: it counts it, and deletes it when there is one too many. Give the Pod another label.`;
    return [{ path: pods.labelsPath, part: 'key', message }];
  },
};

const byLabel = new WeakMap<ManifestSet, Map<string, PlacedManifest[]>>();

/** Those that may adopt, by their folder, their Namespace and one label that they ask for; of many the first few. */
function adoptersIn(set: ManifestSet): ReadonlyMap<string, readonly PlacedManifest[]> {
  let known = byLabel.get(set);
  if (!known) {
    known = new Map();
    for (const owner of [...adopters].flatMap((kind) => set.ofKind(kind))) {
      const labels = ownSelectors(owner).flatMap(({ selector }) => queryOf(selector).query);
      const label = labels.find(({ operator }) => operator === '=');
      const key = placeOf(owner, label && [label.key, label.values[0] ?? '']);
      const owners = known.get(key) ?? [];
      if (owners.length < maxBeside) owners.push(owner);
      known.set(key, owners);
    }
    byLabel.set(set, known);
  }
  return known;
}

function placeOf({ file, namespace }: PlacedManifest, label: readonly [string, string] | undefined): string {
  return `${folderOf(file)} ${namespace} ${label ? label.join('=') : ''}`;
}

function ownSelectors({ kind, facts }: PlacedManifest): WrittenSelector[] {
  if (!owners.has(kind.kind)) return [];
  return facts.selectors.filter(({ role, selector }) => {
    const { query, problem } = queryOf(selector);
    return role === 'owner' && problem === undefined && query.length > 0;
  });
}

function selects(owner: PlacedManifest, { facts }: PlacedManifest): boolean {
  return ownSelectors(owner).some(({ selector }) => matchesLabels(queryOf(selector).query, facts.pods?.labels));
}

/** What a selector takes in besides its own Pods, in the same folder; of many the first few. */
function selectedBeside(manifest: PlacedManifest, selector: WrittenSelector, set: ManifestSet): PlacedManifest[] {
  const beside: PlacedManifest[] = [];
  for (const other of selectedLike(manifest, selector, set)) {
    if (other.kind.kind === manifest.kind.kind && other.name === manifest.name) continue;
    const isMeant = other.file === manifest.file || !areAlternatives(set, manifest, other);
    if (owners.has(other.kind.kind) && areNeighbours(manifest, other) && isMeant) beside.push(other);
    if (beside.length >= maxBeside) break;
  }
  return beside;
}

const bySelector = new WeakMap<ManifestSet, Map<string, readonly PlacedManifest[]>>();

/** What a Service with this selector would select: found once for all that have the same. */
function selectedLike(manifest: PlacedManifest, selector: WrittenSelector, set: ManifestSet) {
  const known = bySelector.get(set) ?? new Map<string, readonly PlacedManifest[]>();
  bySelector.set(set, known);
  const key = `${manifest.namespace} ${formatSelector(selector.selector)}`;
  const selected = known.get(key) ?? selectedPods(set, manifest, { ...selector, role: 'service' });
  known.set(key, selected);
  return selected;
}
