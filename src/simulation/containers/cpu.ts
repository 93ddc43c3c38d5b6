import type { Timer, Timers } from '../timeline.ts';
import { CpuQuota } from './cpuQuota.ts';
import { fairShares } from './fairShares.ts';
import { SteadyWork } from './steadyWork.ts';

/** The processors of a Node, shared by its containers by weight (cgroup v2 `cpu.weight`) where they are not enough. */
export class NodeCpu {
  readonly #timeline: Timers;
  readonly cores: number;
  readonly #busy = new Set<ContainerCpu>();
  #isCrowded = false;
  #usedMs = 0;

  constructor(timeline: Timers, cores: number) {
    this.#timeline = timeline;
    this.cores = cores;
  }

  container(limits: CpuLimits): ContainerCpu {
    return new ContainerCpu(this.#timeline, limits, this.cores, {
      onDemand: (changed) => this.#share(changed),
      onUse: (ms) => {
        this.#usedMs += ms;
      },
    });
  }

  /** Processor time that its containers have used, those that are gone included; milliseconds. */
  get usedMs(): number {
    for (const container of this.#busy) container.bringUpToDate();
    return this.#usedMs;
  }

  /** The demand of one container has changed: gives each its part. */
  #share(changed: ContainerCpu): void {
    if (changed.demand > 0) this.#busy.add(changed);
    else this.#busy.delete(changed);
    let total = 0;
    for (const container of this.#busy) total += container.demand;
    const isCrowded = total > this.cores;
    if (!isCrowded && !this.#isCrowded) {
      changed.give(changed.demand);
      return;
    }
    this.#isCrowded = isCrowded;
    if (changed.demand === 0) changed.give(0);
    const busy = [...this.#busy];
    const parts = fairShares(
      busy.map(({ demand, weight }) => ({ wanted: demand, weight })),
      this.cores,
    );
    for (const [index, container] of busy.entries()) container.give(parts[index] as number);
  }
}

/** What bounds a container's processor time. */
export interface CpuLimits {
  /** From `resources.requests.cpu`: its weight where the Node is crowded, in cores. */
  readonly requestCores: number;
  /** From `resources.limits.cpu`, in cores. */
  readonly limitCores: number | undefined;
}

/** Even a container without a request gets something (`cpu.shares` of at least 2, out of 1024 for a core). */
const smallestWeight = 2 / 1024;

/** What a container's account tells its Node. */
interface CpuListener {
  /** Its work wants more or less than before. */
  onDemand(changed: ContainerCpu): void;
  /** It has used so much more, milliseconds. */
  onUse(ms: number): void;
}

interface Job {
  /** The progress at which it is done. */
  readonly finishAt: number;
  readonly done: () => void;
}

/** Rounding must not leave a job a nanosecond short. */
const epsilonMs = 1e-6;

/**
 * The processor time of one container. Work that is going on shares what the container gets, a core each at most; a CPU limit lets it
 * run at full speed until the quota of a period is used up (`CpuQuota`). Work of less than a millisecond is done at once while there is
 * room for it: time has whole milliseconds here, and no more than one of them fits into one.
 */
export class ContainerCpu {
  readonly #timeline: Timers;
  readonly #listener: CpuListener;
  /** How many the Node has: what programs count. */
  readonly nodeCores: number;
  readonly #quota: CpuQuota;
  #limits: CpuLimits;
  readonly #jobs = new Set<Job>();
  /** Jobs whose time was over between two whole milliseconds, until they are told. */
  #finished: Job[] = [];
  readonly #steady = new Set<SteadyWork>();
  #steadyCores = 0;
  /** Cores while it runs, of which each job has so much. */
  #rate = 0;
  #jobRate = 0;
  /** Of the Node, for it. */
  #cores = 0;
  /** When the next job is done if nothing changes. */
  #finishMs = Number.POSITIVE_INFINITY;
  #nextFinishAt = 0;
  /** How much each job has got since the container began, in milliseconds of processor time. */
  #progressMs = 0;
  #atMs = 0;
  #usedMs = 0;
  /** What was done at once and fills the time up to this moment. */
  #aheadUntilMs = 0;
  #timer: Timer | undefined;

  constructor(timeline: Timers, limits: CpuLimits, nodeCores: number, listener: CpuListener) {
    this.#timeline = timeline;
    this.#limits = limits;
    this.nodeCores = nodeCores;
    this.#listener = listener;
    this.#quota = new CpuQuota(timeline.nowMs, limits.limitCores);
    this.#atMs = timeline.nowMs;
  }

  get limits(): CpuLimits {
    return this.#limits;
  }

  get weight(): number {
    return Math.max(smallestWeight, this.#limits.requestCores);
  }

  /** Cores that its work would use now in the long run, its limit considered. */
  get demand(): number {
    const wanted = this.#jobs.size + this.#steadyCores;
    return Math.min(wanted, this.#limits.limitCores ?? wanted);
  }

  /** Processor time used since the container began, milliseconds. One that rests, as many do, has nothing to catch up with. */
  get usedMs(): number {
    if (this.#rate > 0) this.bringUpToDate();
    return this.#usedMs;
  }

  /** How long the container had more to do than its limit allows, milliseconds. */
  get throttledMs(): number {
    this.bringUpToDate();
    return this.#quota.throttledMs;
  }

  /** In how many periods its quota was used up. */
  get throttledPeriods(): number {
    this.bringUpToDate();
    return this.#quota.throttledPeriods;
  }

  /** How long its processes stand still because more was used than this period allows, milliseconds. */
  get standsStillMs(): number {
    if (this.#limits.limitCores === undefined) return 0;
    this.bringUpToDate();
    const { nowMs } = this.#timeline;
    return this.#quota.leftMs(nowMs) > 0 ? 0 : this.#quota.nextPeriodMs(nowMs) - nowMs;
  }

  /** Counts processor time that passed in an instant. */
  charge(micros: number): void {
    this.#quota.spend(this.#timeline.nowMs, micros / 1000);
    this.#use(micros / 1000);
  }

  /** Does a little work at once where it and what was done at once before fit into this millisecond; else nothing, and says so. */
  workAtOnce(cpuMs: number): boolean {
    if (cpuMs >= 1) return false;
    const { nowMs } = this.#timeline;
    if (Math.max(0, this.#aheadUntilMs - nowMs) + cpuMs >= 1) return false;
    this.bringUpToDate();
    if (this.nodeCores - this.#jobs.size - this.#steadyCores < 1 || this.#quota.leftMs(nowMs) < cpuMs) return false;
    this.#aheadUntilMs = Math.max(this.#aheadUntilMs, nowMs) + cpuMs;
    this.charge(cpuMs * 1000);
    return true;
  }

  /** Does so much work, in milliseconds of processor time, and then calls `done`; returns the way to break it off. */
  work(cpuMs: number, done: () => void): () => void {
    this.bringUpToDate();
    const job: Job = { finishAt: this.#progressMs + cpuMs, done };
    this.#jobs.add(job);
    this.#listener.onDemand(this);
    return () => {
      this.bringUpToDate();
      this.#finished = this.#finished.filter((each) => each !== job);
      if (this.#jobs.delete(job)) this.#listener.onDemand(this);
    };
  }

  /** Begins work that goes on until it is ended; it wants nothing yet. */
  steadyWork(): SteadyWork {
    const work = new SteadyWork({
      bringUpToDate: () => this.bringUpToDate(),
      changed: () => {
        if (work.isOver) this.#steady.delete(work);
        this.#steadyCores = 0;
        for (const { wantedCores } of this.#steady) this.#steadyCores += wantedCores;
        this.#listener.onDemand(this);
      },
    });
    this.#steady.add(work);
    return work;
  }

  /** The Pod's resources were changed in place. */
  resize(limits: CpuLimits): void {
    this.bringUpToDate();
    this.#limits = limits;
    this.#quota.resize(this.#timeline.nowMs, limits.limitCores);
    this.#listener.onDemand(this);
  }

  /** The Node gives the container so many cores from now on: its demand, or its part where the Node is crowded. */
  give(cores: number): void {
    this.bringUpToDate();
    this.#plan(cores < this.demand ? cores : this.nodeCores);
    this.#timer?.cancel();
    // Jobs may have come to their end on the way here: they must still be told.
    const finishMs = this.#finished.length > 0 ? this.#timeline.nowMs : this.#finishMs;
    const inMs = Math.max(0, Math.ceil(finishMs - this.#timeline.nowMs - epsilonMs));
    this.#timer = Number.isFinite(finishMs) ? this.#timeline.heartbeatAfter(inMs, () => this.#finish()) : undefined;
  }

  /** Brings the account up to now. */
  bringUpToDate(): void {
    const { nowMs } = this.#timeline;
    while (this.#atMs < nowMs) {
      const untilMs = Math.max(this.#atMs, Math.min(nowMs, this.#finishMs));
      const hadMs = this.#quota.advance(this.#atMs, untilMs, this.#rate);
      this.#atMs = untilMs;
      if (hadMs > 0) {
        this.#use(hadMs);
        this.#progressMs += (hadMs * this.#jobRate) / this.#rate;
        for (const steady of this.#steady) steady.add((hadMs * steady.rate) / this.#rate);
      }
      if (untilMs < this.#finishMs) continue;
      this.#progressMs = Math.max(this.#progressMs, this.#nextFinishAt);
      this.#takeFinished();
      this.#plan(this.#cores);
    }
  }

  #takeFinished(): void {
    for (const job of this.#jobs) {
      if (job.finishAt > this.#progressMs + epsilonMs) continue;
      this.#jobs.delete(job);
      this.#finished.push(job);
    }
  }

  /** Shares so many cores between all that goes on, and finds out when the next job will be done. */
  #plan(cores: number): void {
    this.#cores = cores;
    const jobs = this.#jobs.size;
    const wanted = jobs + this.#steadyCores;
    if (wanted <= cores || this.#steady.size === 0) {
      const part = wanted <= cores ? 1 : cores / jobs;
      this.#jobRate = part;
      for (const steady of this.#steady) steady.rate = steady.wantedCores;
      this.#rate = jobs * part + this.#steadyCores;
    } else {
      const steady = [...this.#steady];
      const shares = fairShares(
        [{ wanted: jobs, weight: jobs }, ...steady.map((each) => ({ wanted: each.wantedCores, weight: each.threads }))],
        cores,
      );
      this.#rate = shares.reduce((sum, share) => sum + share, 0);
      this.#jobRate = jobs === 0 ? 0 : (shares[0] as number) / jobs;
      for (const [index, each] of steady.entries()) each.rate = shares[index + 1] as number;
    }
    this.#finishMs = Number.POSITIVE_INFINITY;
    if (jobs === 0 || this.#jobRate <= 0) return;
    let next = Number.POSITIVE_INFINITY;
    for (const { finishAt } of this.#jobs) next = Math.min(next, finishAt);
    this.#nextFinishAt = next;
    const neededMs = (Math.max(0, next - this.#progressMs) * this.#rate) / this.#jobRate;
    this.#finishMs = this.#quota.whenDone(this.#atMs, neededMs, this.#rate);
  }

  #use(ms: number): void {
    this.#usedMs += ms;
    this.#listener.onUse(ms);
  }

  #finish(): void {
    this.bringUpToDate();
    this.#takeFinished();
    const finished = this.#finished;
    this.#finished = [];
    this.#listener.onDemand(this);
    for (const job of finished) job.done();
  }
}
