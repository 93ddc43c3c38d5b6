/** The bandwidth controller's period, milliseconds (`cpu.cfs_period_us`; what the kubelet sets unless it is told otherwise). */
export const cpuPeriodMs = 100;

/** Rounding must not leave work a nanosecond short. */
const epsilonMs = 1e-6;

/**
 * What a CPU limit allows and when: in each period of 100 ms the container may use so much processor time as fast as it likes; then it
 * stands still until the next one (https://docs.kernel.org/scheduler/sched-bwc.html). Periods are counted from the container's
 * beginning. All times are milliseconds; those between two whole ones are exact.
 */
export class CpuQuota {
  readonly #beginMs: number;
  #quotaMs: number;
  #period = 0;
  /** Used in the current period, with what was used too much before. */
  #usedMs = 0;
  #throttledPeriods = 0;
  #lastThrottled = -1;
  #throttledMs = 0;

  constructor(beginMs: number, limitCores: number | undefined) {
    this.#beginMs = beginMs;
    this.#quotaMs = quotaOf(limitCores);
  }

  /** How long there was more to do than the limit allowed, milliseconds. */
  get throttledMs(): number {
    return this.#throttledMs;
  }

  /** In how many periods the quota was used up. */
  get throttledPeriods(): number {
    return this.#throttledPeriods;
  }

  resize(nowMs: number, limitCores: number | undefined): void {
    this.#enter(nowMs);
    this.#quotaMs = quotaOf(limitCores);
  }

  /** Processor time that may still be used in this period; less than nothing where too much was. */
  leftMs(nowMs: number): number {
    this.#enter(nowMs);
    return this.#quotaMs - this.#usedMs;
  }

  /** When the next period begins. */
  nextPeriodMs(nowMs: number): number {
    return this.#beginMs + (Math.floor((nowMs - this.#beginMs) / cpuPeriodMs) + 1) * cpuPeriodMs;
  }

  /** Uses processor time in an instant. */
  spend(nowMs: number, cpuMs: number): void {
    this.#enter(nowMs);
    this.#usedMs += cpuMs;
  }

  /** Works from one moment to another on so many cores, where the quota lets it: the processor time that was had. */
  advance(fromMs: number, toMs: number, cores: number): number {
    if (cores <= 0 || toMs <= fromMs) return 0;
    if (this.#quotaMs === Number.POSITIVE_INFINITY) return cores * (toMs - fromMs);
    let had = 0;
    let atMs = fromMs;
    while (atMs < toMs) {
      const inPeriod = this.leftMs(atMs);
      const endMs = this.nextPeriodMs(atMs);
      const whole = Math.floor((toMs - atMs) / cpuPeriodMs);
      if (this.#usedMs === 0 && whole > 1 && endMs - atMs === cpuPeriodMs) {
        // One period like the other.
        had += whole * this.#use(Math.min(cores * cpuPeriodMs, this.#quotaMs), cores * cpuPeriodMs, cores, whole);
        atMs += whole * cpuPeriodMs;
        continue;
      }
      const untilMs = Math.min(toMs, endMs);
      const wanted = cores * (untilMs - atMs);
      had += this.#use(Math.min(wanted, Math.max(0, inPeriod)), wanted, cores, 1);
      atMs = untilMs;
    }
    return had;
  }

  /** When so much processor time will have been had by work on so many cores. */
  whenDone(fromMs: number, cpuMs: number, cores: number): number {
    if (this.#quotaMs === Number.POSITIVE_INFINITY) return fromMs + cpuMs / cores;
    let atMs = fromMs;
    let rest = cpuMs;
    // What was used too much is paid in the next periods.
    let used = this.#quotaMs - this.leftMs(fromMs);
    for (;;) {
      const endMs = this.nextPeriodMs(atMs);
      const had = Math.min(cores * (endMs - atMs), Math.max(0, this.#quotaMs - used));
      if (rest <= had + epsilonMs) return atMs + rest / cores;
      rest -= had;
      used = Math.max(0, used + had - this.#quotaMs);
      atMs = endMs;
      if (used === 0) break;
    }
    const each = Math.min(cores * cpuPeriodMs, this.#quotaMs);
    const whole = Math.max(0, Math.ceil((rest - epsilonMs) / each) - 1);
    return atMs + whole * cpuPeriodMs + (rest - whole * each) / cores;
  }

  #use(hadMs: number, wantedMs: number, cores: number, periods: number): number {
    this.#usedMs += hadMs;
    if (hadMs < wantedMs - epsilonMs) {
      this.#throttledMs += ((wantedMs - hadMs) / cores) * periods;
      if (this.#lastThrottled !== this.#period) this.#throttledPeriods += periods;
      this.#lastThrottled = this.#period;
    }
    return hadMs;
  }

  #enter(nowMs: number): void {
    const period = Math.floor((nowMs - this.#beginMs) / cpuPeriodMs);
    if (period === this.#period) return;
    const passed = period - this.#period;
    this.#usedMs = this.#quotaMs === Number.POSITIVE_INFINITY ? 0 : Math.max(0, this.#usedMs - passed * this.#quotaMs);
    this.#period = period;
  }
}

function quotaOf(limitCores: number | undefined): number {
  return limitCores === undefined ? Number.POSITIVE_INFINITY : Math.max(limitCores * cpuPeriodMs, 1);
}
