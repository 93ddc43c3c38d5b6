import type { TimedValue } from './counterRate.ts';
import type { Sample } from './expositionText.ts';

/** One series of one Pod: a name with labels, and its values over time. */
export interface Series {
  readonly name: string;
  /** With those that say whose it is: `namespace`, `pod`. */
  readonly labels: ReadonlyMap<string, string>;
  /** Oldest first. */
  readonly values: readonly TimedValue[];
  /** The last look did not find it: its last value is of the past. */
  readonly isStale: boolean;
}

/** The Pod that a page of metrics is of. */
export interface ScrapedPod {
  readonly namespace: string;
  readonly name: string;
}

interface OpenSeries extends Series {
  values: TimedValue[];
  isStale: boolean;
}

/** So long values are kept: the longest window of a rate. */
export const longestWindowMs = 600_000;

/** What has been read from the pages of metrics of Pods. */
export class ScrapedSeries {
  readonly #pods = new Map<string, Map<string, OpenSeries>>();

  /** A page was read; without samples nobody answered, or could be understood. */
  add(pod: ScrapedPod, samples: readonly Sample[] | undefined, nowMs: number): void {
    const key = keyOf(pod);
    const known = this.#pods.get(key) ?? new Map<string, OpenSeries>();
    this.#pods.set(key, known);
    for (const series of known.values()) series.isStale = true;
    for (const { name, labels, value } of samples ?? []) {
      const seriesKey = `${name} ${JSON.stringify([...labels].sort())}`;
      let series = known.get(seriesKey);
      if (!series) {
        const own = new Map([...labels, ['namespace', pod.namespace], ['pod', pod.name]]);
        series = { name, labels: own, values: [], isStale: false };
        known.set(seriesKey, series);
      }
      series.isStale = false;
      series.values.push({ atMs: nowMs, value });
    }
    for (const [seriesKey, series] of known) {
      series.values = series.values.filter(({ atMs }) => atMs > nowMs - longestWindowMs);
      if (series.values.length === 0) known.delete(seriesKey);
    }
  }

  /** Forgets all Pods but these. */
  keepOnly(pods: readonly ScrapedPod[]): void {
    const kept = new Set(pods.map(keyOf));
    for (const key of this.#pods.keys()) if (!kept.has(key)) this.#pods.delete(key);
  }

  /** Those of one Pod. */
  of(pod: ScrapedPod): Iterable<Series> {
    return this.#pods.get(keyOf(pod))?.values() ?? [];
  }

  /** All of them. */
  *all(): Iterable<Series> {
    for (const series of this.#pods.values()) yield* series.values();
  }
}

function keyOf({ namespace, name }: ScrapedPod): string {
  return `${namespace}/${name}`;
}
