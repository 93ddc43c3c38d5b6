import type { Pod, ReplicaSetCondition, ReplicaSetStatus, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { isAvailable, isReady } from '../pods/availability.ts';
import { type Replicated, wantedReplicas } from './replicated.ts';

/**
 * The status of a ReplicaSet with these Pods, the active ones; `refusal` is why the last of its Pods could not be created
 * (`calculateStatus` of kube-controller-manager). `terminatingReplicas` has a gate of its own, which is off in 1.34.
 */
export function replicaSetStatus(
  object: Stored<Replicated>,
  pods: readonly Stored<Pod>[],
  refusal: Status | undefined,
  nowMs: number,
): ReplicaSetStatus {
  const { fullyLabeledReplicas, readyReplicas, availableReplicas } = countPods(object, pods, nowMs);
  const conditions = conditionsOf(object, pods.length, refusal, nowMs);
  return {
    replicas: pods.length,
    ...(fullyLabeledReplicas > 0 && { fullyLabeledReplicas }),
    ...(readyReplicas > 0 && { readyReplicas }),
    ...(availableReplicas > 0 && { availableReplicas }),
    ...(object.metadata.generation !== undefined && { observedGeneration: object.metadata.generation }),
    ...(conditions.length > 0 && { conditions }),
  };
}

function countPods(object: Stored<Replicated>, pods: readonly Stored<Pod>[], nowMs: number) {
  const templateLabels = Object.entries(object.spec?.template?.metadata?.labels ?? {});
  const minReadySeconds = object.spec?.minReadySeconds ?? 0;
  const counts = { fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0 };
  for (const pod of pods) {
    const { labels } = pod.metadata;
    if (templateLabels.every(([key, value]) => labels?.[key] === value)) counts.fullyLabeledReplicas += 1;
    if (!isReady(pod)) continue;
    counts.readyReplicas += 1;
    if (minReadySeconds === 0 || isAvailable(pod, minReadySeconds, nowMs)) counts.availableReplicas += 1;
  }
  return counts;
}

/** The condition that Pods cannot be created or deleted stays as it is until that is over. */
function conditionsOf(
  object: Stored<Replicated>,
  have: number,
  refusal: Status | undefined,
  nowMs: number,
): ReplicaSetCondition[] {
  const old: readonly ReplicaSetCondition[] = object.status?.conditions ?? [];
  const failure = old.find(({ type }) => type === 'ReplicaFailure');
  const others = old.filter(({ type }) => type !== 'ReplicaFailure');
  if (!refusal) return others;
  if (failure) return [...old];
  const reason = have < wantedReplicas(object) ? 'FailedCreate' : 'FailedDelete';
  const lastTransitionTime = formatTime(nowMs);
  const message = refusal.message ?? '';
  return [...others, { type: 'ReplicaFailure', status: 'True', lastTransitionTime, reason, message }];
}
