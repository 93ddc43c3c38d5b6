import type { TrafficParty } from '../../api/traffic.ts';
import type { FlowServer } from './flows/flowServer.ts';
import type { SocketAddress } from './socketAddress.ts';
import type { TcpSocket } from './tcpSocket.ts';

/** A socket that takes connections: the kernel completes them, and they wait here until they are accepted. */
export class TcpListener {
  readonly address: SocketAddress;
  /** Who listens; the address of the listener is its own. */
  readonly owner: Omit<TrafficParty, 'ip'>;
  /** The process behind it, for flows; without one they are answered in no time. */
  server: FlowServer | undefined;
  /** After so many requests its server closes a connection. */
  requestsPerConnection = Number.POSITIVE_INFINITY;
  /** Requests of flows that wait to be accepted. */
  waitingInFlows = 0;
  /** Requests of flows that its server has answered; it may be a fraction. */
  answeredInFlows = 0;
  readonly #backlog: number;
  readonly #onClosed = new Set<() => void>();
  readonly #accepted: TcpSocket[] = [];
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  /** `backlog`: how many connections may wait. */
  constructor(address: SocketAddress, backlog: number, owner: Omit<TrafficParty, 'ip'>, onClosed: () => void) {
    this.address = address;
    this.owner = owner;
    this.#backlog = backlog;
    this.#onClosed.add(onClosed);
  }

  /** Where more connections wait than the backlog allows, new ones are not answered. */
  get isFull(): boolean {
    return this.#accepted.length + this.waitingInFlows >= this.#backlog;
  }

  /** How many connections may wait. */
  get backlog(): number {
    return this.#backlog;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Calls the listener once when the port is given up; returns the way to stop that. */
  whenClosed(closed: () => void): () => void {
    this.#onClosed.add(closed);
    return () => this.#onClosed.delete(closed);
  }

  get canAccept(): boolean {
    return this.#accepted.length > 0;
  }

  /** The connection that has waited longest. */
  accept(): TcpSocket | undefined {
    return this.#accepted.shift();
  }

  /** A connection has come in. */
  add(socket: TcpSocket): void {
    this.#accepted.push(socket);
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }

  /** Calls `ready` once when a connection waits; returns the way to stop that. */
  whenReady(ready: () => void): () => void {
    this.#waiting.add(ready);
    return () => this.#waiting.delete(ready);
  }

  /** The port is free again; those who waited are reset. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const socket of this.#accepted.splice(0)) socket.abort();
    for (const closed of this.#onClosed) closed();
  }
}
