import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import { Datagrams } from './datagrams.ts';
import { Flows } from './flows/flows.ts';
import { LoadLog } from './flows/loadLog.ts';
import { HostPorts } from './hostPorts.ts';
import { type NamespaceOptions, NetworkNamespace } from './networkNamespace.ts';
import { routeBetween } from './route.ts';
import { isLoopback, type SocketAddress } from './socketAddress.ts';
import { type Connected, type ConnectOptions, tcpConnect } from './tcpConnect.ts';
import { TrafficLog } from './trafficLog.ts';
import type { AddressTranslation, Protocol, Translation } from './translation.ts';

/** One way between two Nodes of one data centre, milliseconds: 0.1 to 0.5 in reality; time here has whole ones. */
const betweenNodesMs = 1;

/** The cluster's network: which namespace has which address, and how long the way between two of them is. */
export class Network {
  readonly timeline: Timeline;
  /** The requests that have gone through it. */
  readonly traffic: TrafficLog;
  /** Requests in great numbers. */
  readonly flows: Flows;
  /** The runs of load generators, in figures. */
  readonly loads: LoadLog;
  /** Its own fork: by lot an endpoint is chosen. */
  readonly random: Random;
  readonly datagrams: Datagrams;
  readonly hostPorts: HostPorts;
  readonly #byIp = new Map<string, NetworkNamespace>();
  /** Namespaces of Nodes that are cut off, and of their Pods. */
  readonly #unreachable = new Set<NetworkNamespace>();
  readonly #translations: AddressTranslation[] = [];

  constructor(timeline: Timeline, random: Random) {
    this.timeline = timeline;
    this.random = random;
    this.traffic = new TrafficLog(timeline);
    this.flows = new Flows(this, random.fork('flows'));
    this.loads = new LoadLog(timeline);
    this.datagrams = new Datagrams(this);
    this.hostPorts = new HostPorts((ip) => this.nodeAt(ip));
    this.translateWith(this.hostPorts);
  }

  /** A new namespace with an address of its own. */
  addNamespace(options: NamespaceOptions): NetworkNamespace {
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

  /** The Node that has an address. */
  nodeAt(ip: string): NetworkNamespace | undefined {
    const namespace = this.#byIp.get(ip);
    return namespace?.kind === 'node' ? namespace : undefined;
  }

  /** From now on the rules have their say in each new connection; those that were added first come first. */
  translateWith(translation: AddressTranslation): void {
    this.#translations.push(translation);
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
    this.hostPorts.forget(nodeName);
  }

  /** Takes a namespace off the network, as a Node that loses power does to its Pods. */
  cutOff(namespace: NetworkNamespace): void {
    this.#unreachable.add(namespace);
    namespace.cut();
  }

  isCutOff(namespace: NetworkNamespace): boolean {
    return this.#unreachable.has(namespace);
  }

  /** What the rules on the way do with a new connection. A Node that is cut off applies none. */
  translate(from: NetworkNamespace, target: SocketAddress, protocol: Protocol): Translation | undefined {
    const node = this.nodeAt(target.ip);
    if (node && this.isCutOff(node)) return undefined;
    for (const translation of this.#translations) {
      const answer = translation.translate(from, target, protocol);
      if (answer) return answer;
    }
    return undefined;
  }

  /** Who has an address, seen from a namespace: its loopback addresses are its own. */
  destination(from: NetworkNamespace, ip: string): NetworkNamespace | undefined {
    return isLoopback(ip) ? from : this.#byIp.get(ip);
  }

  /** How long an echo (ICMP) takes there and back, milliseconds; nothing where no answer comes. */
  roundTripMs(from: NetworkNamespace, ip: string): number | undefined {
    const to = from.owns(ip) ? from : this.#byIp.get(ip);
    if (!to) return undefined;
    if (to !== from && (this.isCutOff(from) || this.isCutOff(to))) return undefined;
    return 2 * this.latencyMs(from, to);
  }

  /** Whom packets pass on their way to an address, it itself last; nothing where none arrive. */
  routeTo(from: NetworkNamespace, ip: string): readonly string[] | undefined {
    const to = this.roundTripMs(from, ip) === undefined ? undefined : this.destination(from, ip);
    return to && routeBetween(from, to, ip);
  }

  /** One way, milliseconds. */
  latencyMs(from: NetworkNamespace, to: NetworkNamespace): number {
    if (from === to) return 0;
    const outsideMs = Math.max(from.distanceMs, to.distanceMs);
    if (outsideMs > 0) return outsideMs;
    return from.nodeName === to.nodeName ? 0 : betweenNodesMs;
  }

  /** See `NetworkNamespace.connect`. */
  connect(from: NetworkNamespace, target: SocketAddress, options: ConnectOptions, done: Connected): () => void {
    return tcpConnect(this, from, target, options, done);
  }
}
