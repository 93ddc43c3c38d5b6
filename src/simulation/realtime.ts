import type { HpaRecord } from '../api/autoscaling/hpaRecord.ts';
import type { AdvanceOptions, ClusterCondition, ClusterControl, ClusterTime } from '../api/control.ts';
import type { LoadSeries } from '../api/load.ts';
import type { RequestTrace, TrafficQuery } from '../api/traffic.ts';
import { invariant } from '../invariant.ts';
import type { Cluster } from './cluster.ts';
import { advancing, type Job, runningToChange, runningUntil, settling } from './realtimeJob.ts';

/** What the driver needs of the machine it runs on. */
export interface RealtimeHost {
  /** Any clock that never goes back, in milliseconds. */
  nowMs(): number;
  setTimer(delayMs: number, action: () => void): { cancel(): void };
  /** Takes the session back to that virtual time with a cluster made anew; see `ClusterControl.rewind`. */
  rewind?(elapsedMs: number, options: AdvanceOptions): Promise<boolean>;
  /** Told when the simulation broke; without it, the error goes to whoever ran the timer. */
  onError?(error: unknown): void;
}

/** One turn takes at most about this long, so that the editor stays awake. */
const turnBudgetMs = 8;
/** Between two turns of a long jump the host gets this long for itself. */
const restMs = 1;
/** At least so often the driver looks at the clock, so that the time shown goes on. */
const tickMs = 200;
/** What the cluster cannot make up for in this time of the wall clock is given up: the machine slept, or it is too slow. */
const maxLagMs = 1_000;

