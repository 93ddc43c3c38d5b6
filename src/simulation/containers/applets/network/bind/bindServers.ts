import type { Process } from '../../../process.ts';
import { isIpLiteral } from '../../../resolver/addressText.ts';
import { lookUp } from '../../../resolver/lookUp.ts';
import { resolverConfiguration } from '../../../resolver/resolverConfiguration.ts';
import type { Run } from '../../../syscalls.ts';
import { write } from '../../../syscalls.ts';

/** A name server as it was given, and its address. */
export interface BindServer {
  readonly given: string;
  readonly ip: string;
}

/** The name servers that were named on the command line, or those of `/etc/resolv.conf`. Nothing where its name is not known: that is said. */
export function* bindServers(
  process: Process,
  tool: string,
  given: string | undefined,
): Run<readonly BindServer[] | undefined> {
  if (given === undefined) {
    const { nameServers, isNamed } = resolverConfiguration(process, 'glibc');
    return (isNamed ? nameServers : ['::1', '127.0.0.1']).map((ip) => ({ given: ip, ip }));
  }
  if (isIpLiteral(given)) return [{ given, ip: given }];
  const { addresses, problem } = yield* lookUp(process, given);
  if (addresses.length > 0) return addresses.map((ip) => ({ given, ip }));
  const why = problem === 'tryAgain' ? 'failure' : 'not found';
  yield* write(2, `${tool}: couldn't get address for '${given}': ${why}\n`);
  return undefined;
}
