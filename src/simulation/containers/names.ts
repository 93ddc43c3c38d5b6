import type { Process } from './process.ts';
import { isIpLiteral } from './resolver/addressText.ts';
import { hostsEntriesOf } from './resolver/hostsFile.ts';
import { lookUp } from './resolver/lookUp.ts';
import type { Run } from './syscalls.ts';

/**
 * The address that a program takes which tries only one: that of IPv4 where there is any, since servers of 0.0.0.0 are not at `::1`.
 * An address, in brackets too, stands for itself. Nothing where the name is not known or nobody answers.
 */
export function* resolveName(process: Process, name: string): Run<string | undefined> {
  const bare = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
  if (isIpLiteral(bare)) return bare;
  const { addresses } = yield* lookUp(process, bare);
  return addresses.find((ip) => !ip.includes(':')) ?? addresses[0];
}

/** The whole name of a host: the first of its line in `/etc/hosts`, or the name itself. */
export function wholeName(process: Process, name: string): string {
  return hostsEntriesOf(process, name, process.kernel.resolver)[0]?.names[0] ?? name;
}
