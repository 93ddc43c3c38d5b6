import { refused } from './errno.ts';
import type { Process } from './process.ts';
import { compute, type Run } from './syscalls.ts';

/** Lines of `/etc/hosts` that are looked at. */
const maxHostsBytes = 256 * 1024;
const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** Whether a text is an address and no name. */
export function isIpLiteral(text: string): boolean {
  return ipv4.test(text) || (text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text));
}

/**
 * The address of a name as a program of the container would get it from `getaddrinfo`: addresses stand for themselves,
 * then `/etc/hosts`, then what the loopback device and the Pod's own name are. Nothing where nobody knows the name.
 */
export function* resolveName(process: Process, name: string): Run<string | undefined> {
  const bare = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
  if (isIpLiteral(bare)) return bare;
  const wanted = bare.toLowerCase();
  yield* compute();
  return inHostsFile(process, wanted)?.ip ?? ownName(process, wanted);
}

/** The whole name of a host: the first of its line in `/etc/hosts`, or the name itself. */
export function wholeName(process: Process, name: string): string {
  return inHostsFile(process, name.toLowerCase())?.names[0] ?? name;
}

function inHostsFile(process: Process, wanted: string): { ip: string; names: readonly string[] } | undefined {
  const node = process.stat('/etc/hosts');
  if (refused(node) || node.kind !== 'file') return undefined;
  for (const line of node.content.read(0, maxHostsBytes).split('\n')) {
    const [ip, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    // Programs ask for IPv4 first; `::1 localhost` would lead servers of 0.0.0.0 nowhere.
    if (ip && ipv4.test(ip) && names.some((name) => name.toLowerCase() === wanted)) return { ip, names };
  }
  return undefined;
}

function ownName(process: Process, wanted: string): string | undefined {
  if (wanted === 'localhost' || wanted.endsWith('.localhost')) return '127.0.0.1';
  return wanted === process.kernel.hostname.toLowerCase() ? process.kernel.network.ip : undefined;
}
