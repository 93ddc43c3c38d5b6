import { formatSocketAddress } from '../../../network/socketAddress.ts';
import type { Process } from '../../process.ts';
import { dnsPort } from '../../resolver/askServer.ts';
import { lookUp } from '../../resolver/lookUp.ts';
import { resolverConfiguration } from '../../resolver/resolverConfiguration.ts';
import type { Run } from '../../syscalls.ts';

/** The addresses of a name as a Go program finds them with its own resolver, those of IPv4 first; or Go's words for why not. */
export function* goLookUp(
  process: Process,
  name: string,
): Run<{ readonly addresses: readonly [string, ...string[]] } | { readonly problem: string }> {
  const { addresses, problem, trace } = yield* lookUp(process, name, { kind: 'go' });
  const [first, ...rest] = [...addresses].sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')));
  if (first !== undefined) return { addresses: [first, ...rest] };
  const last = trace.tries.at(-1);
  const { network } = process.kernel;
  const server = formatSocketAddress({
    ip: last?.server ?? resolverConfiguration(process, 'go').nameServers[0] ?? '127.0.0.1',
    port: dnsPort,
  });
  const asked = `lookup ${name} on ${server}: `;
  if (problem !== 'tryAgain') return { problem: last ? `${asked}no such host` : `lookup ${name}: no such host` };
  const way = `read udp ${network.ip}:${network.ephemeralPort()}->${server}: `;
  if (last?.result === 'TIMEOUT') return { problem: `${asked}${way}i/o timeout` };
  if (last?.result === 'REFUSED_CONNECTION') return { problem: `${asked}${way}read: connection refused` };
  return { problem: `${asked}server misbehaving` };
}
