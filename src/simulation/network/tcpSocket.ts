import type { Timeline } from '../timeline.ts';
import type { SocketAddress } from './socketAddress.ts';
import type { TraceDraft } from './trafficLog.ts';

/** Why a read or write on a connection fails. An object, because every string may be something that was read. */
export interface ConnectionProblem {
  /** Linux' error name. */
  readonly errno: 'ECONNRESET' | 'EPIPE';
}

const connectionReset: ConnectionProblem = { errno: 'ECONNRESET' };
const brokenPipe: ConnectionProblem = { errno: 'EPIPE' };

/** What a request has cost its server. */
export interface ServedRequest {
  /** Processor time, milliseconds. */
  readonly cpuMs: number;
  /** How long its thread did not compute: it slept or waited for others; milliseconds. */
  readonly heldMs: number;
}

/** Bytes that may be on their way or unread before a writer has to wait: Linux' default receive window. */
const windowBytes = 65_536;

/**
 * One end of a TCP connection. Bytes, the end of the stream and resets arrive at the other end in order, after the
 * latency of the way between the two.
 */
export class TcpSocket {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  /** The request that it belongs to, at the client's end. */
  trace: TraceDraft | undefined;
  /** Whom the server tells what a request has cost, at the server's end. */
  onServed: ((served: ServedRequest) => void) | undefined;
  readonly #timeline: Timeline;
  readonly #latencyMs: number;
  readonly #onClosed: () => void;
  #peer: TcpSocket | undefined;
  readonly #waiting = new Set<() => void>();
  #received = '';
  /** Bytes that this end has sent and the other has not yet read. */
  #unread = 0;
  #receivedEnd = false;
  #sentEnd = false;
  #wasReset = false;
  #isClosed = false;
  #isCut = false;

  private constructor(
    local: SocketAddress,
    remote: SocketAddress,
    timeline: Timeline,
    latencyMs: number,
    onClosed: () => void,
  ) {
    this.local = local;
    this.remote = remote;
    this.#timeline = timeline;
    this.#latencyMs = latencyMs;
    this.#onClosed = onClosed;
  }

  /**
   * The two ends of a new connection. `seenByServer` and `target` differ where an address was translated on the way:
   * the client keeps seeing the address that it asked for.
   */
  static pair(options: {
    readonly timeline: Timeline;
    /** One way, milliseconds. */
    readonly latencyMs: number;
    readonly client: SocketAddress;
    readonly asked: SocketAddress;
    readonly server: SocketAddress;
    readonly seenByServer: SocketAddress;
    readonly trace?: TraceDraft;
    readonly onClientClosed: () => void;
    readonly onServerClosed: () => void;
  }): { readonly client: TcpSocket; readonly server: TcpSocket } {
    const { timeline, latencyMs } = options;
    const client = new TcpSocket(options.client, options.asked, timeline, latencyMs, options.onClientClosed);
    const server = new TcpSocket(options.server, options.seenByServer, timeline, latencyMs, options.onServerClosed);
    client.trace = options.trace;
    client.#peer = server;
    server.#peer = client;
    return { client, server };
  }

  /** At most so many bytes; '' at the end of the stream, nothing where the reader has to wait. */
  read(maxBytes: number): string | ConnectionProblem | undefined {
    if (this.#received !== '') {
      const text = this.#received.slice(0, maxBytes);
      this.#received = this.#received.slice(text.length);
      const peer = this.#peer;
      if (peer) {
        const wasFull = peer.#unread >= windowBytes;
        peer.#unread -= text.length;
        if (wasFull) this.#deliver(() => peer.#wakeAll());
      }
      return text;
    }
    if (this.#wasReset) return connectionReset;
    return this.#receivedEnd ? '' : undefined;
  }

  /** How many bytes were taken: at least one, or nothing where the writer has to wait. */
  write(text: string): number | ConnectionProblem | undefined {
    if (this.#sentEnd) return brokenPipe;
    if (this.#wasReset) return this.#receivedEnd ? brokenPipe : connectionReset;
    const room = windowBytes - this.#unread;
    if (room <= 0) return undefined;
    const sent = text.length <= room ? text : text.slice(0, room);
    this.#unread += sent.length;
    const peer = this.#peer;
    if (peer) this.#deliver(() => peer.#take(sent));
    return sent.length;
  }

  /** Whether a read would not have to wait. */
  get canRead(): boolean {
    return this.#received !== '' || this.#receivedEnd || this.#wasReset;
  }

  /** Whether a write would not have to wait. */
  get canWrite(): boolean {
    return this.#unread < windowBytes || this.#sentEnd || this.#wasReset;
  }

  /** Calls `ready` once when something has changed; returns the way to stop that. */
  whenReady(ready: () => void): () => void {
    this.#waiting.add(ready);
    return () => this.#waiting.delete(ready);
  }

  /** Says that nothing more will be written (FIN). */
  shutdown(): void {
    if (this.#sentEnd || this.#wasReset) return;
    this.#sentEnd = true;
    const peer = this.#peer;
    if (peer) this.#deliver(() => peer.#takeEnd());
  }

  /** Gives the connection up: in good order, or with a reset where something arrived that nobody read. */
  close(): void {
    if (this.#isClosed) return;
    if (this.#received !== '') this.reset();
    else this.shutdown();
    this.#isClosed = true;
    this.#onClosed();
  }

  /** Breaks the connection off (RST). */
  reset(): void {
    if (this.#wasReset) return;
    this.#takeReset();
    const peer = this.#peer;
    if (peer) this.#deliver(() => peer.#takeReset());
  }

  /** Breaks the connection off and gives it up: nobody here will ever look at it again. */
  abort(): void {
    this.reset();
    this.close();
  }

  /** From now on nothing arrives any more at either end and nobody is told: a cable is cut, a Node has died. */
  cut(): void {
    this.#isCut = true;
    if (this.#peer) this.#peer.#isCut = true;
  }

  #deliver(arrive: () => void): void {
    if (this.#isCut) return;
    if (this.#latencyMs === 0) {
      arrive();
      return;
    }
    this.#timeline.heartbeatAfter(this.#latencyMs, () => {
      if (!this.#isCut) arrive();
    });
  }

  #take(text: string): void {
    if (this.#isClosed) {
      // Nobody will read it: the kernel answers with a reset.
      const peer = this.#peer;
      if (peer) this.#deliver(() => peer.#takeReset());
      return;
    }
    this.#received += text;
    this.#wakeAll();
  }

  #takeEnd(): void {
    this.#receivedEnd = true;
    this.#wakeAll();
  }

  #takeReset(): void {
    if (!this.#wasReset && !this.#sentEnd && !this.#isClosed) this.trace?.reset();
    // What has arrived before can still be read, as on Linux.
    this.#wasReset = true;
    this.#wakeAll();
  }

  #wakeAll(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
