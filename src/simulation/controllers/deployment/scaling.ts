import type { ReplicaSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isRecreate, maxSurge, wantedReplicas } from './deploymentNumbers.ts';
import { type DeploymentSync, withNewer } from './deploymentSync.ts';
import { desiredReplicasOf, maxReplicasOf } from './revisions.ts';
import { proportionalSizes } from './rollingNumbers.ts';
import { active, all, byCreation, type Siblings, wantedTotal } from './siblings.ts';

/** Whether somebody gave the Deployment another size since its ReplicaSets were last scaled (`isScalingEvent`). */
export function isScaled({ deployment }: DeploymentSync, siblings: Siblings): boolean {
  const wanted = wantedReplicas(deployment);
  return active(all(siblings)).some((set) => (desiredReplicasOf(set) ?? wanted) !== wanted);
}

/**
 * Brings the ReplicaSets of a Deployment that is paused, or was given another size, to sizes that sum up to it; no rollout
 * goes on by this (`scale` of the deployment controller).
 */
export function scaleAll(sync: DeploymentSync, siblings: Siblings): Siblings {
  const { deployment } = sync;
  const { newest, old } = siblings;
  const wanted = wantedReplicas(deployment);
  const single = onlyActiveOrNewest(siblings);
  if (single) return wantedReplicas(single) === wanted ? siblings : withNewer(siblings, [sync.scale(single, wanted)]);
  if (newest && isSaturated(newest, wanted)) {
    return withNewer(
      siblings,
      active(old).map((set) => sync.scale(set, 0)),
    );
  }
  if (isRecreate(deployment)) return siblings;
  const sets = [...active(all(siblings))];
  const surge = maxSurge(deployment);
  const grows = (wanted > 0 ? wanted + surge : 0) > wantedTotal(sets);
  // The larger first; of the same size the newer when there is to be more, the older when less.
  sets.sort((a, b) => wantedReplicas(b) - wantedReplicas(a) || (grows ? byCreation(b, a) : byCreation(a, b)));
  const portions = sets.map((set) => ({
    name: set.metadata.name,
    size: wantedReplicas(set),
    maxReplicas: maxReplicasOf(set),
  }));
  const sizes = proportionalSizes(portions, wanted, surge, deployment.status?.replicas ?? 0);
  return withNewer(
    siblings,
    sets.map((set) => sync.scale(set, sizes.get(set.metadata.name) ?? 0)),
  );
}

/** The ReplicaSet that has all Pods; where none shall have any, the newest (`FindActiveOrLatest`). */
function onlyActiveOrNewest(siblings: Siblings): Stored<ReplicaSet> | undefined {
  const sets = active(all(siblings));
  if (sets.length > 0) return sets.length === 1 ? sets[0] : undefined;
  return siblings.newest ?? [...siblings.old].sort(byCreation).at(-1);
}

/** The new ReplicaSet has all that it shall have, and all of it is available. */
function isSaturated(newest: Stored<ReplicaSet>, wanted: number): boolean {
  return (
    wantedReplicas(newest) === wanted &&
    desiredReplicasOf(newest) === wanted &&
    (newest.status?.availableReplicas ?? 0) === wanted
  );
}
