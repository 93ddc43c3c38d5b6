import type { Pod, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import { readyCondition } from '../pods/availability.ts';

/** Says since when what is written about endpoints has been due: `endpoints.kubernetes.io/last-change-trigger-time`. */
export const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

interface Seen {
  readonly pods: ReadonlyMap<string, number>;
  readonly serviceMs: number;
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
    const serviceMs = parseTime(service.metadata.creationTimestamp) ?? 0;
    const times = new Map<string, number>();
    let oldestMs = serviceMs > (seen?.serviceMs ?? 0) ? serviceMs : Number.POSITIVE_INFINITY;
    for (const pod of pods) {
      const atMs = parseTime(readyCondition(pod)?.lastTransitionTime ?? '');
      if (atMs === undefined) continue;
      const { name } = pod.metadata;
      times.set(name, atMs);
      if (atMs > (seen?.pods.get(name) ?? 0)) oldestMs = Math.min(oldestMs, atMs);
    }
    this.#seen.set(serviceKey, { pods: times, serviceMs });
    if (!seen) return service.metadata.creationTimestamp;
    return oldestMs === Number.POSITIVE_INFINITY ? undefined : formatTime(oldestMs);
  }

  forget(serviceKey: string): void {
    this.#seen.delete(serviceKey);
  }
}

/** The annotations of an object about endpoints with the time in its place, or without it. */
export function withTriggerTime(
  annotations: Readonly<Record<string, string>> | undefined,
  time: string | undefined,
): Record<string, string> {
  const { [triggerTimeAnnotation]: _, ...others } = annotations ?? {};
  return time === undefined ? others : { ...others, [triggerTimeAnnotation]: time };
}
