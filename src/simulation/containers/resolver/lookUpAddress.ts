import type { LookupTry } from '../../../api/traffic.ts';
import type { Process } from '../process.ts';
import type { Run } from '../syscalls.ts';
import { askServer, dnsPort, tryOf } from './askServer.ts';
import { hostsEntries } from './hostsFile.ts';
import { resolverConfiguration } from './resolverConfiguration.ts';
import { reverseName } from './reverseName.ts';

/**
 * The name of an address, as `getnameinfo` finds it: in `/etc/hosts`, or by asking the name servers backwards. Nothing where it has
 * none, or where nobody answers.
 */
export function* lookUpAddress(
  process: Process,
  ip: string,
  options: { readonly nameServers?: readonly string[] } = {},
): Run<string | undefined> {
  const listed = hostsEntries(process).find((entry) => entry.ip === ip)?.names[0];
  if (listed !== undefined) return listed;
  const name = reverseName(ip);
  if (name === undefined) return undefined;
  const configuration = resolverConfiguration(process, process.kernel.resolver);
  const servers = options.nameServers ?? configuration.nameServers;
  const tries: LookupTry[] = [];
  const atMs = process.kernel.uptimeMs;
  const note = (found: string | undefined) => {
    const tookMs = process.kernel.uptimeMs - atMs;
    process.noteLookup({ name: ip, ...(found !== undefined && { source: 'dns' }), tries, addresses: [], atMs, tookMs });
    return found;
  };
  for (let attempt = 0; attempt < configuration.attempts; attempt++) {
    for (const server of servers) {
      const question = { name, type: 'PTR', class: 'IN' };
      const [reply] = yield* askServer(process, { ip: server, port: dnsPort }, [question], configuration.timeoutMs);
      if (!reply) continue;
      tries.push(tryOf(server, reply));
      const { answer } = reply;
      if (!answer || (answer.status !== 'NOERROR' && answer.status !== 'NXDOMAIN')) continue;
      const pointer = answer.answers.find((record) => record.type === 'PTR');
      return note(pointer?.type === 'PTR' ? pointer.target : undefined);
    }
  }
  return note(undefined);
}
