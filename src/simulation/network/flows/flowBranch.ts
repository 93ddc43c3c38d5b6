import type { LoadError } from '../../../api/load.ts';
import type { TcpListener } from '../tcpListener.ts';
import type { Translation } from '../translation.ts';
import type { Destination } from './destination.ts';
import { EndpointQueue } from './endpointQueue.ts';
import { coresOf, type FlowWork } from './flowServer.ts';
import type { ServerOfLoad } from './loadSpan.ts';
import { type RequestProfile, unknownProfile } from './requestProfile.ts';

/** What a branch tells its flow. Counts may be fractions. */
export interface BranchListener {
  answered(branch: FlowBranch, latencyMs: number, count: number): void;
  failed(branch: FlowBranch, kind: LoadError, latencyMs: number, count: number): void;
}

export interface BranchOptions {
  readonly destination: Exclude<Destination, { kind: 'refused' }>;
  readonly way: Translation | undefined;
  /** One way there, milliseconds. */
  readonly latencyMs: number;
  /** Trips there and back that a request takes: two where it needs a connection of its own. */
  readonly roundTrips: number;
  readonly timeoutMs: number;
  readonly nowMs: number;
}

/** What no request is faster than, milliseconds: system calls and the network of one machine. */
export const leastLatencyMs = 0.2;

/** The part of a flow that goes to one server, or into nothing. */
export class FlowBranch {
  readonly server: ServerOfLoad;
  readonly way: Translation | undefined;
  readonly #options: BranchOptions;
  readonly #queue: EndpointQueue;
  readonly #listener: TcpListener | undefined;
  readonly #work: FlowWork | undefined;
  #lastMs: number;
  #ratePerMs = 0;
  /** Sent and not yet told. */
  #untold = 0;
  /** What a request was taken to cost when the server's work was planned, milliseconds. */
  #plannedCpuMs = 0;
  /** What the listener counts of those that wait here. */
  #counted = 0;
  /** Connections that are kept open to it. */
  connections = 0;
  /** Requests that should have been sent over them and were not. */
  due = 0;
  /** Part of a connection that ends. */
  ending = 0;
  profile: RequestProfile = unknownProfile;
  sampledAtMs: number | undefined;
  usedAtMs: number;

