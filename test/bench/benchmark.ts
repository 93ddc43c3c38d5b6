import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long something takes or how much it needs (less is better), or how often it can be done (more is better). */
export type BenchmarkUnit = 'ms' | 'per second' | 'KiB' | 'times as fast';

export interface Benchmark {
  readonly name: string;
  readonly unit: BenchmarkUnit;
  /** `once` for what takes long and is its own warm-up. */
  readonly runs: 'many' | 'once';
  /** Takes the measure once. */
  readonly measure: () => number | Promise<number>;
}

/** What the *.bench.ts files have named, in that order. */
export const benchmarks: Benchmark[] = [];

/** Names a figure. `measure` prepares what it needs, takes the time of the rest and returns one value in `unit`. */
export function bench(name: string, unit: BenchmarkUnit, measure: () => number | Promise<number>): void {
  benchmarks.push({ name, unit, measure, runs: 'many' });
}

/** Names a figure that takes so long to find that it is taken once. */
export function rareBench(name: string, unit: BenchmarkUnit, measure: () => number | Promise<number>): void {
  benchmarks.push({ name, unit, measure, runs: 'once' });
}

/** Milliseconds that the action takes. */
export function millisecondsOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** Milliseconds of processor time that the action takes, however busy the machine is with other things. */
export function processorMsOf(action: () => void): number {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** What is made holds so much of the heap, in KiB. */
export function heapKiBOf(make: () => object): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const made = [make()];
  collectGarbage();
  const after = process.memoryUsage().heapUsed;
  made.pop();
  return (after - before) / 1024;
}

/** How many times a second something happens, of which the action does `count`. */
export function perSecond(count: number, action: () => void): number {
  return (count * 1000) / millisecondsOf(action);
}
