import type { Timer, Timers } from '../timeline.ts';

/** The processors of a Node, shared by its containers by weight (cgroup v2 `cpu.weight`) where they are not enough. */
export class NodeCpu {
  readonly #timeline: Timers;
  readonly cores: number;
  readonly #busy = new Set<ContainerCpu>();
  #isCrowded = false;

  constructor(timeline: Timers, cores: number) {
    this.#timeline = timeline;
    this.cores = cores;
  }

  container(limits: CpuLimits): ContainerCpu {
    return new ContainerCpu(this.#timeline, limits, this.cores, (changed) => this.#share(changed));
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
    for (const [container, part] of fairParts(this.#busy, this.cores)) container.give(part);
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

/** Gives everyone its demand, or its fair part by weight where all together want more than there is. */
function fairParts(all: ReadonlySet<ContainerCpu>, cores: number): Map<ContainerCpu, number> {
  const parts = new Map<ContainerCpu, number>();
  let left = cores;
  let hungry = [...all];
  while (hungry.length > 0) {
    const weights = hungry.reduce((sum, { weight }) => sum + weight, 0);
    const satisfied = hungry.filter((container) => container.demand <= (left * container.weight) / weights);
    if (satisfied.length === 0) {
      for (const container of hungry) parts.set(container, (left * container.weight) / weights);
      break;
    }
    for (const container of satisfied) {
      parts.set(container, container.demand);
      left -= container.demand;
    }
    hungry = hungry.filter((container) => !parts.has(container));
  }
  return parts;
}

interface Job {
  readonly finishAt: number;
  readonly done: () => void;
}

/** Rounding must not leave a job a nanosecond short. */
const epsilonMs = 1e-6;

/**
 * The processor time of one container. Work that is going on shares what the container gets, a core each at most: a
 * CPU limit slows it down as the kernel's bandwidth controller does over its periods of 100 ms
 * (https://docs.kernel.org/scheduler/sched-bwc.html), only evenly.
 */
export class ContainerCpu {
  readonly #timeline: Timers;
  readonly #onDemand: (changed: ContainerCpu) => void;
  /** How many the Node has: what programs count. */
  readonly nodeCores: number;
  #limits: CpuLimits;
  readonly #jobs = new Set<Job>();
  /** Cores that the container gets now. */
  #givenCores = 0;
  /** How much each job has got since the container began, in milliseconds of processor time. */
  #progressMs = 0;
  #progressAtMs = 0;
  #usedMs = 0;
  #throttledMs = 0;
  #timer: Timer | undefined;

  constructor(timeline: Timers, limits: CpuLimits, nodeCores: number, onDemand: (changed: ContainerCpu) => void) {
    this.#timeline = timeline;
    this.#limits = limits;
    this.nodeCores = nodeCores;
    this.#onDemand = onDemand;
    this.#progressAtMs = timeline.nowMs;
  }

  get limits(): CpuLimits {
    return this.#limits;
  }

  get weight(): number {
    return Math.max(smallestWeight, this.#limits.requestCores);
  }

  /** Cores that its work would use now, its limit considered. */
  get demand(): number {
    return Math.min(this.#jobs.size, this.#limits.limitCores ?? this.#jobs.size);
  }

  /** Processor time used since the container began, milliseconds. */
  get usedMs(): number {
    this.#goOn();
    return this.#usedMs;
  }

  /** How long the container had more to do than its limit allows, milliseconds. */
  get throttledMs(): number {
    this.#goOn();
    return this.#throttledMs;
  }

  /** Counts processor time that passed in an instant. */
  charge(micros: number): void {
    this.#usedMs += micros / 1000;
  }

  /** Does so much work, in milliseconds of processor time, and then calls `done`; returns the way to break it off. */
  work(cpuMs: number, done: () => void): () => void {
    this.#goOn();
    const job: Job = { finishAt: this.#progressMs + cpuMs, done };
    this.#jobs.add(job);
    this.#onDemand(this);
    return () => {
      if (!this.#jobs.has(job)) return;
      this.#goOn();
      this.#jobs.delete(job);
      this.#onDemand(this);
    };
  }

  /** The Pod's resources were changed in place. */
  resize(limits: CpuLimits): void {
    this.#goOn();
    this.#limits = limits;
    this.#onDemand(this);
  }

  /** The Node gives the container so many cores from now on. */
  give(cores: number): void {
    this.#goOn();
    this.#givenCores = cores;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#jobs.size === 0 || cores <= 0) return;
    let next = Number.POSITIVE_INFINITY;
    for (const { finishAt } of this.#jobs) next = Math.min(next, finishAt);
    const rate = cores / this.#jobs.size;
    const inMs = Math.ceil(Math.max(0, next - this.#progressMs - epsilonMs) / rate);
    this.#timer = this.#timeline.heartbeatAfter(inMs, () => this.#finish());
  }

  #finish(): void {
    this.#goOn();
    const finished = [...this.#jobs].filter(({ finishAt }) => finishAt <= this.#progressMs + epsilonMs);
    for (const job of finished) this.#jobs.delete(job);
    this.#onDemand(this);
    for (const job of finished) job.done();
  }

  /** Brings the account up to now. */
  #goOn(): void {
    const elapsedMs = this.#timeline.nowMs - this.#progressAtMs;
    this.#progressAtMs = this.#timeline.nowMs;
    const jobs = this.#jobs.size;
    if (elapsedMs <= 0 || jobs === 0) return;
    this.#usedMs += this.#givenCores * elapsedMs;
    this.#progressMs += (this.#givenCores / jobs) * elapsedMs;
    const { limitCores } = this.#limits;
    if (limitCores !== undefined && jobs > limitCores) this.#throttledMs += elapsedMs;
  }
}
