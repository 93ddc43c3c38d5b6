import type { Pod, PodCondition } from '../../../api/generated/objects.ts';
import { parseTime } from '../../../api/time.ts';

/** The condition Ready of a Pod. */
export function readyCondition(pod: Pod): PodCondition | undefined {
  // Asked for every Pod of a ReplicaSet whenever one of them changes: no closure.
  const conditions = pod.status?.conditions;
  if (conditions) for (const condition of conditions) if (condition.type === 'Ready') return condition;
  return undefined;
}

export function isReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True';
}

/** Neither ended nor to be deleted: what counts as a replica. */
export function isActive(pod: Pod): boolean {
  const { phase } = pod.status ?? {};
  return phase !== 'Succeeded' && phase !== 'Failed' && pod.metadata?.deletionTimestamp === undefined;
}

/**
 * When a Pod counts as available: as soon as it is ready, or so many seconds of unbroken readiness later; undefined where
 * it is not ready. Milliseconds since 1970.
 */
export function availableFromMs(pod: Pod, minReadySeconds: number): number | undefined {
  const ready = readyCondition(pod);
  if (ready?.status !== 'True') return undefined;
  if (minReadySeconds === 0) return Number.NEGATIVE_INFINITY;
  const since = ready.lastTransitionTime === undefined ? undefined : parseTime(ready.lastTransitionTime);
  return since === undefined ? undefined : since + minReadySeconds * 1000;
}

/** Ready for long enough (`IsPodAvailable`). */
export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  const fromMs = availableFromMs(pod, minReadySeconds);
  return fromMs !== undefined && fromMs < nowMs;
}