/** Lets virtual time follow the wall clock, and makes long jumps in turns of a few milliseconds. */
export class RealtimeDriver implements ClusterControl {
  readonly #cluster: Cluster;
  readonly #host: RealtimeHost;
  readonly #jobs: Job[] = [];
  readonly #listeners = new Set<(time: ClusterTime) => void>();
  readonly #stopListening: () => void;
  #speed = 1;
  #paused = false;
  #stopped = false;
  #timer: { cancel(): void } | undefined;
  /** Where virtual time and wall clock last met. */
  #virtualMs: number;
  #wallMs: number;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(cluster: Cluster, host: RealtimeHost) {
    this.#cluster = cluster;
    this.#host = host;
    this.#virtualMs = cluster.timeline.nowMs;
    this.#wallMs = host.nowMs();
    this.#stopListening = cluster.onInput(() => this.#onInput());
    this.#wakeIn(0);
  }

  time(): ClusterTime {
    const { timeline, nowMs } = this.#cluster;
    return { elapsedMs: timeline.nowMs, nowMs, paused: this.#paused, speed: this.#speed };
  }

  pause(): void {
    this.#paused = true;
    this.#changed();
  }

  resume(): void {
    this.#paused = false;
    this.#changed();
  }

  /** `Infinity` does work at once and otherwise follows the wall clock. */
  setSpeed(speed: number): void {
    invariant(speed > 0, `a speed of ${speed} leads nowhere`);
    this.#speed = speed;
    this.#changed();
  }

  traffic(query?: TrafficQuery): readonly RequestTrace[] {
    return this.#cluster.traffic(query);
  }

  loads(): readonly LoadSeries[] {
    return this.#cluster.loads();
  }

  hpaRecords(namespace: string, name: string): readonly HpaRecord[] {
    return this.#cluster.hpaRecords(namespace, name);
  }

  step(): boolean {
    const done = this.#cluster.step();
    this.#changed();
    return done;
  }

  advance(durationMs: number, options: AdvanceOptions = {}): Promise<boolean> {
    return this.#queue((resolve, reject) => advancing(this.#cluster, durationMs, { options, resolve, reject }));
  }

  settle(limitMs: number, options: AdvanceOptions = {}): Promise<boolean> {
    return this.#queue((resolve, reject) => settling(this.#cluster, limitMs, { options, resolve, reject }));
  }

  runToChange(limitMs: number, options: AdvanceOptions = {}): Promise<boolean> {
    return this.#queue((resolve, reject) => runningToChange(this.#cluster, limitMs, { options, resolve, reject }));
  }

  runUntil(condition: ClusterCondition, limitMs: number, options: AdvanceOptions = {}): Promise<boolean> {
    return this.#queue((resolve, reject) =>
      runningUntil(this.#cluster, condition, limitMs, { options, resolve, reject }),
    );
  }

  rewind(elapsedMs: number, options: AdvanceOptions = {}): Promise<boolean> {
    if (this.#stopped || !this.#host.rewind || !(elapsedMs >= 0)) return Promise.resolve(false);
    return this.#host.rewind(Math.min(elapsedMs, this.#cluster.timeline.nowMs), options);
  }

  setNodePower(node: string, power: 'on' | 'off'): boolean {
    return this.#cluster.setNodePower(node, power);
  }

  onTimeChange(listener: (time: ClusterTime) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets go of the host's clock for good; jumps that are under way end as cancelled. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#stopListening();
    for (const job of this.#jobs.splice(0)) job.cancel();
  }

  #queue(make: (resolve: (done: boolean) => void, reject: (error: unknown) => void) => Job): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) return resolve(false);
      this.#jobs.push(make(resolve, reject));
      this.#wakeIn(0);
    });
  }

  #turn(): void {
    const beginMs = this.#host.nowMs();
    const hasTime = () => this.#host.nowMs() - beginMs < turnBudgetMs;
    try {
      if (this.#jobs.length > 0) this.#runJob(hasTime);
      else if (!this.#paused) this.#follow(hasTime);
    } catch (error) {
      this.#broke(error);
      return;
    }
    this.#tell('sometimes');
  }

  #runJob(hasTime: () => boolean): void {
    const job = this.#jobs[0];
    if (job?.runSlice(hasTime) === 'done') this.#jobs.shift();
    this.#meet();
    this.#wakeIn(restMs);
  }

  #follow(hasTime: () => boolean): void {
    const { timeline } = this.#cluster;
    const targetMs = this.#targetMs();
    for (;;) {
      const nextMs = timeline.nextTimeMs();
      const workAtOnce = this.#speed === Number.POSITIVE_INFINITY && timeline.pendingWork > 0;
      if (nextMs === undefined || (nextMs > targetMs && !workAtOnce)) break;
      if (!hasTime()) {
        this.#wakeIn(restMs);
        return;
      }
      this.#cluster.step();
    }
    if (timeline.nowMs > targetMs) this.#meet();
    else this.#cluster.advanceTo(targetMs);
    const nextMs = timeline.nextTimeMs() ?? Number.POSITIVE_INFINITY;
    this.#wakeIn(Math.min(tickMs, Math.max(1, (nextMs - timeline.nowMs) / this.#rate())));
  }

  /** Where virtual time should stand by the wall clock; moves the meeting point where too much was missed. */
  #targetMs(): number {
    const wallMs = this.#host.nowMs();
    const wantedMs = this.#virtualMs + (wallMs - this.#wallMs) * this.#rate();
    const most = this.#cluster.timeline.nowMs + maxLagMs * this.#rate();
    if (wantedMs > most) {
      this.#virtualMs = most;
      this.#wallMs = wallMs;
    }
    return Math.max(this.#cluster.timeline.nowMs, Math.floor(Math.min(wantedMs, most)));
  }

  #rate(): number {
    return this.#speed === Number.POSITIVE_INFINITY ? 1 : this.#speed;
  }

  /** An input comes now, not when the last timer ran: bring time up to it, as far as no timer stands between. */
  #onInput(): void {
    if (!this.#paused && this.#jobs.length === 0) {
      const { timeline } = this.#cluster;
      const nextMs = timeline.nextTimeMs() ?? Number.POSITIVE_INFINITY;
      timeline.moveTo(Math.min(this.#targetMs(), nextMs));
    }
    this.#wakeIn(0);
  }

  #changed(): void {
    this.#meet();
    this.#tell('now');
    this.#wakeIn(0);
  }

  #meet(): void {
    this.#virtualMs = this.#cluster.timeline.nowMs;
    this.#wallMs = this.#host.nowMs();
  }

  #wakeIn(delayMs: number): void {
    if (this.#stopped) return;
    this.#timer?.cancel();
    this.#timer = this.#host.setTimer(delayMs, () => this.#turn());
  }

  #tell(when: 'now' | 'sometimes'): void {
    const wallMs = this.#host.nowMs();
    if (when === 'sometimes' && wallMs - this.#toldAtMs < tickMs / 2) return;
    this.#toldAtMs = wallMs;
    const time = this.time();
    for (const listener of this.#listeners) listener(time);
  }

  #broke(error: unknown): void {
    this.#paused = true;
    const job = this.#jobs.shift();
    for (const other of this.#jobs.splice(0)) other.cancel();
    this.#tell('now');
    if (job) job.fail(error);
    else if (this.#host.onError) this.#host.onError(error);
    else throw error;
  }
}
