import type { Timer } from '../timeline.ts';
import { type ContainerRecord, type ContainerSlot, eventFieldPath } from './containerRecord.ts';
import { runHook } from './hooks/runHook.ts';
import type { PodContext } from './podContext.ts';

/** However late a container is asked to end, it is left this long between its stop signal and SIGKILL (kubelet's minimum). */
const minimumGraceMs = 2_000;

/** How a container is ended. */
export interface KillOptions {
  /** What the Killing event says. */
  readonly message: string;
  readonly graceMs: number;
  /** A native sidecar waits until what it serves has ended. */
  readonly order: 'now' | 'inTurn';
}

/**
 * Ends one life of a container: its preStop hook, its turn, the stop signal, and SIGKILL when the grace period is over
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination). What hook and turn took is taken
 * from the grace period in whole seconds; a hook still running at its end is not waited for.
 */
export class ContainerKill {
  readonly #context: PodContext;
  readonly #slot: ContainerSlot;
  readonly #life: ContainerRecord;
  #graceMs: number;
  #isMyTurn: boolean;
  #phase: 'hook' | 'turn' | 'signalled' = 'hook';
  #phaseBeganMs: number;
  #timer: Timer | undefined;
  #stopHook: (() => void) | undefined;

  constructor(
    context: PodContext,
    slot: ContainerSlot,
    life: ContainerRecord,
    { message, graceMs, order }: KillOptions,
  ) {
    this.#context = context;
    this.#slot = slot;
    this.#life = life;
    this.#graceMs = graceMs;
    this.#isMyTurn = order === 'now';
    this.#phaseBeganMs = context.node.nowMs();
    const { node, pod } = context;
    node.events.record(pod, { type: 'Normal', reason: 'Killing', message, fieldPath: eventFieldPath(slot) });
    this.#preStop();
  }

  /** What it waited for has ended. */
  turnCame(): void {
    if (this.#isMyTurn) return;
    this.#isMyTurn = true;
    if (this.#phase === 'turn') this.#signal();
  }

  /** From now on it has only so long. */
  shorten(graceMs: number): void {
    if (this.#phase === 'signalled') this.#killAfter(graceMs);
    else {
      this.#graceMs = graceMs;
      this.#phaseBeganMs = this.#context.node.nowMs();
      this.#setTimer(graceMs);
    }
  }

  /** The container has exited, or another kill takes over. */
  stop(): void {
    this.#timer?.cancel();
    // Another kill begins the hook anew.
    if (this.#stopHook) this.#life.preStopBegun = false;
    this.#stopHook?.();
    this.#stopHook = undefined;
  }

  #preStop(): void {
    const { preStop } = this.#slot.spec.lifecycle ?? {};
    const { running } = this.#life;
    if (!preStop || !running || this.#graceMs <= 0 || this.#life.preStopBegun || this.#life.stopSignalled) {
      this.#awaitTurn();
      return;
    }
    this.#life.preStopBegun = true;
    const { node, pod } = this.#context;
    this.#stopHook = runHook(this.#context, this.#slot, running, preStop, (problem) => {
      this.#stopHook = undefined;
      if (problem !== undefined) {
        const fieldPath = eventFieldPath(this.#slot);
        node.events.record(pod, {
          type: 'Warning',
          reason: 'FailedPreStopHook',
          message: 'PreStopHook failed',
          fieldPath,
        });
      }
      if (this.#phase === 'hook') this.#awaitTurn();
    });
    this.#setTimer(this.#graceMs);
  }

  #awaitTurn(): void {
    this.#takeElapsed();
    this.#phase = 'turn';
    if (this.#isMyTurn || this.#graceMs <= 0) this.#signal();
    else this.#setTimer(this.#graceMs);
  }

  #signal(): void {
    this.#takeElapsed();
    this.#phase = 'signalled';
    this.#timer?.cancel();
    const { running } = this.#life;
    if (running && !this.#life.stopSignalled) {
      this.#life.stopSignalled = true;
      running.signal(running.stopSignal);
    }
    this.#killAfter(this.#graceMs);
  }

  #takeElapsed(): void {
    const nowMs = this.#context.node.nowMs();
    this.#graceMs = Math.max(0, this.#graceMs - Math.floor((nowMs - this.#phaseBeganMs) / 1000) * 1000);
    this.#phaseBeganMs = nowMs;
  }

  #setTimer(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#context.node.timeline.after(delayMs, () => {
      if (this.#phase === 'hook') this.#awaitTurn();
      else if (this.#phase === 'turn') this.#signal();
    });
  }

  #killAfter(graceMs: number): void {
    const life = this.#life;
    life.killTimer?.cancel();
    const delayMs = Math.max(minimumGraceMs, graceMs);
    life.killTimer = this.#context.node.timeline.after(delayMs, () => life.running?.signal('SIGKILL'));
  }
}
