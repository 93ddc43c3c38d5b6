import type { HpaPodState } from '../../../api/autoscaling/hpaRecord.ts';
import type { Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { parseTime } from '../../../api/time.ts';
import { readyCondition } from '../pods/availability.ts';

/** One measurement of one Pod; the value in thousandths of the metric's unit. */
export interface PodSample {
  readonly valueMilli: number;
  /** Milliseconds since 1970. */
  readonly timestampMs: number;
  readonly windowMs: number;
}

/** So long after its start a Pod's cpu is distrusted while it is not ready (`--horizontal-pod-autoscaler-cpu-initialization-period`). */
export const cpuInitializationMs = 5 * 60_000;
/** A Pod whose readiness last changed within this time of its start has never been ready (`--horizontal-pod-autoscaler-initial-readiness-delay`). */
export const initialReadinessDelayMs = 30_000;

/** What a state means for the calculation: `unready` Pods come back as idle ones when it goes up, `ignored` ones never. */
export type PodGroup = 'counted' | 'unready' | 'missing' | 'ignored';

const groups: Readonly<Record<HpaPodState, PodGroup>> = {
  counted: 'counted',
  terminating: 'ignored',
  failed: 'ignored',
  pending: 'unready',
  notMeasured: 'missing',
  readinessUnknown: 'unready',
  initializing: 'unready',
  measuredBeforeReady: 'unready',
  neverReady: 'unready',
};

export function groupOf(state: HpaPodState): PodGroup {
  return groups[state];
}

/** Whether a Pod counts for a metric (`groupPods`); only cpu asks for readiness. */
export function podState(
  pod: Stored<Pod>,
  sample: PodSample | undefined,
  resource: string | undefined,
  nowMs: number,
): HpaPodState {
  const { phase, startTime } = pod.status ?? {};
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  if (phase === 'Failed') return 'failed';
  if (phase === 'Pending') return 'pending';
  if (!sample) return 'notMeasured';
  if (resource !== 'cpu') return 'counted';
  const condition = readyCondition(pod);
  const startMs = timeMs(startTime);
  if (!condition || startMs === undefined) return 'readinessUnknown';
  const changedMs = timeMs(condition.lastTransitionTime) ?? 0;
  const isReady = condition.status !== 'False';
  if (startMs + cpuInitializationMs > nowMs) {
    if (!isReady) return 'initializing';
    return sample.timestampMs < changedMs + sample.windowMs ? 'measuredBeforeReady' : 'counted';
  }
  return !isReady && startMs + initialReadinessDelayMs > changedMs ? 'neverReady' : 'counted';
}

function timeMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseTime(text);
}
