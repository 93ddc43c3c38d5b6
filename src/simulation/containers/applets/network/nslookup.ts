import type { LookupTry } from '../../../../api/traffic.ts';
import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { askServer, type Reply, tryOf } from '../../resolver/askServer.ts';
import { dnsNameOf } from '../../resolver/dnsName.ts';
import { lookUp } from '../../resolver/lookUp.ts';
import { reverseName } from '../../resolver/reverseName.ts';
import { type Program, type Run, write } from '../../syscalls.ts';
import { badUsage, complain } from '../input.ts';
import { noteToolLookup } from './noteToolLookup.ts';
import { nslookupText } from './nslookupText.ts';

const usage =
  'nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n\nQuery DNS about HOST\n\nQUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any';
const types = ['SOA', 'NS', 'A', 'AAAA', 'CNAME', 'MX', 'TXT', 'SRV', 'PTR', 'ANY'];
/** As much of `/etc/resolv.conf` is looked at, bytes. */
const maxFileBytes = 64 * 1024;
/** Questions of one command: a bound of the simulation. */
const maxQuestions = 200;

interface Settings {
  readonly types: readonly string[];
  readonly port: number;
  readonly retry: number;
  readonly timeoutS: number;
  readonly debug: boolean;
}

const usual: Settings = { types: [], port: 53, retry: 2, timeoutS: 5, debug: false };
const optionNames = ['type', 'querytype', 'port', 'retry', 'debug', 'timeout'] as const;

interface Server {
  readonly given: string;
  readonly ip: string;
  readonly port: number;
}

/** A question, named as it is shown. */
interface Query {
  readonly shown: string;
  readonly type: string;
}

/**
 * busybox' `nslookup` since 1.29: it asks the name servers itself. Only a name without any dot gets the search list's domains, all of
 * them at the same time: those that do not exist are told, too (https://git.busybox.net/busybox/tree/networking/nslookup.c).
 */
export const nslookup: Program = function* (process) {
  const { settings, rest, problem } = readWords(process.argv.slice(1));
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const [host, givenServer] = rest;
  if (host === undefined || rest.length > 2) return yield* badUsage(process, undefined, usage);
  const file = resolverFile(process);
  const servers = yield* serversOf(process, givenServer, file.nameServers, settings.port);
  if (!servers) return 1;
  const queries = queriesOf(host, settings.types, file.searches);
  const tries: LookupTry[] = [];
  const startMs = process.kernel.uptimeMs;
  let outcome: 'good' | 'bad' | 'silent' = 'silent';
  for (const server of servers) {
    outcome = yield* ask(process, server, queries, settings, tries);
    if (outcome !== 'silent') break;
  }
  noteToolLookup(process, host, startMs, tries);
  if (outcome === 'silent') yield* write(1, ';; connection timed out; no servers could be reached\n\n');
  return outcome === 'good' ? 0 : 1;
};

function readWords(words: readonly string[]): { settings: Settings; rest: string[]; problem?: string } {
  const wanted: string[] = [];
  const rest: string[] = [];
  const numbers = { port: usual.port, retry: usual.retry, timeout: usual.timeoutS };
  let debug = false;
  let problem: string | undefined;
  for (const word of words) {
    const [, letters = '', value = ''] = /^-([a-z]+)(?:=(.*))?$/.exec(word) ?? [];
    if (rest.length > 0 || !word.startsWith('-')) {
      rest.push(word);
      continue;
    }
    // An option may be cut short.
    const name = letters === '' ? undefined : optionNames.find((each) => each.startsWith(letters));
    if (name === 'type' || name === 'querytype') {
      if (types.includes(value.toUpperCase())) wanted.push(value.toUpperCase());
      else problem ??= `invalid query type "${value}"`;
    } else if (name === 'debug') debug = true;
    else if (name === undefined) return { settings: usual, rest: [] };
    else numbers[name] = Math.max(1, Number(value) || 1);
  }
  const { port, retry, timeout: timeoutS } = numbers;
  const inOrder = types.filter((type) => wanted.includes(type));
  return { settings: { types: inOrder, port, retry, timeoutS, debug }, rest, ...(problem && { problem }) };
}

/** It reads the file itself: search lists of one line are the last that counts, and there may be any number of servers. */
function resolverFile(process: Process): { nameServers: readonly string[]; searches: readonly string[] } {
  const node = process.stat('/etc/resolv.conf');
  const text = refused(node) || node.kind !== 'file' ? '' : node.content.read(0, maxFileBytes);
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const nameServers = lines.flatMap(([keyword, ip]) => (keyword === 'nameserver' && ip ? [ip] : []));
  const searches = lines.findLast(([keyword]) => keyword === 'search' || keyword === 'domain')?.slice(1) ?? [];
  return { nameServers: nameServers.length > 0 ? nameServers : ['127.0.0.1'], searches };
}

