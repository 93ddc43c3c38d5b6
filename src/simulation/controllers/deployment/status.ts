import type { Deployment, DeploymentStatus } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { parseTime } from '../../../api/time.ts';
import { conditionOf, newCondition, withCondition, withoutCondition } from './conditions.ts';
import { maxUnavailable, progressDeadlineSeconds, wantedReplicas } from './deploymentNumbers.ts';
import { all, type Siblings, statusTotal, wantedTotal } from './siblings.ts';

/** What a Deployment's ReplicaSets say together, and whether enough of it is available (`calculateStatus`). */
export function deploymentStatus(deployment: Stored<Deployment>, siblings: Siblings, nowMs: number): DeploymentStatus {
  const sets = all(siblings);
  const counts = {
    replicas: statusTotal(sets, 'replicas'),
    updatedReplicas: siblings.newest?.status?.replicas ?? 0,
    readyReplicas: statusTotal(sets, 'readyReplicas'),
    availableReplicas: statusTotal(sets, 'availableReplicas'),
    unavailableReplicas: Math.max(0, wantedTotal(sets) - statusTotal(sets, 'availableReplicas')),
  };
  const { conditions, collisionCount } = deployment.status ?? {};
  const status: DeploymentStatus = {
    ...(deployment.metadata.generation !== undefined && { observedGeneration: deployment.metadata.generation }),
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...(collisionCount !== undefined && { collisionCount }),
    ...(conditions && { conditions }),
  };
  const isAvailable = counts.availableReplicas >= wantedReplicas(deployment) - maxUnavailable(deployment);
  return withCondition(
    status,
    isAvailable
      ? newCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', nowMs)
      : newCondition(
          'Available',
          'False',
          'MinimumReplicasUnavailable',
          'Deployment does not have minimum availability.',
          nowMs,
        ),
  );
}

/** Whether all wanted Pods are of the new template and available, and none is left of an old one. */
export function isComplete(deployment: Stored<Deployment>, status: DeploymentStatus | undefined): boolean {
  const wanted = wantedReplicas(deployment);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status ?? {};
  return (
    updatedReplicas === wanted &&
    replicas === wanted &&
    availableReplicas === wanted &&
    observedGeneration >= (deployment.metadata.generation ?? 0)
  );
}

/** The status of a rollout: with how it comes on, and why it does not (`syncRolloutStatus`). */
export function rolloutStatus(deployment: Stored<Deployment>, siblings: Siblings, nowMs: number): DeploymentStatus {
  const status = withProgress(deployment, deploymentStatus(deployment, siblings, nowMs), siblings, nowMs);
  const failure = failureOf(siblings);
  if (!failure) return withoutCondition(status, 'ReplicaFailure');
  const { lastTransitionTime } = failure;
  return withCondition(status, { ...failure, ...(lastTransitionTime && { lastUpdateTime: lastTransitionTime }) });
}

/** When a rollout without further progress will have missed its deadline; undefined where none is running. */
export function deadlineMs(deployment: Stored<Deployment>, status: DeploymentStatus): number | undefined {
  const seconds = progressDeadlineSeconds(deployment);
  const progress = conditionOf(status, 'Progressing');
  if (seconds === undefined || !progress || progress.reason === 'ProgressDeadlineExceeded') return undefined;
  if (isComplete(deployment, status)) return undefined;
  const sinceMs = parseTime(progress.lastUpdateTime ?? '');
  return sinceMs === undefined ? undefined : sinceMs + seconds * 1000;
}

function withProgress(
  deployment: Stored<Deployment>,
  status: DeploymentStatus,
  { newest }: Siblings,
  nowMs: number,
): DeploymentStatus {
  if (progressDeadlineSeconds(deployment) === undefined) return withoutCondition(status, 'Progressing');
  const current = conditionOf(deployment.status, 'Progressing');
  // One that has succeeded and is only looked at again makes no progress.
  if (status.replicas === status.updatedReplicas && current?.reason === 'NewReplicaSetAvailable') return status;
  const subject = newest ? `ReplicaSet "${newest.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const progress = (condition: 'True' | 'False', reason: string, what: string) =>
    newCondition('Progressing', condition, reason, `${subject} ${what}.`, nowMs);
  if (isComplete(deployment, status)) {
    return withCondition(status, progress('True', 'NewReplicaSetAvailable', 'has successfully progressed'));
  }
  if (hasProgressed(deployment.status, status)) {
    const condition = progress('True', 'ReplicaSetUpdated', 'is progressing');
    const kept = current?.status === 'True' && current.lastTransitionTime;
    // Even of the same reason it is written anew: the time of its last update is what the deadline counts from.
    return withCondition(withoutCondition(status, 'Progressing'), {
      ...condition,
      ...(kept && { lastTransitionTime: kept }),
    });
  }
  if (isTimedOut(deployment, status, nowMs)) {
    return withCondition(status, progress('False', 'ProgressDeadlineExceeded', 'has timed out progressing'));
  }
  return status;
}

/** More of the new, less of the old, or more that is ready or available. */
function hasProgressed(before: DeploymentStatus | undefined, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus | undefined) => (status?.replicas ?? 0) - (status?.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before?.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before?.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before?.availableReplicas ?? 0)
  );
}

function isTimedOut(deployment: Stored<Deployment>, status: DeploymentStatus, nowMs: number): boolean {
  const progress = conditionOf(status, 'Progressing');
  if (!progress || progress.reason === 'NewReplicaSetAvailable') return false;
  if (progress.reason === 'ProgressDeadlineExceeded') return true;
  const endMs = deadlineMs(deployment, status);
  return endMs !== undefined && endMs < nowMs;
}

/** That a ReplicaSet cannot create its Pods, the new one's word first. */
function failureOf(siblings: Siblings) {
  const sets = siblings.newest ? [siblings.newest, ...siblings.old] : siblings.old;
  return sets.flatMap(({ status }) => status?.conditions ?? []).find(({ type }) => type === 'ReplicaFailure');
}
