import type { Process } from '../../process.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import { lookUp } from '../../resolver/lookUp.ts';
import { lookUpAddress } from '../../resolver/lookUpAddress.ts';
import { resolverConfiguration } from '../../resolver/resolverConfiguration.ts';
import { type Program, type Run, write } from '../../syscalls.ts';
import { badUsage, complain } from '../input.ts';

/**
 * busybox' `nslookup` before 1.29, which Kubernetes' documentation recommends for that reason: it asks the C library, and so walks the
 * search list; behind each address stands the name that it has backwards.
 */
export const oldNslookup: Program = function* (process) {
  const [host, server] = process.argv.slice(1);
  if (host === undefined || host.startsWith('-') || process.argv.length > 3) {
    return yield* badUsage(process, undefined, 'nslookup [HOST] [SERVER]');
  }
  let ip = resolverConfiguration(process, process.kernel.resolver).nameServers[0] ?? '127.0.0.1';
  if (server !== undefined) {
    const { addresses } = yield* lookUp(process, server);
    const [first] = addresses;
    if (first === undefined) {
      yield* complain(process, `bad address '${server}'`);
      return 1;
    }
    ip = first;
  }
  const only = server === undefined ? {} : { nameServers: [ip] };
  yield* printHost(process, ip, 'Server:', only);
  yield* write(1, '\n');
  return yield* printHost(process, host, 'Name:', only);
};

function* printHost(
  process: Process,
  host: string,
  title: string,
  only: { readonly nameServers?: readonly string[] },
): Run<number> {
  const { addresses } = yield* lookUp(process, host, only);
  if (addresses.length === 0) {
    yield* complain(process, `can't resolve '${host}'`);
    return 1;
  }
  yield* write(1, `${title.padEnd(10)} ${host}\n`);
  for (const [index, ip] of addresses.entries()) {
    const name = isIpLiteral(ip) ? yield* lookUpAddress(process, ip, only) : undefined;
    yield* write(1, `Address ${index + 1}: ${ip}${name === undefined ? '' : ` ${name}`}\n`);
  }
  return 0;
}
