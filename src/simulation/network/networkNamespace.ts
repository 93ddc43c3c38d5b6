import type { TrafficParty } from '../../api/traffic.ts';
import type { Flow } from './flows/flow.ts';
import type { FlowOptions } from './flows/flowOptions.ts';
import type { LoadLog } from './flows/loadLog.ts';
import type { Network } from './network.ts';
import { isAnyAddress, isLoopback, type SocketAddress } from './socketAddress.ts';
import type { Connected, ConnectOptions } from './tcpConnect.ts';
import { TcpListener } from './tcpListener.ts';
import type { TcpSocket } from './tcpSocket.ts';
import type { TrafficLog } from './trafficLog.ts';
import { UdpSocket } from './udpSocket.ts';

/** Who listens or sends, without the address that it has from its namespace. */
export type SocketOwner = Omit<TrafficParty, 'ip' | 'port'>;

/** Why a port cannot be bound; Linux' error names. */
export type ListenProblem = 'EADDRINUSE' | 'EADDRNOTAVAIL';
/** Why a connection does not come about; Linux' error names. */
export type ConnectProblem = 'ECONNREFUSED' | 'ETIMEDOUT' | 'EHOSTUNREACH' | 'ENETUNREACH';

/** Linux' `net.ipv4.ip_local_port_range`. */
const firstEphemeralPort = 32_768;
const lastEphemeralPort = 60_999;

/** One way to a host outside of the data centre, milliseconds. */
const outsideMs = 10;

export interface NamespaceOptions {
  readonly ip: string;
  readonly nodeName: string;
  readonly kind: 'pod' | 'node' | 'outside';
}

/**
 * What the containers of one Pod share: its address, its loopback device and its ports
 * (https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking). A Node has one of its own, which its
 * `hostNetwork` Pods share.
 */
export class NetworkNamespace {
  /** Besides loopback. */
  readonly ip: string;
  readonly nodeName: string;
  readonly kind: NamespaceOptions['kind'];
  /** The way to it where it is outside of the data centre, milliseconds; else 0. */
  readonly distanceMs: number;
  readonly #network: Network;
  readonly #listeners = new Map<number, TcpListener[]>();
  readonly #sockets = new Set<TcpSocket>();
  readonly #udpSockets = new Map<number, UdpSocket[]>();
  #nextPort = firstEphemeralPort;

  constructor(network: Network, options: NamespaceOptions) {
    this.#network = network;
    this.kind = options.kind;
    this.distanceMs = options.kind === 'outside' ? outsideMs : 0;
    this.ip = options.ip;
    this.nodeName = options.nodeName;
  }

  /** Whether the address is this namespace's own. */
  owns(ip: string): boolean {
    return isLoopback(ip) || ip === this.ip;
  }

