import type { Random } from '../../random.ts';
import type { Timer } from '../../timeline.ts';
import type { Network } from '../network.ts';
import { type FlowBranch, leastLatencyMs } from './flowBranch.ts';
import { FlowBranches } from './flowBranches.ts';
import type { FlowOptions } from './flowOptions.ts';
import type { FlowSample, SampleOutcome } from './flowSample.ts';
import { coresOf, type FlowWork } from './flowServer.ts';
import { FreshConnections } from './freshConnections.ts';
import { type ConnectionListener, KeptConnections } from './keptConnections.ts';
import type { ServerOfLoad } from './loadSpan.ts';
import type { Sending } from './sending.ts';

/** Between two samples at least so much time passes, unless a server has never been seen. */
const sampleEveryMs = 1_000;
const maxSamples = 3;
/** When a server goes, what comes next happens within milliseconds: for some time flows are reckoned as often as this. */
const fineTickMs = 10;
const fineForMs = 1_500;

/** So many requests wait at a server. */
interface Waiting {
  readonly server: ServerOfLoad;
  readonly count: number;
}

/**
 * Requests in such numbers that they are not sent one by one: in each tick they are dealt to the servers as the proxy deals connections;
 * each server has a queue, which the processor time drains that its container gets for it. Now and then a request is sent for real, and
 * what it cost is what the others cost.
 */
export class Flow {
  readonly #network: Network;
  readonly #options: FlowOptions;
  readonly #tickMs: number;
  readonly #onEnd: () => void;
  readonly #branches: FlowBranches;
  readonly #sending: Sending;
  readonly #work: FlowWork;
  readonly #beginMs: number;
  /** What was told last, by the server's key. */
  #waiting: ReadonlyMap<string, Waiting> = new Map();
  #lastMs: number;
  #ratePerMs = 0;
  #scheduled = 0;
  #clientCpuMs = 0.05;
  #lastSampleMs = Number.NEGATIVE_INFINITY;
  #samples = 0;
  #fineUntilMs = Number.NEGATIVE_INFINITY;
  #fineTimer: Timer | undefined;
  #isStopping = false;
  #isOver = false;

