import type { Pod, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import { readyCondition } from '../pods/availability.ts';

/** Says since when what is written about endpoints has been due: `endpoints.kubernetes.io/last-change-trigger-time`. */
export const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Times as they stand in the objects: most are the same at each look and are not read again. */
interface Seen {
  readonly pods: ReadonlyMap<string, string>;
  readonly service: string;
}

/**
 * The moment of the oldest change of a Service or its Pods' readiness since the last look, for each Service: how long a
 * change took to arrive can be measured by it. A Pod that went away has none (`TriggerTimeTracker` of
 * k8s.io/endpointslice/util).
 */
export class TriggerTimes {
  readonly #seen = new Map<string, Seen>();

  /** Looks at a Service and its Pods; the time as text, undefined where nothing that counts has changed. */
  look(serviceKey: string, service: Stored<Service>, pods: readonly Stored<Pod>[]): string | undefined {
    const seen = this.#seen.get(serviceKey);
    const created = service.metadata.creationTimestamp;
    const times = new Map<string, string>();
    let oldestMs = newerMs(created, seen?.service) ?? Number.POSITIVE_INFINITY;
    for (const pod of pods) {
      const time = readyCondition(pod)?.lastTransitionTime;
      if (!time) continue;
      const { name } = pod.metadata;
      times.set(name, time);
      oldestMs = Math.min(oldestMs, newerMs(time, seen?.pods.get(name)) ?? oldestMs);
    }
    this.#seen.set(serviceKey, { pods: times, service: created });
    if (!seen) return created;
    return oldestMs === Number.POSITIVE_INFINITY ? undefined : formatTime(oldestMs);
  }

  forget(serviceKey: string): void {
    this.#seen.delete(serviceKey);
  }
}

/** The time in milliseconds where it is later than the one before. */
function newerMs(time: string, before: string | undefined): number | undefined {
  if (time === before) return undefined;
  const ms = parseTime(time);
  return ms !== undefined && ms > ((before && parseTime(before)) || 0) ? ms : undefined;
}

/** The annotations of an object about endpoints with the time in its place, or without it. */
export function withTriggerTime(
  annotations: Readonly<Record<string, string>> | undefined,
  time: string | undefined,
): Record<string, string> {
  const { [triggerTimeAnnotation]: _, ...others } = annotations ?? {};
  return time === undefined ? others : { ...others, [triggerTimeAnnotation]: time };
}
