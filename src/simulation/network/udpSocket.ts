import type { DnsMessage } from '../../api/dns.ts';
import type { TrafficParty } from '../../api/traffic.ts';
import type { SocketAddress } from './socketAddress.ts';
import type { TraceDraft } from './trafficLog.ts';

/** What a datagram carries: bytes, or a DNS message, which travels as a value. */
export type DatagramContent = string | DnsMessage;

/** A datagram that has arrived. */
export interface Datagram {
  /** The sender, as this end sees it. */
  readonly from: SocketAddress;
  readonly content: DatagramContent;
  /** Who has really sent it, for traces alone. */
  readonly sentBy: TrafficParty;
}

/** What the kernel reports of a datagram that was sent (ICMP): only to sockets that are connected, as on Linux. */
export interface DatagramProblem {
  /** Linux' error name. */
  readonly errno: 'ECONNREFUSED' | 'EHOSTUNREACH';
}

/** Datagrams that wait to be received; more are dropped, as those beyond `net.core.rmem_default` are. */
const maxWaiting = 256;

/** Who sends for a socket: the network. */
type Send = (socket: UdpSocket, to: SocketAddress, content: DatagramContent) => void;

/** A socket for datagrams: one that is bound to a port, or one that is connected to a single remote address. */
export class UdpSocket {
  readonly local: SocketAddress;
  /** The only address that it exchanges datagrams with; missing for a server's. */
  readonly remote: SocketAddress | undefined;
  /** Who has it. */
  readonly owner: TrafficParty;
  /** The look-up of the name that it was connected by. */
  lookup: TraceDraft | undefined;
  /** Whether a trace tells of its first datagram already. */
  isTold = false;
  readonly #send: Send;
  readonly #onClosed: () => void;
  readonly #received: Datagram[] = [];
  readonly #waiting = new Set<() => void>();
  #problem: DatagramProblem | undefined;
  #isClosed = false;

  constructor(options: {
    readonly local: SocketAddress;
    readonly remote?: SocketAddress;
    readonly owner: TrafficParty;
    readonly send: Send;
    readonly onClosed: () => void;
  }) {
    this.local = options.local;
    this.remote = options.remote;
    this.owner = options.owner;
    this.#send = options.send;
    this.#onClosed = options.onClosed;
  }

  /** Sends at once and never waits; that it arrives is not sure. */
  send(to: SocketAddress, content: DatagramContent): void {
    if (!this.#isClosed) this.#send(this, to, content);
  }

  /** The datagram that has waited longest, or a problem that was reported; nothing where the reader has to wait. */
  receive(): Datagram | DatagramProblem | undefined {
    const problem = this.#problem;
    this.#problem = undefined;
    return problem ?? this.#received.shift();
  }

  get canReceive(): boolean {
    return this.#received.length > 0 || this.#problem !== undefined;
  }

  /** Calls `ready` once when something has arrived; returns the way to stop that. */
  whenReady(ready: () => void): () => void {
    this.#waiting.add(ready);
    return () => this.#waiting.delete(ready);
  }

  /** A datagram arrives. One from elsewhere than where the socket is connected to is dropped. */
  take(datagram: Datagram): void {
    const { from } = datagram;
    if (this.#isClosed || this.#received.length >= maxWaiting) return;
    if (this.remote && (this.remote.ip !== from.ip || this.remote.port !== from.port)) return;
    this.#received.push(datagram);
    this.#wakeAll();
  }

  /** The network reports that a datagram did not arrive. */
  takeProblem(problem: DatagramProblem): void {
    if (this.#isClosed || !this.remote) return;
    this.#problem = problem;
    this.#wakeAll();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#received.length = 0;
    this.#onClosed();
  }

  #wakeAll(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
