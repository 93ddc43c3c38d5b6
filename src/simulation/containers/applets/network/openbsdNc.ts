import type { SocketAddress } from '../../../network/socketAddress.ts';
import { sendDatagram } from '../../datagrams.ts';
import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import { lookUp } from '../../resolver/lookUp.ts';
import { lookupProblemText } from '../../resolver/lookupProblem.ts';
import { connect, type Program, poll, type Run, sleep, write } from '../../syscalls.ts';
import { complain } from '../input.ts';
import { type Options, readOptions } from '../options.ts';
import { type NcListening, ncListen } from './ncListen.ts';
import { relay, relayDatagrams } from './relay.ts';

const usage =
  'usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]\n\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]\n\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]\n\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]\n\t  [destination] [port]\n';
/** Names of ports, of `/etc/services`. */
const services: Readonly<Record<number, string>> = {
  22: 'ssh',
  25: 'smtp',
  53: 'domain',
  80: 'http',
  110: 'pop3',
  143: 'imap2',
  443: 'https',
  3306: 'mysql',
  5432: 'postgresql',
  6379: 'redis',
  8080: 'http-alt',
};
const maxPorts = 1_000;

const words: NonNullable<NcListening['words']> = {
  ready: ({ ip, port }) => `Listening on ${ip} ${port}\n`,
  client: ({ ip, port }) => `Connection received on ${ip} ${port}\n`,
};

/** The netcat of OpenBSD, which Debian and Alpine have beside busybox': `nc -zv HOST PORTS`, `nc -l PORT`, `-u`, `-w`, `-N`. */
export const openbsdNc: Program = function* (process) {
  const options = readOptions(process.argv, '46CDdFhklNnrStUuvZzI:i:M:m:O:P:p:q:s:T:V:W:w:X:x:b');
  const { flags, rest, problem } = options;
  if (problem !== undefined || (rest.length === 0 && !flags.has('p'))) {
    yield* write(2, usage);
    return flags.has('h') ? 0 : 1;
  }
  const limitMs = flags.has('w') ? Math.round(Number(flags.get('w')) * 1000) || undefined : undefined;
  const isUdp = flags.has('u');
  if (flags.has('l')) {
    const port = Number(rest.at(-1) ?? flags.get('p'));
    const host = flags.get('s') ?? (rest.length > 1 ? (rest[0] as string) : '0.0.0.0');
    const [ip] = yield* addressesOf(process, options, host, port);
    if (ip === undefined) return 1;
    const loud = flags.has('v') ? words : undefined;
    const listening = { command: [], repeats: flags.has('k'), limitMs, isUdp, words: loud };
    return yield* ncListen(process, { ip, port }, listening);
  }
  const [host = '', portText = ''] = rest;
  const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(portText) ?? [];
  const from = Number(first);
  const to = Number(last);
  if (first === '' || from < 1 || to > 65_535 || to < from) {
    yield* complain(process, portText === '' ? 'missing port number' : `port number invalid: ${portText}`);
    return 1;
  }
  let status = 1;
  for (let port = from; port <= Math.min(to, from + maxPorts); port++) {
    const addresses = yield* addressesOf(process, options, host, port);
    if (addresses.length === 0) return 1;
    for (const ip of addresses) {
      if (yield* call(process, options, host, { ip, port }, limitMs)) {
        status = 0;
        break;
      }
    }
  }
  return status;
};

function* addressesOf(process: Process, { flags }: Options, host: string, port: number): Run<readonly string[]> {
  const family = flags.has('6') ? { family: 'IPv6' as const } : flags.has('4') ? { family: 'IPv4' as const } : {};
  const isName = !isIpLiteral(host);
  const { addresses, problem } = isName && flags.has('n') ? noName : yield* lookUp(process, host, family);
  if (problem) {
    const text = lookupProblemText(problem, process.kernel.resolver);
    yield* complain(process, `getaddrinfo for host "${host}" port ${port}: ${text}`);
  }
  return addresses;
}

const noName = { addresses: [], problem: 'unknown' } as const;

/** One connection: whether it stood. Only looking is what `-z` does. */
function* call(
  process: Process,
  { flags }: Options,
  host: string,
  address: SocketAddress,
  limitMs: number | undefined,
): Run<boolean> {
  const { ip, port } = address;
  const kind = flags.has('u') ? 'udp' : 'tcp';
  const shown = isIpLiteral(host) ? host : `${host} (${ip})`;
  const stands = `Connection to ${shown} ${port} port [${kind}/${services[port] ?? '*'}] succeeded!\n`;
  if (kind === 'udp') {
    const fd = process.connectUdp(address);
    if (refused(fd)) return false;
    if (flags.has('z')) {
      // It sends one letter a second for a while and says so of what is not refused.
      sendDatagram(process, fd, 'X');
      yield* sleep(limitMs ?? 1_000);
      const told = yield* poll([{ fd, for: 'read' }], 0);
      if (refused(told) || told.length > 0) return false;
    }
    if (flags.has('v')) yield* write(2, stands);
    if (!flags.has('z')) yield* relayDatagrams(process, fd, limitMs);
    process.close(fd);
    return true;
  }
  const fd = yield* connect(address, limitMs);
  if (refused(fd)) {
    const isOwn = fd.errno === 'ETIMEDOUT' && limitMs !== undefined;
    const why = isOwn ? 'timed out: Operation now in progress' : `failed: ${fd.text}`;
    if (flags.has('v')) yield* complain(process, `connect to ${shown} port ${port} (tcp) ${why}`);
    return false;
  }
  if (flags.has('v')) yield* write(2, stands);
  if (!flags.has('z')) yield* relay(process, fd, limitMs);
  process.close(fd);
  return true;
}
