import type { StatefulSetStatus } from '../../../api/generated/objects.ts';
import { isAvailableIn, isRunningAndReady, isTerminating, type SetView } from './setView.ts';
import { revisionOf } from './statefulPod.ts';

/**
 * The status of a set by its Pods as they were found (`computeReplicaStatus`, `completeRollingUpdate`). `givenUp` is how
 * many Pods of the current revision a rollout has just deleted: they do not count any more. A rollout is complete when all
 * Pods are ready, even if they are not yet available.
 */
export function setStatus(view: SetView, collisionCount: number, givenUp: 0 | 1): StatefulSetStatus {
  const { set, current, update, pods } = view;
  const there = pods.filter(({ status }) => status?.phase !== undefined);
  const staying = there.filter((pod) => !isTerminating(pod));
  const ready = there.filter(isRunningAndReady);
  const replicas = there.length;
  const readyReplicas = ready.length;
  const updatedReplicas = staying.filter((pod) => revisionOf(pod) === update).length;
  const currentReplicas = staying.filter((pod) => revisionOf(pod) === current).length - givenUp;
  const { replicas: wanted = 1, updateStrategy } = set.spec ?? {};
  const isComplete =
    updateStrategy?.type === 'RollingUpdate' && [updatedReplicas, readyReplicas, replicas].every((n) => n === wanted);
  const currents = isComplete ? updatedReplicas : currentReplicas;
  const { generation } = set.metadata;
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    replicas,
    ...(readyReplicas > 0 && { readyReplicas }),
    ...(currents !== 0 && { currentReplicas: currents }),
    ...(updatedReplicas > 0 && { updatedReplicas }),
    currentRevision: isComplete ? update : current,
    updateRevision: update,
    collisionCount,
    availableReplicas: ready.filter((pod) => isAvailableIn(view, pod)).length,
  };
}
