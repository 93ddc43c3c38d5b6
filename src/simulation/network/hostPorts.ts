import type { NetworkNamespace } from './networkNamespace.ts';
import { isAnyAddress, isLoopback, type SocketAddress } from './socketAddress.ts';
import type { AddressTranslation, Protocol, Translation } from './translation.ts';

/** A port of a Node that leads to a Pod (`hostPort`). */
export interface HostPort {
  readonly protocol: Protocol;
  /** The Node's address that it is on; all of them where it is missing. */
  readonly hostIp?: string;
  readonly hostPort: number;
  readonly to: SocketAddress;
}

/** What the network plugin `portmap` writes: ports of Nodes that lead to Pods on them (https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/#support-hostport). */
export class HostPorts implements AddressTranslation {
  readonly #nodes: (ip: string) => NetworkNamespace | undefined;
  /** By Node, protocol and port. */
  readonly #ports = new Map<string, HostPort[]>();

  /** `nodes` finds the Node that has an address. */
  constructor(nodes: (ip: string) => NetworkNamespace | undefined) {
    this.#nodes = nodes;
  }

  /** Opens a port on a Node; returns the way to close it. */
  open(node: string, port: HostPort): () => void {
    const key = keyOf(node, port.protocol, port.hostPort);
    this.#ports.set(key, [...(this.#ports.get(key) ?? []), port]);
    return () => {
      const rest = (this.#ports.get(key) ?? []).filter((other) => other !== port);
      if (rest.length > 0) this.#ports.set(key, rest);
      else this.#ports.delete(key);
    };
  }

  /** The Node's machine is gone, and its rules with it. */
  forget(node: string): void {
    for (const key of [...this.#ports.keys()]) if (key.startsWith(`${node} `)) this.#ports.delete(key);
  }

  translate(from: NetworkNamespace, target: SocketAddress, protocol: Protocol): Translation | undefined {
    if (this.#ports.size === 0) return undefined;
    const node = isLoopback(target.ip) ? (from.kind === 'node' ? from : undefined) : this.#nodes(target.ip);
    const here = node && this.#ports.get(keyOf(node.nodeName, protocol, target.port));
    const port = here?.find(({ hostIp = '' }) => hostIp === '' || isAnyAddress(hostIp) || hostIp === target.ip);
    if (!port) return undefined;
    // The Pod itself, and the Node over its loopback device, must see answers come from where they asked.
    const isMasqueraded = isLoopback(target.ip) || port.to.ip === from.ip;
    return { verdict: 'forward', to: port.to, hostPort: port.hostPort, source: isMasqueraded ? 'node' : 'kept' };
  }
}

function keyOf(node: string, protocol: Protocol, port: number): string {
  return `${node} ${protocol} ${port}`;
}
