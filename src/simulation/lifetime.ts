import type { Timer, Timers } from './timeline.ts';

/**
 * The timers of something that may end before its time, such as a Node that loses power: once it has ended, none of them
 * does anything any more.
 */
export class Lifetime implements Timers {
  readonly #timers: Timers;
  #hasEnded = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get nowMs(): number {
    return this.#timers.nowMs;
  }

  after(delayMs: number, action: () => void): Timer {
    return this.#timers.after(delayMs, this.#whileItLasts(action));
  }

  heartbeatAfter(delayMs: number, action: () => void): Timer {
    return this.#timers.heartbeatAfter(delayMs, this.#whileItLasts(action));
  }

  every(periodMs: number, action: () => void): Timer {
    const timer = this.#timers.every(periodMs, () => {
      if (this.#hasEnded) timer.cancel();
      else action();
    });
    return timer;
  }

  end(): void {
    this.#hasEnded = true;
  }

  #whileItLasts(action: () => void): () => void {
    return () => {
      if (!this.#hasEnded) action();
    };
  }
}
