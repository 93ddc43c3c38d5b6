import type { DnsAnswer, DnsRecord } from '../../../../api/dns.ts';
import { parseIp } from '../../../../api/ip.ts';
import { formatIp } from '../../../../api/ipText.ts';
import type { CorefileWords } from './corefileWords.ts';
import type { ReadFile } from './forwardPlugin.ts';
import { readInteger } from './goText.ts';
import { failed, type MakeHandler } from './serving.ts';
import { isInZone, readZone } from './zones.ts';

export interface HostsConfiguration {
  readonly file: string;
  readonly zones: readonly string[];
  /** Lines that stand in the Corefile itself. */
  readonly lines: readonly string[];
  readonly ttlS: number;
  readonly reverse: 'made' | 'none';
  readonly fallthrough: readonly string[];
}

/** How often the file is looked at, milliseconds. */
const reloadMs = 5_000;
const maxFileBytes = 256 * 1024;

/** Reads the lines of `hosts` (https://coredns.io/plugins/hosts/). */
export function readHosts(words: CorefileWords, blockZones: readonly string[]): HostsConfiguration {
  const [file = '/etc/hosts', ...rest] = words.nextUse() ?? [];
  const zones = rest.flatMap((word) => readZone(word) ?? []);
  const lines: string[] = [];
  let ttlS = 3600;
  let reverse: HostsConfiguration['reverse'] = 'made';
  let fallthrough: readonly string[] = [];
  for (const [name, values] of words.block()) {
    const [value = ''] = values;
    if (name === 'fallthrough')
      fallthrough = values.length > 0 ? values.flatMap((word) => readZone(word) ?? []) : ['.'];
    else if (name === 'no_reverse') reverse = 'none';
    else if (name === 'ttl') {
      const ttl = readInteger(value);
      if (values.length === 0) words.fail('ttl needs a time in second');
      else if (typeof ttl === 'string') words.fail('ttl needs a number of second');
      else if (ttl <= 0 || ttl > 65_535) words.fail('ttl provided is invalid');
      else ttlS = ttl;
    } else if (name === 'reload') continue;
    else if (fallthrough.length === 0) lines.push([name, ...values].join(' '));
    else words.fail(`unknown property '${name}'`);
  }
  if (words.nextUse()) words.refuse('this plugin can only be used once per Server Block');
  return { file, zones: zones.length > 0 ? zones : blockZones, lines, ttlS, reverse, fallthrough };
}

/** Names and addresses of a hosts file. */
interface HostTable {
  readonly byName: ReadonlyMap<string, readonly Pick<DnsRecord & { type: 'A' | 'AAAA' }, 'type' | 'address'>[]>;
  readonly byAddress: ReadonlyMap<string, readonly string[]>;
}

function readTable(text: string): HostTable {
  const byName = new Map<string, { type: 'A' | 'AAAA'; address: string }[]>();
  const byAddress = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const parsed = parseIp(ip);
    if (!parsed) continue;
    const address = formatIp(parsed);
    for (const each of names) {
      const name = each.toLowerCase().replace(/\.$/, '');
      const known = byName.get(name) ?? [];
      byName.set(name, known);
      known.push({ type: parsed.bits === 32 ? 'A' : 'AAAA', address });
      const others = byAddress.get(address) ?? [];
      byAddress.set(address, others);
      others.push(name);
    }
  }
  return { byName, byAddress };
}

/** Answers with the names of a hosts file and of the Corefile's own lines. */
export function serveHosts(configuration: HostsConfiguration, readFile: ReadFile): MakeHandler {
  const { zones, lines, ttlS: ttl, reverse, fallthrough } = configuration;
  return (next, serving) => {
    let table: HostTable | undefined;
    let readMs = Number.NEGATIVE_INFINITY;
    let readText: string | undefined;
    const hosts = (): HostTable => {
      if (table && serving.nowMs() - readMs < reloadMs) return table;
      readMs = serving.nowMs();
      const text = (readFile(configuration.file) ?? '').slice(0, maxFileBytes);
      if (!table || text !== readText) table = readTable(`${lines.join('\n')}\n${text}`);
      readText = text;
      return table;
    };
    return function* (request) {
      const { name, type } = request.question;
      const wanted = name.toLowerCase();
      const isHere = zones.some((zone) => isInZone(wanted, zone));
      if (!isHere && type !== 'PTR') return yield* next(request);
      const { byName, byAddress } = hosts();
      const address = type === 'PTR' && reverse === 'made' ? addressOfReverse(wanted) : undefined;
      const names = byAddress.get(address ?? '') ?? [];
      if (type === 'PTR' && names.length === 0) return yield* next(request);
      const known = byName.get(wanted) ?? [];
      const answers: DnsRecord[] = [
        ...names.map((target) => ({ name, ttl, type: 'PTR' as const, target })),
        ...known.filter((each) => each.type === type).map((each) => ({ name, ttl, ...each })),
      ];
      if (answers.length === 0 && known.length === 0) {
        if (fallthrough.some((zone) => isInZone(wanted, zone))) return yield* next(request);
        // Without an SOA record it cannot say that there is no such name.
        return failed('SERVFAIL');
      }
      const answer: DnsAnswer = { status: 'NOERROR', authoritative: true, answers, authority: [], additional: [] };
      return { answer, writtenBy: 'hosts' };
    };
  };
}

function addressOfReverse(name: string): string | undefined {
  const [, octets] = /^((?:\d{1,3}\.){4})in-addr\.arpa$/.exec(name) ?? [];
  const [, nibbles] = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name) ?? [];
  const text = octets
    ? octets.slice(0, -1).split('.').reverse().join('.')
    : (nibbles ?? '')
        .slice(0, -1)
        .split('.')
        .reverse()
        .join('')
        .replace(/.{4}(?!$)/g, '$&:');
  const parsed = parseIp(text);
  return parsed && formatIp(parsed);
}
