import type { Pod } from '../../../api/generated/objects.ts';
import type { ControlledObjects } from '../controlledObjects.ts';
import { wantedReplicas } from './deploymentNumbers.ts';
import { type DeploymentSync, withNewer } from './deploymentSync.ts';
import { active, type Siblings, statusTotal } from './siblings.ts';

/** The strategy Recreate: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment */

/** Takes all Pods from the old ReplicaSets. */
export function shrinkAllOld(sync: DeploymentSync, siblings: Siblings): Siblings {
  return withNewer(
    siblings,
    active(siblings.old).map((set) => sync.scale(set, 0)),
  );
}

/** Whether an old Pod is still there, be it only to end. */
export function hasOldPods({ old }: Siblings, pods: ControlledObjects<Pod>): boolean {
  if (statusTotal(old, 'replicas') > 0) return true;
  const left = old.flatMap(({ metadata }) => pods.of(metadata.uid));
  return left.some(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
}

/** Gives the new ReplicaSet all its Pods at once. */
export function growNew(sync: DeploymentSync, siblings: Siblings): Siblings {
  const { newest } = siblings;
  if (!newest) return siblings;
  return withNewer(siblings, [sync.scale(newest, wantedReplicas(sync.deployment))]);
}
