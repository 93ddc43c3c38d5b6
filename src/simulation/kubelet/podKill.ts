import type { Timer } from '../timeline.ts';
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
  #deadlineTimer: Timer | undefined;
  #ended = false;

  constructor(context: PodContext, graceMs: number, done: () => void) {
    this.#context = context;
    this.#done = done;
    this.#deadlineMs = context.node.nowMs() + graceMs;
    for (const slot of this.#running()) recordKilling(context, slot, `Stopping container ${slot.name}`);
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
      this.#deadlineTimer?.cancel();
      this.#done();
      return;
    }
    const order = terminationOrder(this.#context.pod.spec, new Set(running.map(({ name }) => name)));
    const late = this.#context.node.nowMs() >= this.#deadlineMs;
    for (const slot of running) {
      if (this.#signalled.has(slot) || (order.has(slot.name) && !late)) continue;
      this.#signalled.add(slot);
      askToEnd(slot);
      this.#killAfterGrace(slot);
    }
  }

  #killAfterGrace(slot: ContainerSlot): void {
    const remainingMs = Math.max(minimumGraceMs, this.#deadlineMs - this.#context.node.nowMs());
    killLater(this.#context, slot, remainingMs);
  }

  #watchDeadline(): void {
    const { node } = this.#context;
    const remainingMs = Math.max(0, this.#deadlineMs - node.nowMs());
    this.#deadlineTimer?.cancel();
    this.#deadlineTimer = node.timeline.after(remainingMs, () => this.proceed());
  }

  #running(): ContainerSlot[] {
    return this.#context.slots.filter((slot) => slot.isRunning);
  }
}

/** Ends one container, which the kubelet will start again: SIGTERM now, SIGKILL after the grace period. */
export function stopContainer(context: PodContext, slot: ContainerSlot, message: string, graceMs: number): void {
  if (slot.stopping === slot.newest) return;
  slot.stopping = slot.newest;
  recordKilling(context, slot, message);
  askToEnd(slot);
  killLater(context, slot, Math.max(minimumGraceMs, graceMs));
}

function killLater({ node }: PodContext, slot: ContainerSlot, delayMs: number): void {
  const life = slot.newest;
  if (!life) return;
  life.killTimer?.cancel();
  life.killTimer = node.timeline.after(delayMs, () => life.running?.signal('SIGKILL'));
}

function recordKilling({ node, pod }: PodContext, slot: ContainerSlot, message: string): void {
  node.events.record(pod, { type: 'Normal', reason: 'Killing', message, fieldPath: eventFieldPath(slot) });
}

/** With the signal that the image asks for: SIGTERM, most often. */
function askToEnd({ newest }: ContainerSlot): void {
  if (newest?.running) newest.running.signal(newest.running.stopSignal);
}
