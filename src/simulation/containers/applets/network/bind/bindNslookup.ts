import type { DnsAnswer, DnsRecord } from '../../../../../api/dns.ts';
import { typeNumber } from '../../../../../api/dnsWire/recordTypes.ts';
import type { LookupTry } from '../../../../../api/traffic.ts';
import type { Process } from '../../../process.ts';
import { reverseName } from '../../../resolver/reverseName.ts';
import type { Program, Run } from '../../../syscalls.ts';
import { write } from '../../../syscalls.ts';
import { noteToolLookup } from '../noteToolLookup.ts';
import { type BindAskOptions, nobodyAnswered } from './bindAsk.ts';
import { bindName } from './bindName.ts';
import type { BindRelease } from './bindRelease.ts';
import { type BindSearched, bindSearch } from './bindSearch.ts';
import { bindServers } from './bindServers.ts';
import { absolute, dataText } from './recordText.ts';

/** What `-word=value` sets. */
interface Settings {
  /** Both families of addresses, or the name of an address, where nothing is said. */
  type: string | undefined;
  port: number | undefined;
  timeoutMs: number;
  tries: number;
  searches: boolean;
  isOverTcp: boolean;
}

/** BIND's `nslookup`, not as a dialogue: one name, and perhaps a server. */
export function bindNslookup(release: BindRelease): Program {
  return function* (process) {
    const settings: Settings = {
      type: undefined,
      port: undefined,
      timeoutMs: 5_000,
      tries: 3,
      searches: true,
      isOverTcp: false,
    };
    const rest: string[] = [];
    for (const word of process.argv.slice(1)) {
      if (!word.startsWith('-') || word === '-') rest.push(word);
      else {
        const problem = setting(word.slice(1), settings);
        if (problem !== undefined) yield* write(1, problem);
      }
    }
    const [name, server] = rest;
    if (name === undefined || name === '-') {
      yield* write(2, 'nslookup: its dialogue is not part of this simulation: give it a name\n');
      return 1;
    }
    return yield* lookUpOne(process, release, settings, name, server);
  };
}

/** Takes one setting; the words of what is not known. */
function setting(word: string, settings: Settings): string | undefined {
  const [name = '', value = ''] = word.split('=', 2);
  if (/^(ty|typ|type|q|querytype|query|set type)$/.test(name)) {
    if (typeNumber(value.toUpperCase()) === undefined) return `unknown query type: ${value}\n`;
    settings.type = value.toUpperCase();
  } else if (/^(po|port)$/.test(name)) settings.port = Number(value) || undefined;
  else if (/^(timeout|ti)$/.test(name)) settings.timeoutMs = Math.max(1, Number(value) || 5) * 1000;
  else if (/^(ret|retry)$/.test(name)) settings.tries = Math.max(1, Number(value) || 1);
  else if (name === 'search' || name === 'nosearch') settings.searches = name === 'search';
  else if (name === 'vc' || name === 'novc') settings.isOverTcp = name === 'vc';
  else if (!/^(no)?(debug|d2|recurse|rec|fail|sil|silent|all|class|cl|ndots|domain|do)/.test(name)) {
    return `*** Invalid option: ${word}\n`;
  }
  return undefined;
}

