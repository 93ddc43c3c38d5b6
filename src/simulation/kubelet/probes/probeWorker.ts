import type { Probe } from '../../../api/generated/objects.ts';
import type { Timer } from '../../timeline.ts';
import { type ContainerRecord, type ContainerSlot, eventFieldPath } from '../containerRecord.ts';
import type { ProbeVerdict } from '../podActions.ts';
import type { PodContext } from '../podContext.ts';
import type { ProbeOutcome } from './probeOutcome.ts';
import { runProbe } from './runProbe.ts';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** What the kubelet last reported of a container. */
export interface ReportedLife {
  readonly record: ContainerRecord;
  readonly state: 'running' | 'started' | 'notRunning';
}

const titles = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const;

/**
 * Probes one container in one way for as long as the Pod lives: at each tick of its period, and at once where it is
 * triggered. Its ticks begin when the Pod's containers are about to be made, so that they do not depend on when the
 * container starts; no timer is set while there is nothing to probe. The last verdict stands in the record of the
 * container's life.
 */
export class ProbeWorker {
  readonly #context: PodContext;
  readonly #slot: ContainerSlot;
  readonly #kind: ProbeKind;
  readonly #probe: Probe;
  readonly #onVerdict: () => void;
  readonly #periodMs: number;
  readonly #firstTickMs: number;
  /** One of the ticks, of the timeline's milliseconds. */
  #tickMs: number;
  #timer: Timer | undefined;
  #life: ReportedLife | undefined;
  /** Breaks off the probe that is under way. */
  #stopProbe: (() => void) | undefined;
  /** A tick or a trigger that came while a probe was under way. */
  #probeAgain = false;
  /** Waits for the container's next life. */
  #onHold = false;
  #isStopped = false;
  #last: 'success' | 'failure' | undefined;
  #lastCount = 0;

  constructor(
    context: PodContext,
    slot: ContainerSlot,
    how: { readonly kind: ProbeKind; readonly probe: Probe; readonly firstTickMs: number },
    onVerdict: () => void,
  ) {
    this.#context = context;
    this.#slot = slot;
    this.#kind = how.kind;
    this.#probe = how.probe;
    this.#onVerdict = onVerdict;
    this.#periodMs = (how.probe.periodSeconds ?? 10) * 1000;
    this.#firstTickMs = how.firstTickMs;
    this.#tickMs = how.firstTickMs;
  }

  /** The verdict on the container's present life; none before the first. */
  get verdict(): ProbeVerdict | undefined {
    return this.#slot.newest?.verdicts[this.#kind];
  }

  /** A status of the container was reported: probing begins, goes on or rests. */
  reported(life: ReportedLife | undefined): void {
    if (life?.record !== this.#life?.record) this.#onHold = false;
    this.#life = life;
    if (this.#isWanted) {
      if (!this.#timer && !this.#stopProbe) this.#setTimer();
    } else this.#rest();
  }

  /** Probes at once; the next tick comes one period later. */
  trigger(): void {
    const { timeline } = this.#context.node;
    // Before the first tick the kubelet's worker has not begun to listen.
    if (timeline.nowMs < this.#firstTickMs) return;
    this.#tickMs = timeline.nowMs;
    if (this.#stopProbe) this.#probeAgain = true;
    else this.#setTimer();
  }

  stop(): void {
    this.#isStopped = true;
    this.#rest();
    this.#stopProbe?.();
    this.#stopProbe = undefined;
  }

  /** Liveness and readiness wait for the container to have started, and the startup probe ends with that. */
  get #isWanted(): boolean {
    if (this.#isStopped || this.#onHold) return false;
    return this.#life?.state === (this.#kind === 'startup' ? 'running' : 'started');
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#probeAgain = false;
  }

  #setTimer(): void {
    const { timeline } = this.#context.node;
    this.#timer?.cancel();
    this.#timer = timeline.heartbeatAfter(this.#nextTickMs(timeline.nowMs) - timeline.nowMs, () => {
      this.#timer = undefined;
      this.#tickMs = timeline.nowMs;
      this.#run();
    });
  }

  /** The first tick, from now on, after the initial delay. That counts from the whole second of the start. */
  #nextTickMs(nowMs: number): number {
    const { node } = this.#context;
    const startedMs = Math.floor((this.#life?.record.startedAtMs ?? 0) / 1000) * 1000;
    const delayEndMs = startedMs + (this.#probe.initialDelaySeconds ?? 0) * 1000 - (node.nowMs() - nowMs);
    const earliestMs = Math.max(nowMs, delayEndMs);
    if (earliestMs <= this.#tickMs) return this.#tickMs;
    return this.#tickMs + Math.ceil((earliestMs - this.#tickMs) / this.#periodMs) * this.#periodMs;
  }

  #run(): void {
    const running = this.#life?.record.running;
    if (!running) return;
    const beganMs = this.#context.node.timeline.nowMs;
    const record = this.#life?.record;
    this.#stopProbe = runProbe(this.#context, this.#slot, this.#probe, running, (outcome) => {
      this.#stopProbe = undefined;
      if (this.#isStopped) return;
      this.#tell(outcome);
      if (record && record === this.#life?.record && this.#isWanted) this.#take(outcome, record);
      if (!this.#isWanted) return;
      // Of the ticks that passed meanwhile one is made up for.
      const { nowMs } = this.#context.node.timeline;
      if (nowMs - beganMs >= this.#periodMs) {
        this.#tickMs += Math.floor((nowMs - this.#tickMs) / this.#periodMs) * this.#periodMs;
        this.#probeAgain = true;
      }
      if (this.#probeAgain) this.#runSoon();
      else this.#afterThisTick();
    });
  }

  #runSoon(): void {
    this.#probeAgain = false;
    this.#timer?.cancel();
    this.#timer = this.#context.node.timeline.heartbeatAfter(0, () => {
      this.#timer = undefined;
      this.#run();
    });
  }

  #afterThisTick(): void {
    this.#tickMs += this.#periodMs;
    this.#setTimer();
  }

  #tell({ result, output }: ProbeOutcome): void {
    if (result === 'success') return;
    const { node, pod } = this.#context;
    const said =
      result === 'failure' ? 'failed' : result === 'warning' ? 'warning' : 'errored and resulted in unknown state';
    node.events.record(pod, {
      type: 'Warning',
      reason: result === 'warning' ? 'ProbeWarning' : 'Unhealthy',
      message: `${titles[this.#kind]} probe ${said}: ${output}`,
      fieldPath: eventFieldPath(this.#slot),
    });
  }

  #take({ result }: ProbeOutcome, record: ContainerRecord): void {
    if (result === 'error') return;
    const verdict = result === 'failure' ? 'failure' : 'success';
    this.#lastCount = verdict === this.#last ? this.#lastCount + 1 : 1;
    this.#last = verdict;
    const { failureThreshold = 3, successThreshold = 1 } = this.#probe;
    if (this.#lastCount < (verdict === 'failure' ? failureThreshold : successThreshold)) return;
    // The container will be restarted, or has started: this probe is done until its next life.
    if (this.#kind === 'startup' || (this.#kind === 'liveness' && verdict === 'failure')) {
      this.#onHold = true;
      this.#lastCount = 0;
    }
    if (record.verdicts[this.#kind] === verdict) return;
    record.verdicts[this.#kind] = verdict;
    if (this.#kind !== 'liveness' || verdict === 'failure') this.#onVerdict();
  }
}
