/** How long something takes or how much it needs (less is better), or how often it can be done (more is better). */
export type BenchmarkUnit = 'ms' | 'per second' | 'KiB';

export interface Benchmark {
  readonly name: string;
  readonly unit: BenchmarkUnit;
  /** Takes the measure once. */
  readonly measure: () => number | Promise<number>;
}

/** What the *.bench.ts files have named, in that order. */
export const benchmarks: Benchmark[] = [];

/** Names a figure. `measure` prepares what it needs, takes the time of the rest and returns one value in `unit`. */
export function bench(name: string, unit: BenchmarkUnit, measure: () => number | Promise<number>): void {
  benchmarks.push({ name, unit, measure });
}

/** Milliseconds that the action takes. */
export function millisecondsOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** How many times a second something happens, of which the action does `count`. */
export function perSecond(count: number, action: () => void): number {
  return (count * 1000) / millisecondsOf(action);
}
