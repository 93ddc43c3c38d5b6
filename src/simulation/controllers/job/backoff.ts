import type { Pod } from '../../../api/generated/objects.ts';
import { parseTime } from '../../../api/time.ts';

/** How long a Job waits after a failure, and at the most (`DefaultJobPodFailureBackOff`, `MaxJobPodFailureBackOff`). */
const firstBackoffMs = 10_000;
const maxBackoffMs = 600_000;

/** The failures of a Job since its last success. */
export interface FailureRecord {
  readonly failures: number;
  readonly lastFailureMs: number;
}

export const noFailures: FailureRecord = { failures: 0, lastFailureMs: 0 };

/** What is to be remembered after these Pods have ended (`newBackoffRecord`). */
export function recordEnds(known: FailureRecord, succeeded: readonly Pod[], failed: readonly Pod[]): FailureRecord {
  const failureTimes = failed.map(finishedMs);
  const lastSuccessMs = succeeded.length > 0 ? Math.max(...succeeded.map(finishedMs)) : undefined;
  const counted = lastSuccessMs === undefined ? failureTimes : failureTimes.filter((timeMs) => timeMs >= lastSuccessMs);
  const before = lastSuccessMs === undefined ? known : noFailures;
  if (counted.length === 0) return before;
  return {
    failures: before.failures + counted.length,
    lastFailureMs: Math.max(before.lastFailureMs, ...counted),
  };
}

/** How long it is until a new Pod may come: 10 s after the first failure, 20 s after the second, … (`getRemainingTime`). */
export function remainingBackoffMs({ failures, lastFailureMs }: FailureRecord, nowMs: number): number {
  if (failures === 0) return 0;
  const backoffMs = Math.min(firstBackoffMs * 2 ** (failures - 1), maxBackoffMs);
  return Math.max(0, lastFailureMs + backoffMs - nowMs);
}

/** When a Pod ended: with its last container or, where that is not known, with its readiness or its deletion (`getFinishedTime`). */
export function finishedMs({ metadata, status }: Pod): number {
  const containers = (status?.containerStatuses ?? []).map(({ state }) => time(state?.terminated?.finishedAt));
  if (containers.length > 0 && containers.every((timeMs) => timeMs !== undefined)) return Math.max(...containers);
  const unready = (status?.conditions ?? []).find(({ type, status: value }) => type === 'Ready' && value === 'False');
  const deletedMs = time(metadata?.deletionTimestamp);
  const graceMs = (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
  return (
    (unready && time(unready.lastTransitionTime)) ??
    (deletedMs === undefined ? undefined : deletedMs - graceMs) ??
    time(metadata?.creationTimestamp) ??
    0
  );
}

function time(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseTime(text);
}
