import type { Timeline } from '../timeline.ts';
import { type ConnectProblem, NetworkNamespace } from './networkNamespace.ts';
import { isLoopback, type SocketAddress } from './socketAddress.ts';
import { TcpSocket } from './tcpSocket.ts';

/** One way between two Nodes of one data centre, milliseconds: 0.1 to 0.5 in reality; time here has whole ones. */
const betweenNodesMs = 1;
/** Linux gives up on a neighbour that does not answer to ARP after three tries of one second. */
const noNeighbourMs = 3_072;
/** Linux gives up on a connection after six repetitions of the first packet (`tcp_syn_retries`). */
const noAnswerMs = 127_000;
/** A listener whose backlog is full drops the first packet; it is repeated after 1, 2, 4, … seconds. */
const firstRepetitionMs = 1_000;

/** The cluster's network: which namespace has which address, and how long the way between two of them is. */
export class Network {
  readonly #timeline: Timeline;
  readonly #byIp = new Map<string, NetworkNamespace>();
  /** Addresses of Nodes that are cut off. */
  readonly #unreachable = new Set<NetworkNamespace>();

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** A new namespace with an address of its own. */
  addNamespace(options: { readonly ip: string; readonly nodeName: string }): NetworkNamespace {
    const namespace = new NetworkNamespace(this, options);
    this.#byIp.set(options.ip, namespace);
    return namespace;
  }

  /** The address leads nowhere from now on; connections that are still open go silent. */
  removeNamespace(namespace: NetworkNamespace): void {
    if (this.#byIp.get(namespace.ip) === namespace) this.#byIp.delete(namespace.ip);
    this.#unreachable.delete(namespace);
    namespace.cut();
  }

  namespaceAt(ip: string): NetworkNamespace | undefined {
    return this.#byIp.get(ip);
  }

  /** Takes a Node and its Pods off the network, as a loss of power does: connections go silent, new ones time out. */
  cutOffNode(nodeName: string): void {
    for (const namespace of this.#byIp.values()) if (namespace.nodeName === nodeName) this.cutOff(namespace);
  }

  /** Forgets the addresses of a Node and its Pods. */
  removeNode(nodeName: string): void {
    for (const namespace of [...this.#byIp.values()]) {
      if (namespace.nodeName === nodeName) this.removeNamespace(namespace);
    }
  }

  /** Takes a namespace off the network, as a Node that loses power does to its Pods. */
  cutOff(namespace: NetworkNamespace): void {
    this.#unreachable.add(namespace);
    namespace.cut();
  }

  /** How long an echo (ICMP) takes there and back, milliseconds; nothing where no answer comes. */
  roundTripMs(from: NetworkNamespace, ip: string): number | undefined {
    const to = from.owns(ip) ? from : this.#byIp.get(ip);
    if (!to) return undefined;
    if (to !== from && (this.#unreachable.has(from) || this.#unreachable.has(to))) return undefined;
    return 2 * latencyBetween(from, to);
  }

  /** See `NetworkNamespace.connect`. */
  connect(
    from: NetworkNamespace,
    target: SocketAddress,
    done: (outcome: TcpSocket | ConnectProblem) => void,
  ): () => void {
    const to = isLoopback(target.ip) ? from : this.#byIp.get(target.ip);
    if (!to) return this.#later(noNeighbourMs, () => done('EHOSTUNREACH'));
    const latencyMs = latencyBetween(from, to);
    const isCutOff = () => this.#unreachable.has(from) || this.#unreachable.has(to);
    if (isCutOff()) return this.#later(noAnswerMs, () => done('ETIMEDOUT'));
    let stop = () => {};
    let waitedMs = 0;
    let repetitionMs = firstRepetitionMs;
    const arrive = () => {
      if (isCutOff()) {
        stop = this.#later(Math.max(0, noAnswerMs - waitedMs), () => done('ETIMEDOUT'));
        return;
      }
      const listener = to.listenerAt(target);
      if (!listener) {
        stop = this.#later(latencyMs, () => done('ECONNREFUSED'));
        return;
      }
      if (listener.isFull) {
        waitedMs += repetitionMs;
        stop = waitedMs >= noAnswerMs ? this.#later(0, () => done('ETIMEDOUT')) : this.#later(repetitionMs, arrive);
        repetitionMs *= 2;
        return;
      }
      const client = { ip: isLoopback(target.ip) ? target.ip : from.ip, port: from.ephemeralPort() };
      const pair = TcpSocket.pair({
        timeline: this.#timeline,
        latencyMs,
        client,
        asked: target,
        server: target,
        seenByServer: client,
        onClientClosed: () => from.remove(pair.client),
        onServerClosed: () => to.remove(pair.server),
      });
      from.add(pair.client);
      to.add(pair.server);
      listener.add(pair.server);
      let answered = false;
      const cancel = this.#later(latencyMs, () => {
        answered = true;
        done(pair.client);
      });
      stop = () => {
        cancel();
        if (!answered) pair.client.abort();
      };
    };
    stop = this.#later(latencyMs, arrive);
    return () => stop();
  }

  #later(delayMs: number, action: () => void): () => void {
    const timer = this.#timeline.heartbeatAfter(delayMs, action);
    return () => timer.cancel();
  }
}

/** One way, milliseconds. */
function latencyBetween(from: NetworkNamespace, to: NetworkNamespace): number {
  return from.nodeName === to.nodeName ? 0 : betweenNodesMs;
}
