/** The two clocks, as milliseconds since 1970. */
export interface TwoClocks {
  /** The machine's. */
  wallMs(): number;
  /** The cluster's. */
  virtualMs(): number;
}

/** Closer than this the two clocks count as together: turns of the simulation keep them apart a little. */
const toleranceMs = 2_000;
/** So many changes are kept exactly; of more, the older half is told apart half as finely. */
const mostChanges = 100_000;

/** From a moment on, and for versions from a revision on, times are shown by so much later. */
interface Change {
  /** Half a revision lies between two versions: the clocks were looked at without a change. */
  readonly revision: number;
  readonly virtualMs: number;
  /** The moment as it is shown. */
  readonly shownMs: number;
  readonly offsetMs: number;
}

/**
 * By how much times of a version are shown later than they are stored: the distance of the two clocks when the version
 * was written, in whole seconds. It changes rarely, so that one moment reads the same in most versions. What was set at a
 * later moment never reads as earlier, and nothing that is counted in seconds lies beyond the wall clock's now.
 */
export class TimeOffsets {
  readonly #clocks: TwoClocks;
  /** Ascending. */
  #changes: Change[] = [
    { revision: 0, virtualMs: Number.NEGATIVE_INFINITY, shownMs: Number.NEGATIVE_INFINITY, offsetMs: 0 },
  ];

  #newest = 0;
  /** The latest moment that was shown without a version. */
  #latestShownMs = Number.NEGATIVE_INFINITY;

  /** `revision` is the newest of those that were written before anybody looked at the clocks. */
  constructor(clocks: TwoClocks, revision: number) {
    this.#clocks = clocks;
    this.written(revision);
  }

  /** Of what is written or answered now. */
  now(): number {
    const wallMs = wholeSeconds(this.#clocks.wallMs());
    const virtualMs = wholeSeconds(this.#clocks.virtualMs());
    const keptMs = (this.#changes.at(-1) as Change).offsetMs;
    const beyondMs = wallMs - virtualMs - keptMs;
    return beyondMs >= 0 && beyondMs < toleranceMs ? keptMs : wallMs - virtualMs;
  }

  /** To be told of each new version at the moment when it is written. */
  written(revision: number): void {
    this.#newest = revision;
    this.#look(revision);
  }

  /** Of the version with this resourceVersion. */
  of(resourceVersion: string): number {
    const revision = Number(resourceVersion);
    return this.#at(this.#lastWhere((change) => change.revision <= revision)).offsetMs;
  }

  /**
   * A moment of virtual time as the wall clock shows it, in milliseconds since 1970: for what has no version, the lines
   * of a log. It reads the same for good, and what virtual time ran through between two looks at the clocks is squeezed
   * in between them.
   */
  shown(virtualMs: number): number {
    this.#look(this.#newest + 0.5);
    const last = this.#changes.at(-1) as Change;
    this.#latestShownMs = Math.max(this.#clocks.virtualMs() + last.offsetMs, last.shownMs, this.#latestShownMs);
    const index = this.#lastWhere((change) => change.virtualMs <= virtualMs);
    const { shownMs, offsetMs } = this.#at(index);
    const nextMs = this.#changes[index + 1]?.shownMs ?? this.#latestShownMs;
    return Math.min(Math.max(virtualMs + offsetMs, shownMs), nextMs);
  }

  /** The first moment of virtual time that is shown at this time of the wall clock or later. */
  virtual(shownMs: number): number {
    const index = this.#lastWhere((change) => change.shownMs < shownMs);
    const next = this.#changes[index + 1]?.virtualMs ?? Number.POSITIVE_INFINITY;
    return Math.min(shownMs - this.#at(index).offsetMs, next);
  }

  #look(revision: number): void {
    const offsetMs = this.now();
    if (offsetMs === this.#changes.at(-1)?.offsetMs) return;
    const virtualMs = this.#clocks.virtualMs();
    // Whole seconds may lead back a little; what was shown stays.
    const shownMs = Math.max(virtualMs + offsetMs, this.#latestShownMs);
    this.#changes.push({ revision, virtualMs, shownMs, offsetMs });
    if (this.#changes.length > mostChanges) this.#changes = thinned(this.#changes);
  }

  #at(index: number): Change {
    return this.#changes[index] as Change;
  }

  /** The index of the last change for which this holds; of the first where it holds for none. */
  #lastWhere(holds: (change: Change) => boolean): number {
    let low = 0;
    let high = this.#changes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(this.#at(middle))) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The smaller offset of two keeps both out of the future. */
function thinned(changes: readonly Change[]): Change[] {
  const half = changes.length >> 1;
  const older = changes.slice(0, half).flatMap((change, index) => {
    if (index % 2 === 1) return [];
    const offsetMs = Math.min(change.offsetMs, changes[index + 1]?.offsetMs ?? change.offsetMs);
    return [{ ...change, offsetMs }];
  });
  return [...older, ...changes.slice(half)];
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