function* serversOf(
  process: Process,
  given: string | undefined,
  nameServers: readonly string[],
  usualPort: number,
): Run<readonly Server[] | undefined> {
  if (given === undefined) return nameServers.map((ip) => ({ given: ip, ip, port: usualPort }));
  const [, host = given, portText] = /^(.*[^:]):(\d+)$/.exec(given) ?? [];
  const isIpv6 = host.includes(':') && !host.startsWith('[');
  const name = isIpv6 ? given : host.replace(/^\[|\]$/g, '');
  const { addresses } = yield* lookUp(process, name);
  const ip = addresses.find((each) => !each.includes(':')) ?? addresses[0];
  if (ip === undefined) {
    yield* complain(process, `bad address '${given}'`);
    return undefined;
  }
  return [{ given, ip, port: portText === undefined || isIpv6 ? usualPort : Number(portText) }];
}

function queriesOf(host: string, wanted: readonly string[], searches: readonly string[]): readonly Query[] {
  const reverse = wanted.length === 0 ? reverseName(host) : undefined;
  if (reverse !== undefined) return [{ shown: reverse, type: 'PTR' }];
  const names = (type: string) =>
    type === 'PTR' || searches.length === 0 || host.includes('.')
      ? [host]
      : searches.map((search) => `${host}.${search}`);
  const all = (wanted.length > 0 ? wanted : ['A', 'AAAA']).flatMap((type) =>
    names(type).map((shown) => ({ shown, type })),
  );
  return all.slice(0, maxQuestions);
}

/** Asks one server, twice at most; shows each answer as it comes. */
function* ask(
  process: Process,
  server: Server,
  queries: readonly Query[],
  { retry, timeoutS, debug }: Settings,
  tries: LookupTry[],
): Run<'good' | 'bad' | 'silent'> {
  const questions = queries.map(({ shown, type }) => ({ name: dnsNameOf(shown), type, class: 'IN' }));
  if (questions.some(({ name }) => name === undefined)) {
    yield* complain(process, `write to '${server.given}': Message too long`);
    return 'silent';
  }
  const replies = new Map<number, Reply>();
  let outcome: 'good' | 'bad' = 'good';
  const intervalMs = Math.ceil((timeoutS * 1000) / retry);
  const startMs = process.kernel.uptimeMs;
  for (let round = 0; round < retry && replies.size < queries.length; round++) {
    let open = queries.map((_, index) => index).filter((index) => !replies.has(index));
    // Who says SERVFAIL is asked again at once, as often as twice for each question.
    for (let repetitions = 0; open.length > 0 && repetitions <= 2; repetitions++) {
      const asked = open.map((index) => ({ ...questions[index], name: questions[index]?.name ?? '.' }) as never);
      const got = yield* askServer(process, { ip: server.ip, port: server.port }, asked, intervalMs);
      tries.push(...got.map((reply) => tryOf(server.ip, reply)));
      if (got.some(({ problem }) => problem === 'REFUSED_CONNECTION' || problem === 'UNREACHABLE')) {
        const why = got.some(({ problem }) => problem === 'UNREACHABLE') ? 'Host is unreachable' : 'Connection refused';
        yield* complain(process, `write to '${server.given}': ${why}`);
        return 'silent';
      }
      const again: number[] = [];
      for (const [at, reply] of got.entries()) {
        const index = open[at] as number;
        if (!reply.answer) continue;
        if (reply.answer.status === 'SERVFAIL' && repetitions < 2) {
          again.push(index);
          continue;
        }
        const head = replies.size === 0 ? `Server:\t\t${server.given}\nAddress:\t${addressText(server)}\n\n` : '';
        replies.set(index, reply);
        const timing = debug ? `Query #${index} completed in ${process.kernel.uptimeMs - startMs}ms:\n` : '';
        const shown = queries[index]?.shown ?? '';
        if (reply.answer.status !== 'NOERROR') outcome = 'bad';
        yield* write(1, `${head}${timing}${nslookupText(shown, reply.answer, debug ? 'debug' : 'plain')}\n`);
      }
      open = again;
    }
  }
  if (replies.size === 0) return 'silent';
  const missing = queries.filter((_, index) => !replies.has(index));
  const lines = missing.map(({ shown }) => `*** Can't find ${shown}: No answer\n`);
  if (lines.length > 0) yield* write(1, `${lines.join('')}\n`);
  return outcome;
}

function addressText({ ip, port }: Server): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