  constructor(options: BranchOptions, listener: BranchListener) {
    const { destination, timeoutMs, nowMs } = options;
    const { ip, port } = destination.address;
    const pod = destination.kind === 'server' ? destination.listener.owner.pod : undefined;
    this.server = { key: `${ip}:${port}`, ip, port, ...(pod && { pod }) };
    this.way = options.way;
    this.#options = options;
    this.#listener = destination.kind === 'server' ? destination.listener : undefined;
    this.#lastMs = nowMs;
    this.usedAtMs = nowMs;
    const silentMs = destination.kind === 'silent' ? destination.afterMs : Number.POSITIVE_INFINITY;
    const kind = destination.kind === 'silent' && silentMs < timeoutMs ? destination.error : 'timeout';
    this.#queue = new EndpointQueue(Math.min(timeoutMs, silentMs), {
      answered: (latencyMs, count) => {
        if (this.#listener) this.#listener.answeredInFlows += count;
        listener.answered(this, latencyMs, count);
      },
      gaveUp: (latencyMs, count) => listener.failed(this, kind, latencyMs, count),
    });
    this.#work = this.#listener?.server?.cpu.steadyWork();
  }

  /** How long a request takes that does not wait, milliseconds. */
  get baseMs(): number {
    const { latencyMs, roundTrips } = this.#options;
    return Math.max(leastLatencyMs, 2 * latencyMs * roundTrips + this.profile.heldMs + this.profile.cpuMs);
  }

  /** Requests whose clients wait. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  get isServer(): boolean {
    return this.#listener !== undefined;
  }

  /** The port is closed: nothing new comes here. */
  get isClosed(): boolean {
    return this.#listener?.isClosed === true;
  }

  get isIdle(): boolean {
    return this.connections === 0 && this.#ratePerMs === 0 && this.waiting === 0 && this.#queue.work < 1e-6;
  }

  get ratePerMs(): number {
    return this.#ratePerMs;
  }

  /**
   * Lets the time up to now pass: how many requests have been sent. `mostWaiting`: as many clients can wait here. `isCutOff`: nothing
   * comes through any more.
   */
  settle(nowMs: number, mostWaiting: number, isCutOff: boolean): number {
    const dtMs = nowMs - this.#lastMs;
    const untold = this.#untold;
    this.#untold = 0;
    if (dtMs <= 0) return untold;
    const fromMs = this.#lastMs;
    const sent = this.#ratePerMs * dtMs;
    this.#lastMs = nowMs;
    if (sent > 0) this.usedAtMs = nowMs;
    const { cpuMs, heldMs } = this.profile;
    const listener = this.#listener;
    const server = listener?.server;
    const hadMs = this.#work?.takeMs() ?? 0;
    const hangs = isCutOff || !listener || heldMs >= this.#options.timeoutMs;
    if (sent === 0 && this.#queue.work === 0 && this.#queue.waiting === 0) return untold;
    const unsent = this.#queue.advance({
      fromMs,
      toMs: nowMs,
      sent,
      served: hangs ? 0 : this.#plannedCpuMs > 0 ? hadMs / this.#plannedCpuMs : Number.POSITIVE_INFINITY,
      baseMs: this.baseMs,
      serviceMs: server ? cpuMs / coresOf(server.cpu) : 0,
      mostUnderWay: mostWaiting,
      room: hangs ? 0 : server ? server.threads + listener.backlog : Number.POSITIVE_INFINITY,
    });
    return untold + sent - unsent;
  }

  /** So many of those that were sent last could not be sent, since all clients were waiting. */
  takeBack(count: number): number {
    return this.#queue.takeBack(count);
  }

  /** From now on so many requests come in a millisecond, for a tick of so long. */
  plan(ratePerMs: number, tickMs: number, clients: number): void {
    this.#ratePerMs = ratePerMs;
    const server = this.#listener?.server;
    if (!server || !this.#work) return;
    this.#plannedCpuMs = this.profile.cpuMs;
    const wanted = this.#queue.work + ratePerMs * tickMs;
    const threads = Math.min(server.threads, Math.max(1, clients));
    const cores = Math.min((wanted * this.profile.cpuMs) / tickMs, threads, server.cpu.nodeCores);
    const busy = Math.min(threads, this.#queue.work + ratePerMs * this.baseMs);
    this.#work.set(cores, Math.max(cores, busy));
    this.#countWaiting(Math.max(0, this.#queue.work - server.threads));
  }

  /**
   * The server's process has ended: how many requests it takes with it, those included that it was working on while nobody had to wait.
   */
  lose(nowMs: number): number {
    const sent = this.#ratePerMs * Math.max(0, nowMs - this.#lastMs);
    const atWork = Math.min(sent, this.#ratePerMs * this.baseMs);
    this.#ratePerMs = sent === 0 ? 0 : (this.#ratePerMs * (sent - atWork)) / sent;
    this.#untold = atWork + this.settle(nowMs, Number.POSITIVE_INFINITY, false);
    this.#ratePerMs = 0;
    return atWork + this.#queue.lose();
  }

  /** Requests that the server works on at the same time at the most. */
  get threads(): number {
    return this.#listener?.server?.threads ?? Number.POSITIVE_INFINITY;
  }

  /** After so many requests the server closes a connection. */
  get perConnection(): number {
    return this.#listener?.requestsPerConnection ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the process behind it is still there. */
  get isAlive(): boolean {
    return this.#listener?.server?.isAlive() ?? !this.isClosed;
  }

  /** Nothing more comes of it; the server goes on with what its clients have left behind. */
  end(): void {
    this.#countWaiting(0);
    this.#work?.end();
    const listener = this.#listener;
    const leftMs = this.#queue.work * this.profile.cpuMs;
    if (!listener?.server || listener.isClosed || leftMs <= 0) return;
    const stop = listener.server.cpu.work(leftMs, () => forget());
    const forget = listener.whenClosed(stop);
  }

  #countWaiting(count: number): void {
    const listener = this.#listener;
    if (!listener) return;
    listener.waitingInFlows += count - this.#counted;
    this.#counted = count;
  }
}
