import { formatSocketAddress, type SocketAddress } from '../../../network/socketAddress.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import type { CorefileWords } from './corefileWords.ts';
import { readDuration, readInteger } from './goText.ts';
import { bareAnswer, failed, type MakeHandler } from './serving.ts';
import { isInZone, readZone } from './zones.ts';

/** One `forward`: which names it sends where. */
export interface ForwardConfiguration {
  readonly from: string;
  readonly except: readonly string[];
  readonly servers: readonly SocketAddress[];
  readonly policy: 'random' | 'round_robin' | 'sequential';
  /** So many questions may be on their way; 0 for any number. */
  readonly maxConcurrent: number;
}

/** Reads a file; nothing where there is none. */
export type ReadFile = (path: string) => string | undefined;

const mostServers = 15;
const policies = ['random', 'round_robin', 'sequential'] as const;
/** Properties that change nothing here: connections are not kept, and whether a server is well shows in its answers. */
const unread = new Set([
  'expire',
  'max_fails',
  'health_check',
  'prefer_udp',
  'max_idle_conns',
  'failfast_all_unhealthy_upstreams',
]);
/** How long one server is waited for, and all of them, milliseconds (`readTimeout` and `defaultTimeout` of the plugin). */
export const readTimeoutMs = 2_000;
const deadlineMs = 5_000;
/** A server that refuses is asked so often. */
const mostRefusals = 3;

/** Reads the lines of `forward` (https://coredns.io/plugins/forward/): each use is one of its own. */
export function readForward(words: CorefileWords, readFile: ReadFile): readonly ForwardConfiguration[] {
  const found: ForwardConfiguration[] = [];
  for (let line = words.nextUse(); line; line = words.nextUse()) {
    const [fromWord, ...to] = line;
    if (fromWord === undefined || to.length === 0) {
      words.failCount();
      break;
    }
    const from = readZone(fromWord);
    if (from === undefined) words.refuse(`unable to normalize '${fromWord}'`);
    const servers = readServers(words, to, readFile);
    let except: readonly string[] = [];
    let policy: ForwardConfiguration['policy'] = 'random';
    let maxConcurrent = 0;
    for (const [name, values] of words.block()) {
      const [value = ''] = values;
      if (unread.has(name)) checkDuration(words, name, value);
      else if (values.length === 0) words.failCount();
      else if (name === 'except') except = [...except, ...values.flatMap((word) => readZone(word) ?? [])];
      else if (name === 'policy') {
        policy = policies.find((each) => each === value) ?? policy;
        if (policy !== value) words.fail(`unknown policy '${value}'`);
      } else if (name === 'max_concurrent') {
        const number = readInteger(value);
        if (typeof number === 'string') words.refuse(number);
        else if (number < 0) words.refuse(`max_concurrent can't be negative: ${number}`);
        else maxConcurrent = number;
      } else if (['tls', 'tls_servername', 'force_tcp', 'next', 'failover'].includes(name)) {
        words.refuse(`Pod Labs does not simulate its property '${name}'`);
      } else words.fail(`unknown property '${name}'`);
    }
    if (servers.length > mostServers) words.refuse(`more than ${mostServers} TOs configured: ${servers.length}`);
    found.push({ from: from ?? '.', except, servers, policy, maxConcurrent });
  }
  return found;
}

function checkDuration(words: CorefileWords, name: string, value: string): void {
  if (name !== 'expire' && name !== 'health_check') return;
  const ms = readDuration(value);
  if (typeof ms === 'string') words.refuse(ms);
  else if (ms < 0) words.refuse(`${name} can't be negative: ${value}`);
}

/** Addresses, or files like `/etc/resolv.conf` that name them. */
function readServers(words: CorefileWords, to: readonly string[], readFile: ReadFile): readonly SocketAddress[] {
  const servers: SocketAddress[] = [];
  for (const word of to) {
    const [, scheme = 'dns', host = ''] = /^(?:(dns|tls|https|grpc):\/\/)?(.*)$/s.exec(word) ?? [];
    if (scheme !== 'dns') words.refuse(`'${scheme}' is not supported as a destination protocol in forward: ${word}`);
    const [, bracketed, bare, port = '53'] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(host) ?? [];
    const ip = isIpLiteral(host) ? host : (bracketed ?? bare ?? '');
    if (isIpLiteral(ip)) servers.push({ ip, port: Number(port) });
    else {
      const text = readFile(host);
      if (text === undefined) words.refuse(`not an IP address or file: ${JSON.stringify(host)}`);
      for (const [, each = ''] of (text ?? '').matchAll(/^nameserver[ \t]+(\S+)/gm))
        servers.push({ ip: each, port: 53 });
    }
  }
  if (servers.length === 0) words.refuse('no nameservers found');
  return servers;
}

/** Asks other servers. */
export function serveForward({ from, except, servers, policy, maxConcurrent }: ForwardConfiguration): MakeHandler {
  return (next, serving) => {
    let underWay = 0;
    let turn = 0;
    const inOrder = (): readonly SocketAddress[] => {
      const first =
        policy === 'sequential'
          ? 0
          : policy === 'random'
            ? serving.randomInteger(0, servers.length)
            : turn++ % servers.length;
      return servers.map((_, index) => servers[(first + index) % servers.length] as SocketAddress);
    };
    return function* (request) {
      const { question } = request;
      const name = question.name.toLowerCase();
      if (!isInZone(name, from) || except.some((zone) => isInZone(name, zone))) return yield* next(request);
      if (maxConcurrent > 0 && underWay >= maxConcurrent) {
        return failed('REFUSED', `concurrent queries exceeded maximum ${maxConcurrent}`);
      }
      underWay += 1;
      try {
        const endMs = serving.nowMs() + deadlineMs;
        const order = inOrder();
        let problem = 'no healthy proxies';
        let refusals = 0;
        for (let at = 0; serving.nowMs() < endMs && refusals < mostRefusals * order.length; at++) {
          const asked = yield { server: order[at % order.length] as SocketAddress, question };
          if ('answer' in asked) return { answer: asked.answer, writtenBy: 'forward' };
          problem = asked.problem;
          if (asked.cause === 'unreachable') refusals += 1;
        }
        return { answer: bareAnswer('SERVFAIL'), writtenBy: undefined, error: problem };
      } finally {
        underWay -= 1;
      }
    };
  };
}

/** What Go says of a server that does not answer: `read udp 10.244.0.2:43551->192.168.0.1:53: i/o timeout`. */
export function readProblem(from: SocketAddress, to: SocketAddress, why: string): string {
  return `read udp ${formatSocketAddress(from)}->${formatSocketAddress(to)}: ${why}`;
}
