import { ContainerKill } from './containerKill.ts';
import type { ContainerSlot } from './containerRecord.ts';
import type { PodContext } from './podContext.ts';
import { terminationOrder } from './terminationOrder.ts';

/**
 * Ends all running containers of a Pod: the regular ones at once, each native sidecar when its turn has come
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination).
 */
export class PodKill {
  readonly #context: PodContext;
  #done: () => void;
  readonly #kills = new Map<ContainerSlot, ContainerKill>();
  #deadlineMs: number;
  #ended = false;

  constructor(context: PodContext, graceMs: number, done: () => void) {
    this.#context = context;
    this.#done = done;
    this.#deadlineMs = context.node.nowMs() + graceMs;
    const running = context.slots.filter((slot) => slot.isRunning);
    const order = this.#orderOf(running);
    for (const slot of running) {
      if (!slot.newest) continue;
      const message = `Stopping container ${slot.name}`;
      const turn = order.has(slot.name) ? 'inTurn' : 'now';
      this.#kills.set(slot, new ContainerKill(context, slot, slot.newest, { message, graceMs, order: turn }));
    }
    // Never from within the caller: an empty Pod is done in its own moment.
    context.node.timeline.after(0, () => this.proceed());
  }

  /** The end has become another one: an earlier deadline, something else to do afterwards. */
  redirect(graceMs: number, done: () => void): void {
    this.#done = done;
    const deadlineMs = this.#context.node.nowMs() + graceMs;
    if (deadlineMs >= this.#deadlineMs) return;
    this.#deadlineMs = deadlineMs;
    for (const [slot, kill] of this.#kills) if (slot.isRunning) kill.shorten(graceMs);
  }

  /** To be called when a container has exited: the next one's turn may have come. */
  proceed(): void {
    if (this.#ended) return;
    const running: ContainerSlot[] = [];
    for (const [slot, kill] of this.#kills) {
      if (slot.isRunning) running.push(slot);
      else kill.stop();
    }
    if (running.length === 0) {
      this.#ended = true;
      this.#done();
      return;
    }
    const order = this.#orderOf(running);
    for (const slot of running) if (!order.has(slot.name)) this.#kills.get(slot)?.turnCame();
  }

  #orderOf(running: readonly ContainerSlot[]): ReadonlyMap<string, readonly string[]> {
    return terminationOrder(this.#context.pod.spec, new Set(running.map(({ name }) => name)));
  }
}
