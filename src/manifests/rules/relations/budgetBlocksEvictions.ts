import { autoscalersOf } from '../../facts/autoscalers.ts';
import { heldAgainst } from '../../facts/neighbours.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { valueAt } from '../../plainLookup.ts';
import type { RelationRule } from '../rule.ts';
import { calledIn, listedNames, shortName } from '../wording.ts';

/**
 * A budget that never lets a Pod go: draining a Node waits for ever
 * (https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages).
 */
export const budgetBlocksEvictions: RelationRule = {
  id: 'relation/budget-blocks-evictions',
  severity: 'info',
  check(manifest, set) {
    if (manifest.kind.kind !== 'PodDisruptionBudget') return [];
    const minAvailable = valueAt(manifest.document.value, ['spec', 'minAvailable']);
    // 100% is wrong whatever there is: advice on one manifest says so.
    if (minAvailable === '100%') return [];
    const workloads = workloadsOf(manifest, set);
    const pods = workloads && sumOfReplicas(workloads, set);
    if (!pods) return [];
    const kept = keptOf(minAvailable, pods);
    if (kept === undefined || kept < pods) return [];
    const have = `${listedNames(workloads.map(calledIn))} ${workloads.length > 1 ? 'have' : 'has'} ${pods} ${pods > 1 ? 'Pods' : 'Pod'}`;
    const message = `${have}, and ${shortName(String(minAvailable))} must stay available, so none may ever be evicted: kubectl drain waits until somebody helps. Allow one Pod to be away, with maxUnavailable: 1 or more replicas.`;
    return [{ path: ['spec', 'minAvailable'], part: 'value', message }];
  },
};

/** The workloads under a budget, where the number of Pods is theirs alone to say. */
function workloadsOf(manifest: PlacedManifest, set: ManifestSet): readonly PlacedManifest[] | undefined {
  const selector = manifest.facts.selectors.find(({ role }) => role === 'budget');
  const selected = selector ? heldAgainst(manifest, selectedPods(set, manifest, selector), set.world) : [];
  const isCounted = (workload: PlacedManifest) =>
    ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].includes(workload.kind.kind) &&
    autoscalersOf(set, workload).length === 0;
  return selected.length > 0 && selected.every(isCounted) ? selected : undefined;
}

function sumOfReplicas(workloads: readonly PlacedManifest[], set: ManifestSet): number | undefined {
  let sum = 0;
  for (const { kind, namespace, name, document } of workloads) {
    const replicas = valueAt(document.value, ['spec', 'replicas']) ?? 1;
    if (typeof replicas !== 'number' || set.named(kind.kind, namespace, name).length > 1) return undefined;
    sum += replicas;
  }
  return sum;
}

/** Percentages are rounded up. */
function keptOf(minAvailable: unknown, pods: number): number | undefined {
  if (typeof minAvailable === 'number') return minAvailable;
  const percent = typeof minAvailable === 'string' ? /^(\d{1,3})%$/.exec(minAvailable)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * pods) / 100);
}
