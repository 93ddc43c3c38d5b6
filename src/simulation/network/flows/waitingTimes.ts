/** So long some of the requests wait. */
export interface WaitingTime {
  readonly ms: number;
  /** Their part of all, 0 to 1. */
  readonly part: number;
}

/** Slices of an exponential distribution: which part of it, and its mean as a multiple of the whole mean. */
const slices = [
  [0.5, 0.307],
  [0.3, 1.082],
  [0.15, 2.147],
  [0.04, 3.593],
  [0.01, 5.605],
] as const;

/** A server that is busy all the time lets nobody wait less; its queue is counted elsewhere. */
const fullestLoad = 0.98;

/** How long requests wait on average: the mean of the queue M/D/1. */
export function meanWaitingMs(load: number, serviceMs: number): number {
  const rho = Math.min(fullestLoad, Math.max(0, load));
  return (rho * serviceMs) / (2 * (1 - rho));
}

/**
 * How long requests wait for a server that keeps up, by its load (0 to 1) and the time that it needs for one: the mean of the queue
 * M/D/1 (https://en.wikipedia.org/wiki/M/D/1_queue), `load × service / (2 × (1 − load))`; who waits at all, a part as large as the load,
 * waits for an exponential time. Nobody waits longer than `mostMs`.
 */
export function waitingTimes(load: number, serviceMs: number, mostMs: number): readonly WaitingTime[] {
  const rho = Math.min(fullestLoad, Math.max(0, load));
  if (rho === 0 || serviceMs === 0 || mostMs <= 0) return [{ ms: 0, part: 1 }];
  const meanMs = serviceMs / (2 * (1 - rho));
  return [
    { ms: 0, part: 1 - rho },
    ...slices.map(([part, multiple]) => ({ ms: Math.min(mostMs, meanMs * multiple), part: rho * part })),
  ];
}
