import type { Event } from '../api/generated/objects.ts';
import { formatDuration, parseTime } from '../api/time.ts';

/** How long ago an Event was seen last, and how often: `4s`, or `10s (x3 over 40s)`. */
export function lastSeenText(event: Event, nowMs: number): string {
  const since = (time: string | undefined) => {
    const ms = time === undefined ? undefined : parseTime(time);
    return ms === undefined ? '<unknown>' : formatDuration(nowMs - ms);
  };
  const first = since(event.firstTimestamp ?? event.eventTime);
  if (event.series) return `${since(event.series.lastObservedTime)} (x${event.series.count ?? 0} over ${first})`;
  if ((event.count ?? 0) > 1) return `${since(event.lastTimestamp)} (x${event.count ?? 0} over ${first})`;
  return first;
}

/** Who reported an Event: `kubelet`. */
export function reporterOf(event: Event): string {
  return event.source?.component || event.reportingComponent || '';
}

/** Events as describe sorts them: by `lastTimestamp` alone, so that those of the newer API, which have none, come first. */
export function describedEvents<T extends Event>(events: readonly T[]): T[] {
  const lastMs = (event: T) => parseTime(event.lastTimestamp ?? '') ?? Number.NEGATIVE_INFINITY;
  return [...events].sort((a, b) => (lastMs(a) < lastMs(b) ? -1 : lastMs(a) > lastMs(b) ? 1 : 0));
}

/** Events in the order in which they were last seen. */
export function sortedEvents<T extends Event>(events: readonly T[]): T[] {
  const lastMs = (event: T) => {
    const time = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? '';
    return parseTime(time) ?? 0;
  };
  return [...events].sort((a, b) => lastMs(a) - lastMs(b));
}
