import { type Usage, type UsagePoint, usageBetween } from './usagePoint.ts';

/** What the containers of a Pod had used at the time of one scrape. */
export interface PodPoint {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly containers: readonly ContainerPoint[];
}

/** What one of them had used by then. */
export interface ContainerPoint extends Omit<UsagePoint, 'atMs'> {
  readonly name: string;
}

/** What the API says of a Pod. */
export interface PodUsage {
  /** Of its first container: the others may be younger, with a shorter window. */
  readonly atMs: number;
  readonly windowMs: number;
  readonly containers: readonly { readonly name: string; readonly usage: Usage['amounts'] }[];
}

/** One that has run for less gives no good average yet (`freshContainerMinMetricsResolution`). */
const youngestMs = 10_000;

/**
 * The last two points of each Pod's containers (sigs.k8s.io/metrics-server/pkg/storage/pod.go). They are compared when somebody asks:
 * a scrape of many Pods costs little.
 */
export class PodPoints {
  readonly #resolutionMs: number;
  #last: ReadonlyMap<string, PodPoint> = new Map();
  #before: ReadonlyMap<string, PodPoint> = new Map();

  /** How often a scrape comes. */
  constructor(resolutionMs: number) {
    this.#resolutionMs = resolutionMs;
  }

  /** Whether there is a Pod of which something can be said. */
  get hasUsage(): boolean {
    for (const uid of this.#last.keys()) if (this.usageOf(uid)) return true;
    return false;
  }

  /** The points of a new scrape, by the Pods' uids: what it lacks is forgotten. Each comes later than the one before. */
  store(pods: ReadonlyMap<string, PodPoint>): void {
    this.#before = this.#last;
    this.#last = pods;
  }

  /** A Pod has usage once all of its containers have two points. */
  usageOf(uid: string): PodUsage | undefined {
    const last = this.#last.get(uid);
    if (!last) return undefined;
    const containers: { name: string; usage: Usage['amounts'] }[] = [];
    let first: Usage | undefined;
    for (const container of last.containers) {
      const point = { ...container, atMs: last.atMs };
      const before = this.#pointBefore(uid, point);
      if (!before) return undefined;
      const usage = usageBetween(point, before);
      if (!usage) continue;
      containers.push({ name: container.name, usage: usage.amounts });
      first ??= usage;
    }
    return first && { atMs: first.atMs, windowMs: first.windowMs, containers };
  }

  /** With what a container's point is compared; nothing where it has started since the look before, or only just now. */
  #pointBefore(uid: string, point: ContainerPoint & UsagePoint): UsagePoint | undefined {
    const ageMs = point.atMs - point.startedAtMs;
    if (ageMs >= youngestMs && ageMs < this.#resolutionMs) return { ...point, atMs: point.startedAtMs, cpuMs: 0 };
    const before = this.#before.get(uid);
    const container = before?.containers.find(({ name }) => name === point.name);
    return before && container && point.startedAtMs < before.atMs ? { ...container, atMs: before.atMs } : undefined;
  }
}
