import { invariant } from '../../invariant.ts';

/** So many deliveries may wait; more mean that the cluster tells more than anybody can take. */
const outboxLimit = 1_000_000;

/**
 * What the cluster has to tell to clients outside. It is told between two timers, never within one, so that what a
 * client does in answer comes at an exact point of virtual time and cannot change the order of timers.
 */
export class Outbox {
  #waiting: (() => void)[] = [];
  #flushing = false;

  /** Keeps a delivery until the next `flush`. */
  put(delivery: () => void): void {
    invariant(this.#waiting.length < outboxLimit, 'the outbox is full');
    this.#waiting.push(delivery);
  }

  /** Makes all deliveries, in order; also those that clients cause by what they do in answer. */
  flush(): void {
    if (this.#flushing || this.#waiting.length === 0) return;
    this.#flushing = true;
    let done = 0;
    try {
      for (; done < this.#waiting.length; done++) this.#waiting[done]?.();
    } finally {
      // A client that threw must not take the others' deliveries with it, nor get its own again.
      this.#waiting = this.#waiting.slice(done + 1);
      this.#flushing = false;
    }
  }
}
