import { formatSocketAddress, isAnyAddress, type SocketAddress } from '../../../network/socketAddress.ts';
import type { SystemError } from '../../errno.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import type { Run } from '../../syscalls.ts';

/** Names of ports (`/etc/services`) that servers of HTTP are given. */
const portNames: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['http-alt', 8080],
]);

/**
 * Where Go's `net.Listen` listens that is given `:8080`, `127.0.0.1:8080`, `localhost:http` or `[::1]:80`; or what it says
 * where that is no address.
 */
function* goListenAddress(process: Process, text: string): Run<SocketAddress | string> {
  const found = /^(?:\[([^\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(text);
  if (!found) {
    const why = text.split(':').length > 2 ? 'too many colons in address' : 'missing port in address';
    return `listen tcp: address ${text}: ${why}`;
  }
  const [, inBrackets, bare, portText = ''] = found;
  const host = inBrackets ?? bare ?? '';
  const port = /^\d+$/.test(portText) ? Number(portText) : portNames.get(portText);
  if (port === undefined) return `listen tcp: lookup tcp/${portText}: unknown port`;
  if (port > 65_535) return `listen tcp: address ${portText}: invalid port`;
  // Go takes all addresses, of IPv6 too, where it is given the one that stands for all of IPv4.
  if (host === '' || isAnyAddress(host)) return { ip: '::', port };
  const ip = yield* resolveName(process, host);
  return ip === undefined ? `listen tcp: lookup ${host}: no such host` : { ip, port };
}

/** Where it listens that is given several of them; or what is wrong with one. */
export function* goListenAddresses(process: Process, texts: readonly string[]): Run<SocketAddress[] | string> {
  const addresses: SocketAddress[] = [];
  for (const text of texts) {
    const address = yield* goListenAddress(process, text);
    if (typeof address === 'string') return address;
    addresses.push(address);
  }
  return addresses;
}

/** What `net.Listen` says: `listen tcp :8080: bind: address already in use`. */
export function goListenProblem(address: SocketAddress, problem: SystemError): string {
  return `listen tcp ${formatGoAddress(address)}: bind: ${problem.text.toLowerCase()}`;
}

/** An address as Go programs are given it: `:8080`, `127.0.0.1:8080`. */
export function formatGoAddress(address: SocketAddress): string {
  return isAnyAddress(address.ip) ? `:${address.port}` : formatSocketAddress(address);
}
