import type { Event } from '../../api/generated/objects.ts';
import { parseTime } from '../../api/time.ts';
import { textOf } from '../looseValues.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';
import type { Moment } from './moment.ts';
import { statusMetrics } from './statusMetrics.ts';

/** More Events than this are not looked at. */
const eventLimit = 500;

/** What Events tell of an autoscaler's past, and its status of the present: all that a real cluster knows. */
export function momentsOfEvents({ hpa, events, nowMs, target }: AutoscalerSight): Moment[] {
  const past = (Array.isArray(events) ? events : []).slice(-eventLimit).flatMap((event) => momentOf(event) ?? []);
  const metrics = statusMetrics(hpa);
  const desired: unknown = hpa.status?.desiredReplicas;
  const current: unknown = hpa.status?.currentReplicas;
  if (metrics.length === 0 && typeof current !== 'number') return past;
  const now: Moment = {
    timeMs: nowMs,
    ...(typeof desired === 'number' && { desired }),
    ...(typeof current === 'number' && { current }),
    ...(typeof target?.status?.readyReplicas === 'number' && { ready: target.status.readyReplicas }),
    metrics,
    said: 'As its status says now.',
    isLook: false,
  };
  return [...past, now];
}

/** The controller's Event: `New size: 3; reason: cpu resource utilization (percentage of request) above target`. */
const newSize = /^New size: (\d{1,9}); reason: /;

function momentOf(event: Event | null): Moment | undefined {
  const message = textOf(event?.message);
  const time = textOf(event?.lastTimestamp) || textOf(event?.eventTime);
  const timeMs = parseTime(time);
  if (timeMs === undefined || message === '') return undefined;
  const size = event?.reason === 'SuccessfulRescale' ? newSize.exec(message)?.[1] : undefined;
  return {
    timeMs,
    ...(size !== undefined && { desired: Number(size) }),
    metrics: [],
    said: `${textOf(event?.reason)}: ${message}`,
    isLook: false,
  };
}
