import type { Timeline } from './timeline.ts';

/**
 * How long nothing may change before a cluster counts as settled: long enough for a default probe to fail for good
 * (three times 10 s) and for a HorizontalPodAutoscaler to look twice (15 s).
 */
export const quietRoundMs = 30_000;

/** What settling looks at and moves on. */
export interface Settleable {
  readonly timeline: Timeline;
  readonly changes: number;
  step(): boolean;
  advanceTo(elapsedMs: number): void;
}

/**
 * Runs a cluster until no work is left and a round of heartbeats has changed nothing in the API. It can be done in
 * slices, so that the host stays awake.
 */
export class Settling {
  readonly #cluster: Settleable;
  readonly #beginMs: number;
  readonly #limitMs: number;
  /** When, after the last change, no work was left for the first time. */
  #quietFromMs: number | undefined;
  #changes: number;

  /** `limitMs` of virtual time at the most. */
  constructor(cluster: Settleable, limitMs: number) {
    this.#cluster = cluster;
    this.#beginMs = cluster.timeline.nowMs;
    this.#limitMs = limitMs;
    this.#changes = cluster.changes;
  }

  /** The part of the limit that has passed, 0 to 1. */
  get part(): number {
    return this.#limitMs === 0 ? 1 : Math.min(1, (this.#cluster.timeline.nowMs - this.#beginMs) / this.#limitMs);
  }

  /** Goes on while `hasTime` says so. */
  runSlice(hasTime: () => boolean): 'settled' | 'limit' | 'more' {
    const { timeline } = this.#cluster;
    const endMs = this.#beginMs + this.#limitMs;
    do {
      const nextMs = timeline.nextTimeMs();
      if (nextMs === undefined) return 'settled';
      if (timeline.pendingWork === 0) {
        this.#quietFromMs ??= timeline.nowMs;
        const quietEndMs = Math.max(timeline.nowMs, this.#quietFromMs + quietRoundMs);
        if (nextMs > quietEndMs && quietEndMs <= endMs) {
          this.#cluster.advanceTo(quietEndMs);
          return 'settled';
        }
      }
      if (nextMs > endMs) {
        this.#cluster.advanceTo(endMs);
        return 'limit';
      }
      this.#cluster.step();
      if (this.#cluster.changes !== this.#changes) {
        this.#changes = this.#cluster.changes;
        this.#quietFromMs = undefined;
      }
    } while (hasTime());
    return 'more';
  }
}
