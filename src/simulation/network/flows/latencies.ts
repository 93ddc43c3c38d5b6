import type { LoadLatency } from '../../../api/load.ts';

/** Each class of latencies is wider than the one before by so much, so that a quantile is exact to 2.5 %. */
const growth = 1.05;
/** Shorter ones are not told apart, milliseconds. */
const leastMs = 0.05;

/** How long requests took, counted in classes. Counts may be fractions, since a flow is reckoned. */
export class Latencies {
  readonly #counts = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(ms: number, count: number): void {
    if (count <= 0) return;
    const index = ms <= leastMs ? 0 : Math.round(Math.log(ms / leastMs) / Math.log(growth));
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + count);
    this.#count += count;
  }

  addAll(other: Latencies): void {
    for (const [index, count] of other.#counts) this.#counts.set(index, (this.#counts.get(index) ?? 0) + count);
    this.#count += other.#count;
  }

  /** As long as this part of them (0 to 1) took at the most; nothing where there are none. */
  get summary(): LoadLatency | undefined {
    if (this.#count === 0) return undefined;
    const [p50 = 0, p90 = 0, p99 = 0] = this.#quantiles([0.5, 0.9, 0.99]);
    return { p50, p90, p99 };
  }

  /** `parts` in ascending order. */
  #quantiles(parts: readonly number[]): number[] {
    const sorted = [...this.#counts].sort(([a], [b]) => a - b);
    const found: number[] = [];
    let passed = 0;
    for (const [index, count] of sorted) {
      passed += count;
      while (found.length < parts.length && passed >= (parts[found.length] as number) * this.#count - 1e-9) {
        found.push(Number((leastMs * growth ** index).toPrecision(3)));
      }
    }
    return found;
  }
}
