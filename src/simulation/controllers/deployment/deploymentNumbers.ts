import { rollingBounds } from '../../../api/apps/rollingBounds.ts';
import type { Deployment, ReplicaSet } from '../../../api/generated/objects.ts';

/** As Kubernetes says that there is no limit: the largest 32-bit number. */
const noLimit = 2 ** 31 - 1;

/** `spec.replicas`, which the server always sets. */
export function wantedReplicas({ spec }: Deployment | ReplicaSet): number {
  return spec?.replicas ?? 1;
}

export function isRecreate({ spec }: Deployment): boolean {
  return spec?.strategy?.type === 'Recreate';
}

/** The most replicas above the wanted ones; none where the old go before the new come. */
export function maxSurge(deployment: Deployment): number {
  return boundsOf(deployment).maxSurge;
}

/** The most replicas that may be unavailable in a rollout, never more than there shall be. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = wantedReplicas(deployment);
  return replicas === 0 ? 0 : Math.min(boundsOf(deployment).maxUnavailable, replicas);
}

function boundsOf(deployment: Deployment) {
  if (isRecreate(deployment)) return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge: surge, maxUnavailable: unavailable } = deployment.spec?.strategy?.rollingUpdate ?? {};
  return rollingBounds(wantedReplicas(deployment), surge, unavailable);
}

/** Seconds without progress after which a rollout counts as stuck; undefined where nobody asks. */
export function progressDeadlineSeconds({ spec }: Deployment): number | undefined {
  return spec?.progressDeadlineSeconds === noLimit ? undefined : spec?.progressDeadlineSeconds;
}

/** How many old ReplicaSets are kept; undefined where all are. */
export function revisionHistoryLimit({ spec }: Deployment): number | undefined {
  return spec?.revisionHistoryLimit === noLimit ? undefined : spec?.revisionHistoryLimit;
}