function* lookUpOne(
  process: Process,
  release: BindRelease,
  settings: Settings,
  text: string,
  givenServer: string | undefined,
): Run<number> {
  const servers = yield* bindServers(process, 'nslookup', givenServer);
  if (!servers) return 1;
  const reverse = reverseName(text);
  const asked = reverse ?? text;
  const named = bindName(asked);
  if ('problem' in named) {
    yield* write(2, `nslookup: '${text}' is not in legal name syntax (${named.problem})\n`);
    return 1;
  }
  const isPlain = settings.type === undefined && reverse === undefined;
  const type = settings.type ?? (reverse === undefined ? 'A' : 'PTR');
  const isOverTcp = settings.isOverTcp || (type === 'ANY' && release.isModern);
  const options: BindAskOptions & { searches?: readonly string[] } = {
    release,
    servers,
    ...(settings.port !== undefined && { port: settings.port }),
    timeoutMs: settings.timeoutMs,
    tries: settings.tries,
    transport: isOverTcp ? 'tcp' : 'udp',
    onServfail: 'next',
    tells: givenServer === undefined ? 'servfailAndNoRecursion' : 'servfail',
    ...(!settings.searches && { searches: [] }),
  };
  const tries: LookupTry[] = [];
  const startMs = process.kernel.uptimeMs;
  const absoluteName = reverse === undefined ? asked : `${asked}.`;
  const first = yield* bindSearch(process, absoluteName, { type, class: 'IN' }, options, tries);
  const hasServer = settings.type !== undefined || reverse === undefined;
  const outcome = yield* show(release, first, { type, text, isPlain, hasServer, isFirst: true });
  let status = outcome === 'failed' ? 1 : 0;
  // The families are asked for one after the other; an alias is followed first.
  if (isPlain && release.isModern && first.found?.answer.status === 'NOERROR') {
    const name = aliasEnd(first.name, first.found.answer);
    const second = yield* bindSearch(process, absolute(name), { type: 'AAAA', class: 'IN' }, options, tries);
    const isEmpty = first.found.answer.answers.length === 0;
    const also = { type: 'AAAA', text: isEmpty ? text : '', isPlain, hasServer: false, isFirst: false };
    if ((yield* show(release, second, also)) === 'failed') status = 1;
  }
  noteToolLookup(process, text, startMs, tries);
  yield* write(1, '\n');
  return status;
}

function aliasEnd(name: string, { answers }: DnsAnswer): string {
  let end = name;
  for (const record of answers) {
    if (record.type === 'CNAME' && record.name.toLowerCase() === end.toLowerCase()) end = record.target;
  }
  return end;
}

function* show(
  release: BindRelease,
  { name, found }: BindSearched,
  ask: { type: string; text: string; isPlain: boolean; hasServer: boolean; isFirst: boolean },
): Run<'shown' | 'failed'> {
  if (!found) {
    yield* write(1, nobodyAnswered(release));
    return 'failed';
  }
  const { answer, server } = found;
  let text = ask.hasServer ? `Server:\t\t${server.given}\nAddress:\t${server.ip}#53\n\n` : '';
  if (answer.status !== 'NOERROR') {
    yield* write(1, `${text}** server can't find ${name}: ${answer.status}\n`);
    return 'failed';
  }
  if (!answer.authoritative && (!ask.isPlain || ask.isFirst) && ask.hasServer) text += 'Non-authoritative answer:\n';
  const isAddress = ask.type === 'A' || ask.type === 'AAAA';
  text += answer.answers.map((record) => recordText(record, release)).join('');
  // Of two empty answers the second one tells.
  const tellsNothing = ask.isPlain && release.isModern ? !ask.isFirst && ask.text !== '' : true;
  if (answer.answers.length === 0 && tellsNothing) text += `*** Can't find ${ask.text}: No answer\n`;
  if (!answer.authoritative && !isAddress) {
    text += '\nAuthoritative answers can be found from:\n';
    for (const record of [...answer.authority, ...answer.additional]) text += recordText(record, release);
  }
  yield* write(1, text);
  return 'shown';
}

const words: Readonly<Record<string, string>> = {
  CNAME: 'canonical name',
  MX: 'mail exchanger',
  NS: 'nameserver',
  PTR: 'name',
  SRV: 'service',
  TXT: 'text',
};

function recordText(record: DnsRecord, { isModern }: BindRelease): string {
  const { name, type } = record;
  switch (type) {
    case 'A':
      return `Name:\t${name}\nAddress: ${record.address}\n`;
    case 'AAAA':
      return isModern
        ? `Name:\t${name}\nAddress: ${record.address}\n`
        : `${name}\thas AAAA address ${record.address}\n`;
    case 'SOA':
      return [
        name,
        `\torigin = ${record.primary}`,
        `\tmail addr = ${record.mailbox}`,
        ...(['serial', 'refresh', 'retry', 'expire', 'minimum'] as const).map((key) => `\t${key} = ${record[key]}`),
        '',
      ].join('\n');
    default:
      return `${name}\t${words[type]} = ${dataText(record)}\n`;
  }
}
