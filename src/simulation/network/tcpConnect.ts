import type { TrafficParty, TrafficStop } from '../../api/traffic.ts';
import type { Network } from './network.ts';
import type { ConnectProblem, NetworkNamespace } from './networkNamespace.ts';
import { isClusterAddress, isLoopback, nodeAddressOf, type SocketAddress } from './socketAddress.ts';
import type { TcpListener } from './tcpListener.ts';
import { type ServedRequest, TcpSocket } from './tcpSocket.ts';
import type { TraceDraft } from './trafficLog.ts';
import type { Forwarded, Translation } from './translation.ts';

/** Linux gives up on a neighbour that does not answer to ARP after three tries of one second. */
export const noNeighbourMs = 3_072;
/** Linux gives up on a connection after six repetitions of the first packet (`tcp_syn_retries`). */
const noAnswerMs = 127_000;
/** A listener whose backlog is full drops the first packet; it is repeated after 1, 2, 4, … seconds. */
const firstRepetitionMs = 1_000;

/** Who connects, and the request that it is part of. */
export interface ConnectOptions {
  readonly client?: TrafficParty;
  readonly trace?: TraceDraft;
  /** What the rules on the way have said already. */
  readonly way?: Translation;
  /** Told by the server what a request has cost. */
  readonly onServed?: (served: ServedRequest) => void;
}

export type Connected = (outcome: TcpSocket | ConnectProblem) => void;

/** Opens a TCP connection: by the rules on the way to whoever listens at its end. */
export function tcpConnect(
  network: Network,
  from: NetworkNamespace,
  target: SocketAddress,
  options: ConnectOptions,
  done: Connected,
): () => void {
  return new Attempt(network, from, target, options, done).begin();
}

/** One connection while it is being opened. */
class Attempt {
  readonly #network: Network;
  readonly #from: NetworkNamespace;
  readonly #target: SocketAddress;
  readonly #options: ConnectOptions;
  readonly #trace: TraceDraft | undefined;
  readonly #done: Connected;
  #stop = () => {};
  #waitedMs = 0;
  #repetitionMs = firstRepetitionMs;
  #isOver = false;
  /** What it will fail with, where that is sure already. */
  #comingStop: TrafficStop | undefined;

  constructor(
    network: Network,
    from: NetworkNamespace,
    target: SocketAddress,
    options: ConnectOptions,
    done: Connected,
  ) {
    this.#network = network;
    this.#from = from;
    this.#target = target;
    this.#options = options;
    this.#trace = options.trace ?? (options.client && network.traffic.begin(options.client));
    this.#done = done;
  }

  /** Returns the way to stop it. */
  begin(): () => void {
    const network = this.#network;
    const target = this.#target;
    const translation = this.#options.way ?? network.translate(this.#from, target, 'TCP');
    const { service, hostPort } = forwarded(translation);
    this.#trace?.beginConnection({
      protocol: 'TCP',
      asked: { ip: target.ip, port: target.port },
      ...(service && { service }),
      ...(hostPort !== undefined && { hostPort }),
    });
    if (!translation) this.#goTo(target, 'kept');
    else if (translation.verdict === 'forward') this.#goTo(translation.to, translation.source);
    else if (translation.verdict === 'reject') this.#failAfter(0, 'ECONNREFUSED', translation.stop);
    else this.#failAfter(noAnswerMs, 'ETIMEDOUT', translation.stop);
    return () => {
      this.#stop();
      // Who loses patience is told what it waited for in vain.
      if (!this.#isOver) this.#trace?.endConnection({ stop: this.#comingStop ?? 'gaveUp', error: 'ETIMEDOUT' });
      this.#isOver = true;
    };
  }

  #goTo(address: SocketAddress, source: Forwarded['source']): void {
    const network = this.#network;
    const from = this.#from;
    const to = network.destination(from, address.ip);
    if (!to) {
      // Pods have no way for IPv6. A neighbour that is not there is noticed; what goes out of the cluster into nowhere is not.
      if (address.ip.includes(':')) this.#failAfter(0, 'ENETUNREACH', 'noSuchAddress');
      else if (isClusterAddress(address.ip)) this.#failAfter(noNeighbourMs, 'EHOSTUNREACH', 'noSuchAddress');
      else this.#failAfter(noAnswerMs, 'ETIMEDOUT', 'noSuchAddress');
      return;
    }
    const isCutOff = () => network.isCutOff(from) || network.isCutOff(to);
    if (isCutOff()) {
      this.#failAfter(noAnswerMs, 'ETIMEDOUT', 'cutOff');
      return;
    }
    const latencyMs = network.latencyMs(from, to);
    const arrive = () => {
      if (isCutOff()) {
        this.#failAfter(Math.max(0, noAnswerMs - this.#waitedMs), 'ETIMEDOUT', 'cutOff');
        return;
      }
      const listener = to.listenerAt(address);
      if (!listener) {
        this.#failAfter(
          latencyMs,
          'ECONNREFUSED',
          to.hasListenerOn(address.port) ? 'listensOnLoopback' : 'nobodyListens',
        );
      } else if (listener.isFull) this.#repeat(arrive);
      else this.#meet(to, address, listener, latencyMs, source);
    };
    this.#stop = this.#later(latencyMs, arrive);
  }

  #repeat(arrive: () => void): void {
    this.#waitedMs += this.#repetitionMs;
    this.#comingStop = 'queueFull';
    if (this.#waitedMs >= noAnswerMs) this.#failAfter(0, 'ETIMEDOUT', 'queueFull');
    else this.#stop = this.#later(this.#repetitionMs, arrive);
    this.#repetitionMs *= 2;
  }

  #meet(
    to: NetworkNamespace,
    address: SocketAddress,
    listener: TcpListener,
    latencyMs: number,
    source: Forwarded['source'],
  ): void {
    const network = this.#network;
    const from = this.#from;
    const client = { ip: isLoopback(this.#target.ip) ? this.#target.ip : from.ip, port: from.ephemeralPort() };
    const seenByServer = source === 'node' ? { ...client, ip: nodeAddressOf(from, to) } : client;
    const trace = this.#trace;
    const pair = TcpSocket.pair({
      timeline: network.timeline,
      latencyMs,
      client,
      asked: this.#target,
      server: address,
      seenByServer,
      ...(trace && { trace }),
      onClientClosed: () => from.remove(pair.client),
      onServerClosed: () => to.remove(pair.server),
    });
    pair.server.onServed = this.#options.onServed;
    from.add(pair.client);
    to.add(pair.server);
    listener.add(pair.server);
    this.#comingStop = undefined;
    const server = { ...listener.owner, ip: address.ip, port: address.port, node: to.nodeName };
    let answered = false;
    const cancel = this.#later(latencyMs, () => {
      answered = true;
      this.#isOver = true;
      trace?.endConnection({ server, seenFrom: seenByServer.ip });
      this.#done(pair.client);
    });
    this.#stop = () => {
      cancel();
      if (!answered) pair.client.abort();
    };
  }

  #failAfter(delayMs: number, error: ConnectProblem, stop: TrafficStop): void {
    this.#comingStop = stop;
    this.#stop = this.#later(delayMs, () => {
      this.#isOver = true;
      this.#trace?.endConnection({ stop, error });
      this.#done(error);
    });
  }

  #later(delayMs: number, action: () => void): () => void {
    const timer = this.#network.timeline.heartbeatAfter(delayMs, action);
    return () => timer.cancel();
  }
}

function forwarded(translation: Translation | undefined) {
  const hostPort = translation?.verdict === 'forward' ? translation.hostPort : undefined;
  return { service: translation?.service, hostPort };
}