  /** Takes connections to a port: on one address, or on all with `0.0.0.0` or `::`. */
  listen(address: SocketAddress, backlog: number, owner: SocketOwner = {}): TcpListener | ListenProblem {
    if (!isAnyAddress(address.ip) && !this.owns(address.ip)) return 'EADDRNOTAVAIL';
    const here = this.#listeners.get(address.port) ?? [];
    if (here.some((other) => collide(other.address.ip, address.ip))) return 'EADDRINUSE';
    const listener = new TcpListener(address, backlog, owner, () => {
      const rest = (this.#listeners.get(address.port) ?? []).filter((other) => other !== listener);
      if (rest.length > 0) this.#listeners.set(address.port, rest);
      else this.#listeners.delete(address.port);
    });
    this.#listeners.set(address.port, [...here, listener]);
    return listener;
  }

  /** Who takes connections to that address and port of this namespace. */
  listenerAt({ ip, port }: SocketAddress): TcpListener | undefined {
    return this.#listeners.get(port)?.find(({ address }) => takes(address.ip, ip));
  }

  /** Whether anybody listens at the port, on whatever address. */
  hasListenerOn(port: number): boolean {
    return this.#listeners.has(port);
  }

  /** A socket for datagrams at a port: of one address, or of all with `0.0.0.0` or `::`. */
  bindUdp(local: SocketAddress, owner: SocketOwner): UdpSocket | ListenProblem {
    if (!isAnyAddress(local.ip) && !this.owns(local.ip)) return 'EADDRNOTAVAIL';
    const here = this.#udpSockets.get(local.port) ?? [];
    if (here.some((other) => !other.remote && collide(other.local.ip, local.ip))) return 'EADDRINUSE';
    return this.#addUdp(local, undefined, owner);
  }

  /** A socket that exchanges datagrams with one remote address. */
  connectUdp(target: SocketAddress, owner: SocketOwner): UdpSocket {
    const remote = reachable(target);
    const ip = isLoopback(remote.ip) ? remote.ip : this.ip;
    return this.#addUdp({ ip, port: this.ephemeralPort() }, remote, owner);
  }

  /** Who takes a datagram for that address: the socket that is connected to its sender before one that takes all. */
  udpSocketAt({ ip, port }: SocketAddress, from: SocketAddress): UdpSocket | undefined {
    const here = this.#udpSockets.get(port)?.filter(({ local }) => takes(local.ip, ip)) ?? [];
    const connected = here.find(({ remote }) => remote?.ip === from.ip && remote.port === from.port);
    return connected ?? here.find(({ remote }) => !remote);
  }

  /** Whether anybody takes datagrams from all senders at the port, on whatever address. */
  hasUdpSocketOn(port: number): boolean {
    return this.#udpSockets.get(port)?.some(({ remote }) => !remote) ?? false;
  }

  /** All sockets for datagrams, by their ports. */
  get udpSockets(): readonly UdpSocket[] {
    return [...this.#udpSockets.keys()].sort((a, b) => a - b).flatMap((port) => this.#udpSockets.get(port) ?? []);
  }

  #addUdp(local: SocketAddress, remote: SocketAddress | undefined, who: SocketOwner): UdpSocket {
    const socket = new UdpSocket({
      local,
      ...(remote && { remote }),
      owner: { ...who, ip: this.ip, port: local.port },
      send: (sender, to, content) => this.#network.datagrams.send(this, sender, to, content),
      onClosed: () => {
        const rest = (this.#udpSockets.get(local.port) ?? []).filter((other) => other !== socket);
        if (rest.length > 0) this.#udpSockets.set(local.port, rest);
        else this.#udpSockets.delete(local.port);
      },
    });
    this.#udpSockets.set(local.port, [...(this.#udpSockets.get(local.port) ?? []), socket]);
    return socket;
  }

  /** All that listen, by their ports. */
  get listeners(): readonly TcpListener[] {
    return [...this.#listeners.keys()].sort((a, b) => a - b).flatMap((port) => this.#listeners.get(port) ?? []);
  }

  /** Open connections, oldest first. */
  get sockets(): readonly TcpSocket[] {
    return [...this.#sockets];
  }

  /**
   * Opens a connection. `done` comes once, never from within this call; the caller may stop waiting with what is
   * returned.
   */
  connect(target: SocketAddress, options: ConnectOptions, done: Connected): () => void {
    return this.#network.connect(this, reachable(target), options, done);
  }

  /** The requests of Pods, explained. */
  get traffic(): TrafficLog {
    return this.#network.traffic;
  }

  /** Requests that go out from here in great numbers. */
  openFlow(options: Omit<FlowOptions, 'from'>): Flow {
    return this.#network.flows.open({ ...options, target: reachable(options.target), from: this });
  }

  /** The runs of load generators, in figures. */
  get loads(): LoadLog {
    return this.#network.loads;
  }

  /** How long an echo takes there and back, milliseconds; nothing where no answer comes. */
  roundTripMs(ip: string): number | undefined {
    return this.#network.roundTripMs(this, ip);
  }

  /** Whom packets pass on their way to an address, it itself last; nothing where none arrive. */
  routeTo(ip: string): readonly string[] | undefined {
    return this.#network.routeTo(this, ip);
  }

  /** The network keeps the sockets of each side here. */
  add(socket: TcpSocket): void {
    this.#sockets.add(socket);
  }

  remove(socket: TcpSocket): void {
    this.#sockets.delete(socket);
  }

  /** The next free port of a client. */
  ephemeralPort(): number {
    const port = this.#nextPort;
    this.#nextPort = port === lastEphemeralPort ? firstEphemeralPort : port + 1;
    return port;
  }

  /** Nothing arrives any more, and nobody is told. */
  cut(): void {
    for (const socket of this.#sockets) socket.cut();
  }
}

/** The address that stands for all leads to the own loopback device, as on Linux. */
function reachable({ ip, port }: SocketAddress): SocketAddress {
  return { ip: !isAnyAddress(ip) ? ip : ip === '::' ? '::1' : '127.0.0.1', port };
}

/** Whether two listeners on one port would get in each other's way; `::` takes IPv4 too, as `net.Listen` of Go does. */
function collide(one: string, other: string): boolean {
  return one === other || isAnyAddress(one) || isAnyAddress(other);
}

/** Whether a listener takes connections to that address. */
function takes(listening: string, ip: string): boolean {
  return listening === ip || listening === '::' || (listening === '0.0.0.0' && !ip.includes(':'));
}
