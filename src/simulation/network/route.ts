import { isLoopback } from './socketAddress.ts';

/** A place on the network: its address, its Node, and whether it is a Pod. */
interface Place {
  readonly ip: string;
  readonly nodeName: string;
  readonly kind: 'pod' | 'node' | 'outside';
}

/**
 * Whom a packet passes on its way, its target last: two Pods of one Node share a bridge; to another Node it goes over the own one's
 * bridge (.1 of the Node's Pod network) and the other's overlay device (.0), out of the cluster over the bridge alone.
 */
export function routeBetween(from: Place, to: Place, ip: string): readonly string[] {
  if (isLoopback(ip) || from.ip === to.ip || (from.nodeName === to.nodeName && from.kind === to.kind)) return [ip];
  const leaving = from.kind === 'pod' ? [deviceOf(from.ip, 1)] : [];
  const entering = to.kind === 'pod' && from.nodeName !== to.nodeName ? [deviceOf(to.ip, 0)] : [];
  return [...leaving, ...entering, ip].filter((hop, index, all) => hop !== all[index + 1]);
}

/** A device of the Node whose Pod has that address. */
function deviceOf(podIp: string, last: number): string {
  return podIp.replace(/\d+$/, String(last));
}