  constructor(network: Network, random: Random, options: FlowOptions, tickMs: number, onEnd: () => void) {
    this.#network = network;
    this.#options = options;
    this.#tickMs = tickMs;
    this.#onEnd = onEnd;
    this.#beginMs = network.timeline.nowMs;
    this.#lastMs = this.#beginMs;
    const { listener, connections, keeps } = options;
    this.#branches = new FlowBranches(network, random, {
      ...options,
      roundTrips: keeps === 'connections' ? 1 : 2,
      onClosed: (branch) => this.#onClosed(branch),
      listener: {
        answered: (branch, latencyMs, count) => this.#answered(branch, latencyMs, count),
        failed: (branch, kind, latencyMs, count) => {
          branch.ending += count;
          listener.failed(kind, latencyMs, count, branch.server);
        },
      },
    });
    const connectionListener: ConnectionListener = {
      opened: (count) => listener.opened(count),
      refused: (count) => listener.failed('refused', leastLatencyMs, count, undefined),
    };
    const kind = keeps === 'connections' ? KeptConnections : FreshConnections;
    this.#sending = new kind(this.#branches, connections, connectionListener, this.#beginMs);
    this.#work = options.cpu.steadyWork();
  }

  /** Nothing is sent and nothing waits any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Lets the time up to now pass, and plans what comes until the next step. */
  step(): void {
    if (this.#isOver) return;
    const { nowMs } = this.#network.timeline;
    this.#settle(nowMs);
    const elapsedMs = nowMs - this.#beginMs;
    const { endsAfterMs, mostRequests } = this.#options;
    if (elapsedMs >= endsAfterMs) this.stop();
    else if (this.#scheduled >= mostRequests - 1e-9) this.#isStopping = true;
    this.#plan(nowMs);
    this.#branches.tidyUp(nowMs);
    if (this.#isStopping && this.#isDone()) this.end();
    else if (this.#isSampleDue(nowMs)) this.#options.listener.changed();
  }

  /** Sends nothing more but what is due; then it is over. */
  stop(): void {
    this.#isStopping = true;
    // Who has fallen behind gives up on the rest.
    if (this.#sending.due > this.#options.connections) this.#sending.dropDue();
  }

  /** Ends at once, whatever waits. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isStopping = true;
    this.#fineTimer?.cancel();
    this.#work.end();
    for (const branch of this.#branches.all) this.#branches.remove(branch);
    this.#tellWaiting();
    this.#onEnd();
    this.#options.listener.changed();
  }

  /** The next request that is to be sent for real, where it is time for one. */
  takeSample(): FlowSample | undefined {
    const { nowMs } = this.#network.timeline;
    const branch = this.#isSampleDue(nowMs) ? this.#leastKnown() : undefined;
    if (!branch) return undefined;
    this.#samples += 1;
    this.#lastSampleMs = nowMs;
    branch.sampledAtMs = nowMs;
    this.#sending.countExtra(branch);
    if (this.#options.keeps === 'nothing') this.#options.listener.opened(1);
    return { branch, target: this.#options.target, way: branch.way };
  }

  /** A sample has come back. */
  sampled({ branch }: FlowSample, outcome: SampleOutcome): void {
    this.#samples -= 1;
    this.#clientCpuMs = (this.#clientCpuMs + outcome.clientCpuMs) / 2;
    const { latencyMs, status, error, served } = outcome;
    const { listener, timeoutMs } = this.#options;
    if (error !== undefined) listener.failed(error, latencyMs, 1, branch.server);
    else listener.answered(Math.max(leastLatencyMs, latencyMs), 1, status ?? 0, branch.server);
    if (branch.isClosed) return;
    const perConnection = outcome.closes ? 1 : branch.perConnection;
    if (served) branch.profile = { ...served, status, perConnection };
    else if (error === 'reset') branch.profile = { ...branch.profile, status: undefined };
    // It has not answered though nobody else waited there: it answers nobody.
    else if (error === 'timeout' && branch.waiting < 1) branch.profile = { ...branch.profile, heldMs: timeoutMs };
    this.#branches.profile = branch.profile;
  }

  #settle(nowMs: number): void {
    const { late, listener, mostRequests } = this.#options;
    const dtMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const sent = this.#sending.settle(nowMs);
    if (dtMs > 0) {
      // What is planned may be more than can be sent: the client works for what it has sent.
      const cores = (sent / dtMs) * this.#clientCpuMs;
      this.#work.set(cores, Math.max(1, cores));
    }
    const offered = this.#ratePerMs === Number.POSITIVE_INFINITY ? sent : this.#ratePerMs * dtMs;
    this.#scheduled = Math.min(mostRequests, this.#scheduled + offered);
    listener.offered(offered);
    for (const branch of this.#branches.all) {
      if (!branch.isClosed || branch.isAlive) continue;
      this.#lose(branch);
      this.#sending.closed(branch);
      this.#branches.remove(branch);
    }
    this.#tellWaiting();
    if (late === 'dropped' && this.#sending.due > 1) {
      listener.failed('notSent', 0, this.#sending.dropDue(), undefined);
    }
  }

  #plan(nowMs: number): void {
    const { rateAt, mostRequests, cpu } = this.#options;
    const tickMs = nowMs < this.#fineUntilMs ? fineTickMs : this.#tickMs;
    const rate = this.#isStopping ? 0 : rateAt(nowMs - this.#beginMs + tickMs / 2) / 1000;
    const left = (mostRequests - this.#scheduled) / tickMs;
    this.#ratePerMs = Math.min(rate, left);
    const mostPerMs = coresOf(cpu) / this.#clientCpuMs;
    this.#sending.plan({ ratePerMs: this.#ratePerMs, tickMs, mostPerMs });
  }

  #isDone(): boolean {
    if (this.#samples > 0 || this.#sending.due >= 1) return false;
    let left = 0;
    for (const branch of this.#branches.all) left += branch.waiting + branch.ratePerMs * this.#tickMs;
    return left < 1e-6;
  }

  #answered(branch: FlowBranch, latencyMs: number, count: number): void {
    const { status } = branch.profile;
    const { listener } = this.#options;
    if (status === undefined) listener.failed('reset', latencyMs, count, branch.server);
    else listener.answered(latencyMs, count, status, branch.server);
    if (status === undefined || status >= 400) branch.ending += count;
  }

  #onClosed(branch: FlowBranch): void {
    if (this.#isOver) return;
    if (!branch.isAlive) this.#lose(branch);
    this.#settle(this.#network.timeline.nowMs);
    // Where the process lives on it finishes what it has; those that it had not yet accepted are broken off.
    if (branch.isAlive) {
      const lost = branch.takeBack(branch.waiting - branch.threads);
      if (lost > 0) this.#options.listener.failed('reset', branch.baseMs, lost, branch.server);
      this.#tellWaiting();
    }
    this.#sending.closed(branch);
    this.#fineUntilMs = this.#network.timeline.nowMs + fineForMs;
    this.#stepSoon();
    this.#plan(this.#network.timeline.nowMs);
  }

  #stepSoon(): void {
    this.#fineTimer ??= this.#network.timeline.heartbeatAfter(fineTickMs, () => {
      this.#fineTimer = undefined;
      this.step();
      if (!this.#isOver && this.#network.timeline.nowMs < this.#fineUntilMs) this.#stepSoon();
    });
  }

  #lose(branch: FlowBranch): void {
    const lost = branch.lose(this.#network.timeline.nowMs);
    if (lost > 0) this.#options.listener.failed('reset', branch.baseMs, lost, branch.server);
  }

  /** One that ends and the next one that listens there have the same address: what waits at both is one number. */
  #tellWaiting(): void {
    const waiting = new Map<string, Waiting>();
    for (const { server, waiting: count } of this.#branches.all) {
      if (count > 0) waiting.set(server.key, { server, count: count + (waiting.get(server.key)?.count ?? 0) });
    }
    const { listener } = this.#options;
    for (const [key, { server }] of this.#waiting) if (!waiting.has(key)) listener.waiting(server, 0);
    for (const [key, { server, count }] of waiting) {
      if (this.#waiting.get(key)?.count !== count) listener.waiting(server, count);
    }
    this.#waiting = waiting;
  }

  #isSampleDue(nowMs: number): boolean {
    if (this.#isStopping || this.#samples >= maxSamples) return false;
    const branch = this.#leastKnown();
    return branch !== undefined && (branch.sampledAtMs === undefined || nowMs - this.#lastSampleMs >= sampleEveryMs);
  }

  /** The server whose last sample is the longest ago. */
  #leastKnown(): FlowBranch | undefined {
    let found: FlowBranch | undefined;
    for (const branch of this.#branches.all) {
      if (!branch.isServer || branch.isClosed || branch.ratePerMs === 0) continue;
      if (!found || (branch.sampledAtMs ?? -1) < (found.sampledAtMs ?? -1)) found = branch;
    }
    return found;
  }
}
