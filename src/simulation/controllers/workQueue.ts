import type { Timer, Timers } from '../timeline.ts';

/** What became of a look at an object: `again` asks for another one after a back-off, as an error does in a real controller. */
export type SyncResult = 'done' | 'again';

/** How a controller comes back to an object after a failure. */
export interface Retries {
  /** Doubled with each failure. */
  readonly baseBackoffMs: number;
  readonly maxBackoffMs: number;
  /** After so many it waits for the next change. */
  readonly most: number;
}

/** The back-off of a real controller's queue (client-go's `DefaultTypedControllerRateLimiter`). */
const usualRetries: Retries = { baseBackoffMs: 5, maxBackoffMs: 1_000_000, most: Number.POSITIVE_INFINITY };

/**
 * The objects that a controller must look at again, each once however often it was named (client-go's work queue).
 * A key is whatever the controller knows its objects by: `namespace/name`, or a uid.
 */
export class WorkQueue {
  readonly #timeline: Timers;
  readonly #latencyMs: number;
  readonly #sync: (key: string) => SyncResult;
  readonly #retries: Retries;
  readonly #waiting = new Set<string>();
  readonly #later = new Map<string, { readonly dueMs: number; readonly timer: Timer }>();
  readonly #failures = new Map<string, number>();

  /** `latencyMs`: how long a change takes to reach the controller, and the controller to take it up. */
  constructor(timeline: Timers, latencyMs: number, sync: (key: string) => SyncResult, retries: Retries = usualRetries) {
    this.#retries = retries;
    this.#timeline = timeline;
    this.#latencyMs = latencyMs;
    this.#sync = sync;
  }

  /** The object is looked at soon. */
  add(key: string): void {
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    this.#timeline.after(this.#latencyMs, () => {
      this.#waiting.delete(key);
      this.#run(key);
    });
  }

  /**
   * The object is looked at after a while, or before where that was asked for already. `work` is a change that is sure to
   * come, such as a Pod's becoming available; a `deadline` is only watched for.
   */
  addAfter(key: string, delayMs: number, kind: 'work' | 'deadline'): void {
    const dueMs = this.#timeline.nowMs + Math.max(0, Math.ceil(delayMs));
    const known = this.#later.get(key);
    if (known && known.dueMs <= dueMs) return;
    known?.timer.cancel();
    const run = () => {
      this.#later.delete(key);
      this.add(key);
    };
    const waitMs = dueMs - this.#timeline.nowMs;
    const timer = kind === 'work' ? this.#timeline.after(waitMs, run) : this.#timeline.heartbeatAfter(waitMs, run);
    this.#later.set(key, { dueMs, timer });
  }

  #run(key: string): void {
    if (this.#sync(key) === 'done') {
      this.#failures.delete(key);
      return;
    }
    const { baseBackoffMs, maxBackoffMs, most } = this.#retries;
    const failures = this.#failures.get(key) ?? 0;
    if (failures >= most) {
      this.#failures.delete(key);
      return;
    }
    this.#failures.set(key, failures + 1);
    this.addAfter(key, Math.min(baseBackoffMs * 2 ** failures, maxBackoffMs), 'deadline');
  }
}
