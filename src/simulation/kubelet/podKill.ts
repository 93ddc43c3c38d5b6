import { type ContainerSlot, eventFieldPath } from './containerRecord.ts';
import type { PodContext } from './podContext.ts';
import { terminationOrder } from './terminationOrder.ts';

/** However late a container's turn comes, it is left this long between SIGTERM and SIGKILL (kubelet's minimum). */
const minimumGraceMs = 2_000;

/**
 * Ends all running containers of a Pod: SIGTERM to the regular ones at once and to each native sidecar when its turn
 * has come, SIGKILL when the grace period is over
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination).
 */
export class PodKill {
  readonly #context: PodContext;
  #done: () => void;
  readonly #signalled = new Set<ContainerSlot>();
  #deadlineMs: number;
  #ended = false;

  constructor(context: PodContext, graceMs: number, done: () => void) {
    this.#context = context;
    this.#done = done;
    this.#deadlineMs = context.node.nowMs() + graceMs;
    for (const slot of this.#running()) {
      context.node.events.record(context.pod, {
        type: 'Normal',
        reason: 'Killing',
        message: `Stopping container ${slot.name}`,
        fieldPath: eventFieldPath(slot),
      });
    }
    this.#watchDeadline();
    // Never from within the caller: an empty Pod is done in its own moment.
    context.node.timeline.after(0, () => this.proceed());
  }

  /** The end has become another one: an earlier deadline, something else to do afterwards. */
  redirect(graceMs: number, done: () => void): void {
    this.#done = done;
    const deadlineMs = this.#context.node.nowMs() + graceMs;
    if (deadlineMs >= this.#deadlineMs) return;
    this.#deadlineMs = deadlineMs;
    for (const slot of this.#signalled) this.#killAfterGrace(slot);
    this.#watchDeadline();
  }

  /** To be called when a container has exited: the next one's turn may have come. */
  proceed(): void {
    if (this.#ended) return;
    const running = this.#running();
    if (running.length === 0) {
      this.#ended = true;
      this.#done();
      return;
    }
    const order = terminationOrder(this.#context.pod.spec, new Set(running.map(({ name }) => name)));
    const late = this.#context.node.nowMs() >= this.#deadlineMs;
    for (const slot of running) {
      if (this.#signalled.has(slot) || (order.has(slot.name) && !late)) continue;
      this.#signalled.add(slot);
      slot.newest?.running?.signal('SIGTERM');
      this.#killAfterGrace(slot);
    }
  }

  #killAfterGrace(slot: ContainerSlot): void {
    const { node } = this.#context;
    const remainingMs = Math.max(minimumGraceMs, this.#deadlineMs - node.nowMs());
    const life = slot.newest;
    node.timeline.after(remainingMs, () => {
      if (slot.newest === life && slot.isRunning) life?.running?.signal('SIGKILL');
    });
  }

  #watchDeadline(): void {
    const { node } = this.#context;
    node.timeline.after(Math.max(0, this.#deadlineMs - node.nowMs()), () => this.proceed());
  }

  #running(): ContainerSlot[] {
    return this.#context.slots.filter((slot) => slot.isRunning);
  }
}
