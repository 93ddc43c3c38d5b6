import type { HpaRecord } from '../../api/autoscaling/hpaRecord.ts';
import { oneLine } from '../mermaid.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';
import { momentsOfEvents } from './eventMoments.ts';
import { count, type Moment, metricMoment } from './moment.ts';

/** All that is known of an autoscaler's past, oldest first: its records, or else what Events and its status tell. */
export function momentsOf(sight: AutoscalerSight): Moment[] {
  const known = sight.records ? sight.records.map(momentOf) : momentsOfEvents(sight);
  const moments = known.filter(({ timeMs }) => Number.isFinite(timeMs)).sort((a, b) => a.timeMs - b.timeMs);
  const now = nowOf(sight);
  const last = moments.at(-1);
  return now && now.timeMs > (last?.timeMs ?? 0) ? [...moments, now] : moments;
}

function momentOf({ timeMs, replicas, currentReplicas, observed, metrics, why }: HpaRecord): Moment {
  const desired = replicas ?? currentReplicas;
  return {
    timeMs,
    ...(desired !== undefined && { desired }),
    ...(observed && { current: observed.replicas, ready: observed.ready }),
    metrics: metrics.map(({ name, target, current = '' }) => metricMoment(name, target, current)),
    said: oneLine(why.at(-1) ?? ''),
    isLook: true,
  };
}

/** What is told of now moves on in such steps: with every second of the clock a page would have news. */
const nowStepMs = 5000;

/** Between two looks Pods come and go: what the target says of itself now. */
function nowOf({ target, nowMs, startMs = 0 }: AutoscalerSight): Moment | undefined {
  const desired = count(target?.spec?.replicas);
  if (desired === undefined) return undefined;
  const timeMs = nowMs - ((nowMs - startMs) % nowStepMs);
  const current = count(target?.status?.replicas) ?? 0;
  const ready = count(target?.status?.readyReplicas) ?? 0;
  return { timeMs, desired, current, ready, metrics: [], said: '', isLook: false };
}
