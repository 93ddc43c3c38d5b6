/** Restart and image-pull back-off: 10 s, doubling up to 300 s (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy). */
export const backoffBaseMs = 10_000;
export const backoffMaxMs = 300_000;

interface Entry {
  readonly delayMs: number;
  readonly updatedMs: number;
}

/**
 * Doubling delays by key. An event that comes later than twice the longest delay after the one before begins anew:
 * that is the "10 minutes of running" after which a crash counts as the first again.
 */
export class Backoff {
  readonly #entries = new Map<string, Entry>();

  /** The delay in force for a key; 0 where there is none. */
  delayMs(key: string): number {
    return this.#entries.get(key)?.delayMs ?? 0;
  }

  /** How long, from `nowMs` on, the key must still wait after an event at `eventMs`; 0 when it may go on. */
  remainingMs(key: string, eventMs: number, nowMs: number): number {
    const entry = this.#entries.get(key);
    if (!entry || eventMs - entry.updatedMs > 2 * backoffMaxMs) return 0;
    return Math.max(0, eventMs + entry.delayMs - nowMs);
  }

  /** Notes an event: the next delay is twice as long. */
  next(key: string, eventMs: number, nowMs: number): void {
    const entry = this.#entries.get(key);
    const fresh = !entry || eventMs - entry.updatedMs > 2 * backoffMaxMs;
    this.#entries.set(key, {
      delayMs: fresh ? backoffBaseMs : Math.min(entry.delayMs * 2, backoffMaxMs),
      updatedMs: nowMs,
    });
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}
