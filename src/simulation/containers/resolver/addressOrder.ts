import { parseIp } from '../../../api/ip.ts';
import type { ResolverKind } from './resolverKind.ts';

/** The length of a Pod network's prefix on one Node. */
const nodeNetworkBits = 24n;

/**
 * The order in which `getaddrinfo` gives addresses (RFC 6724): the loopback address of IPv6 first, then IPv4, last addresses of IPv6
 * that lead nowhere from here, since a Pod has none of its own. Among those of IPv4 glibc prefers the nearest of the own Node's
 * network; all others stay as the server gave them.
 */
export function inOrder(addresses: readonly string[], ownIp: string, kind: ResolverKind): readonly string[] {
  if (addresses.length < 2) return addresses;
  const own = parseIp(ownIp)?.value ?? 0n;
  const rank = (ip: string): number => {
    if (ip.includes(':')) return ip === '::1' ? 0 : 100;
    return 1 + (kind === 'glibc' ? distance(parseIp(ip)?.value ?? 0n, own) : 0);
  };
  return addresses
    .map((ip, index) => ({ ip, index, rank: rank(ip) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ ip }) => ip);
}

/** How many bits at the end differ; 32 for addresses of another network. */
function distance(ip: bigint, own: bigint): number {
  const differing = (ip ^ own).toString(2).replace(/^0$/, '').length;
  return differing <= 32 - Number(nodeNetworkBits) ? differing : 32;
}
