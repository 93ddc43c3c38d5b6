/** Where one end of a connection is. */
export interface SocketAddress {
  /** IPv4 in dots, or IPv6 in colons. */
  readonly ip: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** Whether an address leads back to its own network namespace: 127.0.0.0/8 and ::1. */
export function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

/** Whether a listener on this address takes connections to every address of its namespace. */
export function isAnyAddress(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::';
}

/**
 * Whether an address is one of the cluster's Pods or Nodes, where each host has its neighbours: the network plugin's range and that of
 * the Nodes. Service addresses are none: no host has one.
 */
export function isClusterAddress(ip: string): boolean {
  return ip.startsWith('10.244.') || ip.startsWith('192.168.0.');
}

/** A namespace's place: its own address and its Node's name. */
interface Place {
  readonly ip: string;
  readonly nodeName: string;
}

/**
 * What a receiver sees as the sender of packets that a Node forwards in its own name: a Pod of the same Node sees the bridge's
 * address (.1 of the Node's Pod network), others the sender's Node's (.0, the address of the plugin's overlay device).
 */
export function nodeAddressOf(from: Place, to: Place): string {
  const pod = from.ip.startsWith('10.244.') ? from : to;
  const network = pod.ip.split('.').slice(0, 3).join('.');
  return `${network}.${from.nodeName === to.nodeName ? 1 : 0}`;
}

/** `10.244.1.7:80`, `[::1]:80`. */
export function formatSocketAddress({ ip, port }: SocketAddress): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
