import type { DnsRecord } from '../../../../../api/dns.ts';
import { typeNumber } from '../../../../../api/dnsWire/recordTypes.ts';
import type { LookupTry } from '../../../../../api/traffic.ts';
import { reverseName } from '../../../resolver/reverseName.ts';
import type { Program } from '../../../syscalls.ts';
import { write } from '../../../syscalls.ts';
import { readOptions } from '../../options.ts';
import { noteToolLookup } from '../noteToolLookup.ts';
import { type BindAskOptions, nobodyAnswered } from './bindAsk.ts';
import { bindName } from './bindName.ts';
import type { BindRelease } from './bindRelease.ts';
import { bindSearch } from './bindSearch.ts';
import { bindServers } from './bindServers.ts';
import { absolute, dataText } from './recordText.ts';

const usage =
  'Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n            [-R number] [-m flag] [-p port] hostname [server]\n';

/** `host NAME [SERVER]`: the addresses and mail hosts of a name, or the name of an address. */
export function host(release: BindRelease): Program {
  return function* (process) {
    const { flags, rest, problem } = readOptions(process.argv, 't:c:N:W:R:m:p:aACdilrsTUvVw46');
    const [text, givenServer] = rest;
    if (problem !== undefined || text === undefined) {
      yield* write(2, usage);
      return 1;
    }
    const servers = yield* bindServers(process, 'host', givenServer);
    if (!servers) return 1;
    const reverse = reverseName(text);
    const named = bindName(reverse ?? text);
    if ('problem' in named) {
      yield* write(2, `host: '${text}' is not in legal name syntax (${named.problem})\n`);
      return 1;
    }
    const given = (flags.has('a') ? 'ANY' : flags.get('t'))?.toUpperCase();
    if (given !== undefined && typeNumber(given) === undefined) {
      yield* write(2, `host: invalid type: ${flags.get('t')}\n\n`);
      return 2;
    }
    const ofName = release.tells === 'eachFailure' ? ['A', 'AAAA', 'MX', 'HTTPS'] : ['A', 'AAAA', 'MX'];
    const types = given !== undefined ? [given] : reverse === undefined ? ofName : ['PTR'];
    const isOverTcp = flags.has('T') || (types[0] === 'ANY' && release.isModern && !flags.has('a'));
    const port = Number(flags.get('p') ?? 53) || 53;
    const options: BindAskOptions & { ndots?: number } = {
      release,
      servers,
      port,
      timeoutMs: Math.max(1, Number(flags.get('W') ?? 5) || 5) * 1000,
      tries: Math.max(1, Number(flags.get('R') ?? 1) + 1 || 2),
      transport: isOverTcp ? 'tcp' : 'udp',
      onServfail: flags.has('s') ? 'accept' : 'next',
      ...(flags.has('N') && { ndots: Number(flags.get('N')) || 0 }),
    };
    const tries: LookupTry[] = [];
    const startMs = process.kernel.uptimeMs;
    const asGiven = reverse === undefined ? text : `${reverse}.`;
    let name = asGiven;
    let status = 0;
    for (const [index, type] of types.entries()) {
      const searched = yield* bindSearch(process, name, { type, class: 'IN' }, options, tries);
      const { found } = searched;
      if (!found) {
        yield* write(1, nobodyAnswered(release));
        status = 1;
        break;
      }
      if (givenServer !== undefined && index === 0) {
        yield* write(
          1,
          `Using domain server:\nName: ${givenServer}\nAddress: ${found.server.ip}#${port}\nAliases: \n\n`,
        );
      }
      const { status: rcode, answers } = found.answer;
      if (rcode !== 'NOERROR') {
        const shown = rcode === 'NXDOMAIN' ? asGiven : searched.name;
        yield* write(1, `Host ${shown} not found: ${statusNumbers[rcode]}(${rcode})\n`);
        status = 1;
        break;
      }
      if (answers.length === 0 && given !== undefined) yield* write(1, `${searched.name} has no ${type} record\n`);
      // The alias has been told with the first answer.
      const told = index === 0 ? answers : answers.filter((record) => record.type !== 'CNAME');
      yield* write(1, told.map(recordText).join(''));
      name = absolute(aliasEnd(searched.name, answers));
    }
    noteToolLookup(process, text, startMs, tries);
    return status;
  };
}

const statusNumbers = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 };

function aliasEnd(name: string, answers: readonly DnsRecord[]): string {
  return answers.reduce((end, record) => (record.type === 'CNAME' && record.name === end ? record.target : end), name);
}

const words: Readonly<Record<DnsRecord['type'], string>> = {
  A: 'has address',
  AAAA: 'has IPv6 address',
  CNAME: 'is an alias for',
  MX: 'mail is handled by',
  NS: 'name server',
  PTR: 'domain name pointer',
  SOA: 'has SOA record',
  SRV: 'has SRV record',
  TXT: 'descriptive text',
};

function recordText(record: DnsRecord): string {
  return `${record.name} ${words[record.type]} ${dataText(record)}\n`;
}
