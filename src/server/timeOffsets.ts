/** The two clocks, as milliseconds since 1970. */
export interface TwoClocks {
  /** The machine's. */
  wallMs(): number;
  /** The cluster's. */
  virtualMs(): number;
}

/** Closer than this the two clocks count as together: turns of the simulation keep them apart a little. */
const toleranceMs = 2_000;

/**
 * By how much times of a version are shown later than they are stored: the distance of the two clocks when the version
 * was written, in whole seconds. It changes rarely, so that one moment reads the same in most versions. What was set at a
 * later moment never reads as earlier, and nothing that is counted in seconds lies beyond the wall clock's now.
 */
export class TimeOffsets {
  readonly #clocks: TwoClocks;
  /** Ascending; an offset holds from its revision on. */
  readonly #changes: { readonly revision: number; readonly offsetMs: number }[] = [{ revision: 0, offsetMs: 0 }];

  /** `revision` is the newest of those that were written before anybody looked at the clocks. */
  constructor(clocks: TwoClocks, revision: number) {
    this.#clocks = clocks;
    this.written(revision);
  }

  /** Of what is written or answered now. */
  now(): number {
    const wallMs = wholeSeconds(this.#clocks.wallMs());
    const virtualMs = wholeSeconds(this.#clocks.virtualMs());
    const keptMs = (this.#changes.at(-1) as { offsetMs: number }).offsetMs;
    const beyondMs = wallMs - virtualMs - keptMs;
    return beyondMs >= 0 && beyondMs < toleranceMs ? keptMs : wallMs - virtualMs;
  }

  /** To be told of each new version at the moment when it is written. */
  written(revision: number): void {
    const offsetMs = this.now();
    if (offsetMs !== this.#changes.at(-1)?.offsetMs) this.#changes.push({ revision, offsetMs });
  }

  /** Of the version with this resourceVersion. */
  of(resourceVersion: string): number {
    const revision = Number(resourceVersion);
    let low = 0;
    let high = this.#changes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#changes[middle] as { revision: number }).revision <= revision) low = middle;
      else high = middle - 1;
    }
    return (this.#changes[low] as { offsetMs: number }).offsetMs;
  }
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
