import type { Timer } from '../timeline.ts';
import type { PodContext } from './podContext.ts';

/** Watches how long a Pod may be active (`activeDeadlineSeconds`, which may be set and shortened while it runs). */
export class ActiveDeadline {
  readonly #context: PodContext;
  readonly #onExceeded: () => void;
  #timer: Timer | undefined;
  #seconds: number | undefined;

  constructor(context: PodContext, onExceeded: () => void) {
    this.#context = context;
    this.#onExceeded = onExceeded;
  }

  /** Takes the deadline of the Pod's newest version; it counts from the whole second of the start. */
  look(): void {
    const { node, pod, startTimeMs, eviction } = this.#context;
    const seconds = pod.spec?.activeDeadlineSeconds;
    if (seconds === this.#seconds || eviction) return;
    this.#seconds = seconds;
    this.#timer?.cancel();
    if (seconds === undefined) return;
    const endMs = Math.floor(startTimeMs / 1000) * 1000 + seconds * 1000;
    this.#timer = node.timeline.heartbeatAfter(Math.max(0, endMs - node.nowMs()), () => this.#exceeded());
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #exceeded(): void {
    const { node, pod } = this.#context;
    const reason = 'DeadlineExceeded';
    const message = 'Pod was active on the node longer than the specified deadline';
    this.#context.eviction = { reason, message };
    node.events.record(pod, { type: 'Normal', reason, message });
    this.#onExceeded();
  }
}
