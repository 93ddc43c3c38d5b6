import { type Usage, type UsagePoint, usageBetween } from './usagePoint.ts';

/** What the containers of a Pod had used at the time of one scrape, by their names. */
export type ContainerPoints = ReadonlyMap<string, UsagePoint>;

/** What the API says of a Pod. */
export interface PodUsage {
  /** Of the container that was measured first. */
  readonly atMs: number;
  readonly windowMs: number;
  readonly containers: readonly { readonly name: string; readonly usage: Usage['amounts'] }[];
}

/** One that has run for less gives no good average yet (`freshContainerMinMetricsResolution`). */
const youngestMs = 10_000;

/** The last two points of each Pod's containers (sigs.k8s.io/metrics-server/pkg/storage/pod.go). */
export class PodPoints {
  readonly #resolutionMs: number;
  #last: ReadonlyMap<string, ContainerPoints> = new Map();
  #previous: ReadonlyMap<string, ContainerPoints> = new Map();

  /** How often a scrape comes. */
  constructor(resolutionMs: number) {
    this.#resolutionMs = resolutionMs;
  }

  /** Whether there is a Pod of which two points are known. */
  get hasUsage(): boolean {
    return this.#previous.size > 0;
  }

  /** The points of a new scrape, by `namespace/name`: what it lacks is forgotten. */
  store(pods: ReadonlyMap<string, ContainerPoints>): void {
    const previous = new Map<string, ContainerPoints>();
    for (const [pod, points] of pods) {
      const before = new Map<string, UsagePoint>();
      for (const [container, point] of points) {
        const found = this.#pointBefore(pod, container, point);
        if (found) before.set(container, found);
      }
      if (before.size > 0) previous.set(pod, before);
    }
    this.#last = pods;
    this.#previous = previous;
  }

  /** A Pod has usage once all of its containers have two points. */
  usageOf(pod: string): PodUsage | undefined {
    const last = this.#last.get(pod);
    const previous = this.#previous.get(pod);
    if (!last || !previous) return undefined;
    const containers: { name: string; usage: Usage['amounts'] }[] = [];
    let first: Usage | undefined;
    for (const [name, point] of last) {
      const before = previous.get(name);
      if (!before) return undefined;
      const usage = usageBetween(point, before);
      if (!usage) continue;
      containers.push({ name, usage: usage.amounts });
      if (!first || first.atMs > usage.atMs) first = usage;
    }
    return first && { atMs: first.atMs, windowMs: first.windowMs, containers };
  }

  /** With what a container's new point is compared; nothing where it has started since, or only just now. */
  #pointBefore(pod: string, container: string, point: UsagePoint): UsagePoint | undefined {
    const ageMs = point.atMs - point.startedAtMs;
    if (ageMs >= youngestMs && ageMs < this.#resolutionMs) return { ...point, atMs: point.startedAtMs, cpuMs: 0 };
    const last = this.#last.get(pod)?.get(container);
    if (!last || point.startedAtMs >= last.atMs) return undefined;
    if (point.atMs > last.atMs) return last;
    const kept = this.#previous.get(pod)?.get(container);
    return kept && kept.atMs < point.atMs ? kept : undefined;
  }
}
