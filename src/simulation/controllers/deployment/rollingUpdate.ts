import type { ReplicaSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { maxSurge, maxUnavailable, wantedReplicas } from './deploymentNumbers.ts';
import { type DeploymentSync, withNewer } from './deploymentSync.ts';
import { newReplicaSetSize } from './rollingNumbers.ts';
import { active, all, byCreation, type Siblings, statusTotal, wantedTotal } from './siblings.ts';

/**
 * One step of a rolling update: more of the new Pods where the surge leaves room; otherwise fewer of the old ones as far
 * as enough stay available (`rolloutRolling`;
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment).
 */
export function rollOn(sync: DeploymentSync, siblings: Siblings): Siblings {
  const { newest } = siblings;
  if (!newest) return siblings;
  const grown = sync.scale(newest, newSize(sync, siblings, newest));
  if (wantedReplicas(grown) !== wantedReplicas(newest)) return withNewer(siblings, [grown]);
  return shrinkOld(sync, siblings, newest);
}

function newSize({ deployment }: DeploymentSync, siblings: Siblings, newest: Stored<ReplicaSet>): number {
  const wanted = wantedReplicas(deployment);
  const own = wantedReplicas(newest);
  if (own >= wanted) return wanted;
  return newReplicaSetSize(wanted, maxSurge(deployment), { total: wantedTotal(all(siblings)), own });
}

function shrinkOld(sync: DeploymentSync, siblings: Siblings, newest: Stored<ReplicaSet>): Siblings {
  const old = [...active(siblings.old)].sort(byCreation);
  const minAvailable = wantedReplicas(sync.deployment) - maxUnavailable(sync.deployment);
  const newUnavailable = wantedReplicas(newest) - (newest.status?.availableReplicas ?? 0);
  const most = wantedTotal(all(siblings)) - minAvailable - newUnavailable;
  if (old.length === 0 || most <= 0) return siblings;
  const cleaned = shrink(sync, old, most, (set) => wantedReplicas(set) - (set.status?.availableReplicas ?? 0));
  const available = statusTotal([...cleaned, newest], 'availableReplicas');
  return withNewer(siblings, shrink(sync, cleaned, available - minAvailable, wantedReplicas));
}

/** Takes up to `most` replicas from the ReplicaSets, the oldest first; `spare` says how many of one may go. */
function shrink(
  sync: DeploymentSync,
  sets: readonly Stored<ReplicaSet>[],
  most: number,
  spare: (set: Stored<ReplicaSet>) => number,
): readonly Stored<ReplicaSet>[] {
  let left = most;
  return sets.map((set) => {
    const taken = Math.min(left, spare(set));
    if (taken <= 0 || wantedReplicas(set) === 0) return set;
    left -= taken;
    return sync.scale(set, wantedReplicas(set) - taken);
  });
}
