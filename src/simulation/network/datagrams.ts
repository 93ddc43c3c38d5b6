import type { ServiceHop } from '../../api/traffic.ts';
import type { Network } from './network.ts';
import type { NetworkNamespace } from './networkNamespace.ts';
import type { SocketAddress } from './socketAddress.ts';
import { formatSocketAddress, isClusterAddress, isLoopback, nodeAddressOf } from './socketAddress.ts';
import { noNeighbourMs } from './tcpConnect.ts';
import type { TraceDraft } from './trafficLog.ts';
import type { Stopped } from './translation.ts';
import type { DatagramContent, UdpSocket } from './udpSocket.ts';

/** How long a translated flow of datagrams is remembered after the last of them (`nf_conntrack_udp_timeout`). */
const flowMs = 30_000;
/** As many flows are remembered (`nf_conntrack_max` is 131,072 for a Node of 4 GiB); then those that are over are forgotten. */
const maxFlows = 20_000;

/** A client's datagrams that go to another address than it asks for. */
interface Flow {
  readonly to: SocketAddress;
  readonly asked: SocketAddress;
  /** The client's address as the receiver sees it. */
  readonly seenFrom: SocketAddress;
  readonly client: SocketAddress;
  readonly service?: ServiceHop;
  readonly hostPort?: number;
  lastMs: number;
}

/** A datagram on its way. */
interface Parcel {
  readonly from: NetworkNamespace;
  readonly socket: UdpSocket;
  readonly to: SocketAddress;
  /** The sender as the receiver sees it. */
  readonly shownAs: SocketAddress;
  readonly content: DatagramContent;
  /** Tells what becomes of it. */
  readonly trace?: TraceDraft;
}

