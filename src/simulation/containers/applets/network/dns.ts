import { resolveName } from '../../names.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import { type Program, sleep, write } from '../../syscalls.ts';

/** How long the tools ask before they give up: two tries of five seconds. */
const patienceMs = 10_000;

/** `nslookup NAME`, `dig NAME`, `host NAME`: names of `/etc/hosts` and addresses; without a name server all else fails. */
export const nslookup: Program = function* (process) {
  const tool = (process.argv[0] ?? '').replace(/.*\//, '');
  const name = process.argv.slice(1).find((word) => !/^[-+@]/.test(word));
  if (name === undefined) {
    yield* write(
      2,
      'BusyBox v1.36.1 multi-call binary.\n\nUsage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n',
    );
    return 1;
  }
  // nslookup and its relatives ask a server and nobody else: only the loopback name is answered by every resolver.
  const ip = name === 'localhost' || isIpLiteral(name) ? yield* resolveName(process, name) : undefined;
  if (ip !== undefined && tool === 'nslookup') {
    yield* write(1, `Name:\t${name}\nAddress: ${ip}\n\n`);
    return 0;
  }
  yield* sleep(patienceMs);
  yield* write(1, `;; connection timed out; no servers could be reached\n${tool === 'nslookup' ? '\n' : ''}`);
  return tool === 'dig' ? 9 : 1;
};

/** `traceroute`: answers to expired packets are not part of this network. */
export const traceroute: Program = function* () {
  yield* write(2, 'traceroute: packets with an expired time to live are not part of this network; try ping\n');
  return 1;
};
