import { isAnyAddress, type SocketAddress } from '../../network/socketAddress.ts';
import { resolveName } from '../names.ts';
import type { Process } from '../process.ts';
import type { Run } from '../syscalls.ts';

/**
 * Where a server listens that is told these hosts: `*` is every address, names are looked up, and those that nobody knows
 * are left out.
 */
export function* listenAddresses(process: Process, hosts: readonly string[], port: number): Run<SocketAddress[]> {
  const ips = new Set<string>();
  for (const host of hosts) {
    if (host === '') continue;
    const ip = host === '*' || isAnyAddress(host) ? '0.0.0.0' : yield* resolveName(process, host);
    if (ip !== undefined) ips.add(ip);
  }
  // The address of all takes the connections of each.
  return (ips.has('0.0.0.0') ? ['0.0.0.0'] : [...ips]).map((ip) => ({ ip, port }));
}