/** Carries datagrams (UDP), by the same rules as connections, and answers back to who asked. */
export class Datagrams {
  readonly #network: Network;
  /** By client and asked address; first the one whose client has been silent longest. */
  readonly #flows = new Map<string, Flow>();
  /** By receiver and the client's address as that sees it: the way back. */
  readonly #waysBack = new Map<string, Flow>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** Sends one datagram on its way. */
  send(from: NetworkNamespace, socket: UdpSocket, target: SocketAddress, content: DatagramContent): void {
    const network = this.#network;
    const sender = { ip: sourceOf(from, socket, target), port: socket.local.port };
    const answered = this.#wayBackOf(sender, target);
    if (answered) {
      this.#carry({ from, socket, to: answered.client, shownAs: answered.asked, content });
      return;
    }
    const flow = this.#flowOf(from, sender, target);
    const trace = typeof content === 'string' ? this.#beginTrace(socket, target, flow) : undefined;
    if (flow && 'verdict' in flow) {
      const isRefused = flow.verdict === 'reject';
      trace?.endConnection({ stop: flow.stop, ...(isRefused && { error: 'ECONNREFUSED' }) });
      if (isRefused) network.timeline.heartbeatAfter(0, () => socket.takeProblem({ errno: 'ECONNREFUSED' }));
      return;
    }
    this.#carry({
      from,
      socket,
      to: flow?.to ?? target,
      shownAs: flow?.seenFrom ?? sender,
      content,
      ...(trace && { trace }),
    });
  }

  /** Of what a client sends over one socket the first datagram is told. Questions for names are not: their look-up is. */
  #beginTrace(socket: UdpSocket, asked: SocketAddress, way: Flow | Stopped | undefined): TraceDraft | undefined {
    if (!socket.remote || socket.isTold) return undefined;
    socket.isTold = true;
    const { port: _, ...client } = socket.owner;
    const trace = socket.lookup ?? this.#network.traffic.begin(client);
    const hostPort = way && 'hostPort' in way ? way.hostPort : undefined;
    trace?.beginConnection({
      protocol: 'UDP',
      asked: { ip: asked.ip, port: asked.port },
      ...(way?.service && { service: way.service }),
      ...(hostPort !== undefined && { hostPort }),
    });
    return trace;
  }

  /** Datagrams that went there are led anew: who listened there is no endpoint any more. */
  forgetFlowsTo(gone: readonly SocketAddress[]): void {
    const texts = new Set(gone.map(formatSocketAddress));
    for (const [key, flow] of this.#flows) if (texts.has(formatSocketAddress(flow.to))) this.#forget(key, flow);
  }

  #carry({ from, socket, to: address, shownAs, content, trace }: Parcel): void {
    const network = this.#network;
    const { timeline } = network;
    const to = network.destination(from, address.ip);
    if (!to) {
      trace?.endConnection({ stop: 'noSuchAddress' });
      if (!isClusterAddress(address.ip)) return;
      timeline.heartbeatAfter(noNeighbourMs, () => socket.takeProblem({ errno: 'EHOSTUNREACH' }));
      return;
    }
    const latencyMs = network.latencyMs(from, to);
    timeline.heartbeatAfter(latencyMs, () => {
      if (to !== from && (network.isCutOff(from) || network.isCutOff(to))) {
        trace?.endConnection({ stop: 'cutOff' });
        return;
      }
      const receiver = to.udpSocketAt(address, shownAs);
      if (receiver) {
        const server = { ...receiver.owner, ip: address.ip, port: address.port, node: to.nodeName };
        trace?.endConnection({ server, seenFrom: shownAs.ip });
        receiver.take({ from: shownAs, content, sentBy: { ...socket.owner, node: from.nodeName } });
        return;
      }
      const stop = to.hasUdpSocketOn(address.port) ? 'listensOnLoopback' : 'nobodyListens';
      trace?.endConnection({ stop, error: 'ECONNREFUSED' });
      timeline.heartbeatAfter(latencyMs, () => socket.takeProblem({ errno: 'ECONNREFUSED' }));
    });
  }

  /** The rules are asked for the first datagram of a flow; those that follow go the same way. */
  #flowOf(from: NetworkNamespace, sender: SocketAddress, target: SocketAddress): Flow | Stopped | undefined {
    const { timeline } = this.#network;
    const key = keyOf(sender, target);
    const known = this.#flows.get(key);
    if (known && timeline.nowMs - known.lastMs <= flowMs) {
      known.lastMs = timeline.nowMs;
      this.#flows.delete(key);
      this.#flows.set(key, known);
      return known;
    }
    if (known) this.#forget(key, known);
    const translation = this.#network.translate(from, target, 'UDP');
    if (!translation) return undefined;
    if (translation.verdict !== 'forward') return translation;
    const { to, source, service, hostPort } = translation;
    const destination = this.#network.destination(from, to.ip);
    const seenFrom =
      source === 'node' && destination ? { ip: nodeAddressOf(from, destination), port: from.ephemeralPort() } : sender;
    const flow: Flow = {
      to,
      asked: target,
      seenFrom,
      client: sender,
      ...(service && { service }),
      ...(hostPort !== undefined && { hostPort }),
      lastMs: timeline.nowMs,
    };
    if (this.#flows.size >= maxFlows) this.#forgetOld();
    this.#flows.set(key, flow);
    this.#waysBack.set(keyOf(to, seenFrom), flow);
    return flow;
  }

  #wayBackOf(sender: SocketAddress, target: SocketAddress): Flow | undefined {
    const flow = this.#waysBack.get(keyOf(sender, target));
    const { nowMs } = this.#network.timeline;
    if (!flow || nowMs - flow.lastMs > flowMs) return undefined;
    flow.lastMs = nowMs;
    return flow;
  }

  /** Those that are over, and as many more as are too many. */
  #forgetOld(): void {
    const { nowMs } = this.#network.timeline;
    for (const [key, flow] of this.#flows) {
      const isOver = nowMs - flow.lastMs > flowMs;
      if (!isOver && this.#flows.size < maxFlows) return;
      this.#forget(key, flow);
    }
  }

  #forget(key: string, flow: Flow): void {
    this.#flows.delete(key);
    const wayBack = keyOf(flow.to, flow.seenFrom);
    if (this.#waysBack.get(wayBack) === flow) this.#waysBack.delete(wayBack);
  }
}

function sourceOf(from: NetworkNamespace, socket: UdpSocket, target: SocketAddress): string {
  if (isLoopback(target.ip)) return target.ip;
  return from.owns(socket.local.ip) && !isLoopback(socket.local.ip) ? socket.local.ip : from.ip;
}

function keyOf(one: SocketAddress, other: SocketAddress): string {
  return `${one.ip} ${one.port} ${other.ip} ${other.port}`;
}
