import type { DnsQuestion } from '../../../../../api/dns.ts';
import type { LookupTry } from '../../../../../api/traffic.ts';
import type { Process } from '../../../process.ts';
import type { Program, Run } from '../../../syscalls.ts';
import { write } from '../../../syscalls.ts';
import { noteToolLookup } from '../noteToolLookup.ts';
import { type BindAskOptions, bindAsk, nobodyAnswered } from './bindAsk.ts';
import { bindName } from './bindName.ts';
import type { BindRelease } from './bindRelease.ts';
import { type BindSearched, bindSearch } from './bindSearch.ts';
import { bindServers } from './bindServers.ts';
import { type DigCommand, type DigLookup, digCommand } from './digArguments.ts';
import { digText } from './digText.ts';
import { dataText } from './recordText.ts';

const usage =
  'Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n            {global-d-opt} host [@local-server] {local-d-opt}\n            [ host [@local-server] {local-d-opt} [...]]\n';
const usageHint = '\nUse "dig -h" (or "dig -h | more") for complete list of options\n';

/** `dig`: asks name servers, and shows all that they say (https://bind9.readthedocs.io/en/stable/manpages.html). */
export function dig(release: BindRelease): Program {
  return function* (process) {
    const command = digCommand(process.argv.slice(1));
    if (typeof command === 'string') {
      yield* write(2, `${command}\n${usage}${usageHint}`);
      return 1;
    }
    if (command.asks !== 'names') {
      yield* write(command.asks === 'version' ? 2 : 1, command.asks === 'version' ? `DiG ${release.version}\n` : usage);
      return 0;
    }
    let status = 0;
    for (const lookup of command.lookups) {
      const hasHead = command.hasHead && lookup === command.lookups[0];
      const code = yield* ask(process, release, command, lookup, hasHead ? 'withHead' : 'bare');
      if (code === 1 || code === 10) return code;
      status = code;
    }
    return status;
  };
}

function* ask(
  process: Process,
  release: BindRelease,
  command: DigCommand,
  lookup: DigLookup,
  head: 'withHead' | 'bare',
): Run<number> {
  const servers = yield* bindServers(process, 'dig', lookup.server);
  if (!servers) return 1;
  const named = bindName(lookup.name);
  if ('problem' in named) {
    yield* write(2, `dig: '${lookup.name}' is not a legal name (${named.problem})\n`);
    return 10;
  }
  const { type, class: questionClass, options } = lookup;
  const isOverTcp = options.has('tcp') || (type === 'ANY' && release.isModern && !process.argv.includes('+notcp'));
  const asking: BindAskOptions = {
    release,
    servers,
    ...(lookup.port !== undefined && { port: lookup.port }),
    timeoutMs: command.timeoutMs ?? (isOverTcp ? 10_000 : 5_000),
    tries: lookup.tries,
    transport: isOverTcp ? 'tcp' : 'udp',
    onServfail: 'accept',
  };
  const cookie = process.kernel.randomHex(16);
  const banner = bannerText(process, release, command, lookup, servers.length);
  let isFirst = head === 'withHead' && !command.isShort;
  const show = function* ({ name, found }: BindSearched): Run<void> {
    if (command.isShort) {
      for (const record of found?.answer.answers ?? []) {
        const from = options.has('identify') ? ` from server ${found?.server.given} in ${found?.reply.tookMs} ms.` : '';
        yield* write(1, `${dataText(record)}${from}\n`);
      }
      return;
    }
    // Each answer of a shown search has a head of its own.
    if (isFirst) yield* write(1, banner);
    isFirst = options.has('showsearch') && head === 'withHead';
    if (!found) {
      yield* write(1, nobodyAnswered(release));
      return;
    }
    const question: DnsQuestion = { name, type, class: questionClass };
    const transport = isOverTcp ? 'TCP' : 'UDP';
    yield* write(1, digText(lookup, question, found, { release, cookie, nowMs: process.nowMs, transport }));
  };
  const tries: LookupTry[] = [];
  const startMs = process.kernel.uptimeMs;
  const searched: BindSearched = options.has('search')
    ? yield* bindSearch(
        process,
        lookup.name,
        lookup,
        {
          ...asking,
          ...(lookup.ndots !== undefined && { ndots: lookup.ndots }),
          ...(lookup.domain !== undefined && { searches: [lookup.domain] }),
        },
        tries,
        options.has('showsearch') ? show : undefined,
      )
    : {
        name: named.name,
        found: yield* bindAsk(process, { name: named.name, type, class: questionClass }, asking, tries),
      };
  noteToolLookup(process, lookup.name, startMs, tries);
  if (!searched.found && command.isShort) yield* write(1, nobodyAnswered(release));
  else yield* show(searched);
  return searched.found ? 0 : 9;
}

function bannerText(
  process: Process,
  { version }: BindRelease,
  { isShort }: DigCommand,
  { server }: DigLookup,
  servers: number,
): string {
  const words = process.argv.slice(1).map((word) => ` ${word}`);
  const found = server === undefined ? '' : `; (${servers} server${servers === 1 ? '' : 's'} found)\n`;
  return `\n; <<>> DiG ${version} <<>>${words.join('')}\n${found};; global options:${isShort ? ' +short' : ''} +cmd\n`;
}
