import { type Usage, type UsagePoint, usageBetween } from './usagePoint.ts';

/** The last two points of each Node (sigs.k8s.io/metrics-server/pkg/storage/node.go). */
export class NodePoints {
  #last: ReadonlyMap<string, UsagePoint> = new Map();
  #previous: ReadonlyMap<string, UsagePoint> = new Map();

  /** Whether there is a Node of which two points are known. */
  get hasUsage(): boolean {
    return this.#previous.size > 0;
  }

  /** The points of a new scrape: what it lacks is forgotten. */
  store(points: ReadonlyMap<string, UsagePoint>): void {
    const previous = new Map<string, UsagePoint>();
    for (const [name, point] of points) {
      const last = this.#last.get(name);
      if (!last) continue;
      const before = point.atMs > last.atMs ? last : this.#previous.get(name);
      if (before && before.atMs < point.atMs) previous.set(name, before);
    }
    this.#last = points;
    this.#previous = previous;
  }

  usageOf(name: string): Usage | undefined {
    const last = this.#last.get(name);
    const previous = this.#previous.get(name);
    return last && previous && usageBetween(last, previous);
  }
}
