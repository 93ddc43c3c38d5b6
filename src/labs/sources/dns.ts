import type { CheckContext, CommandResult } from '../checkContext.ts';
import { runInContainer } from '../inContainer.ts';
import { readPathBeside, valuesAtPath } from '../jsonPath.ts';
import type { ContainerReference } from '../lab.ts';
import { nameOfPod, readContainerReference } from '../podReference.ts';
import type { Sight, SourceKind } from './source.ts';

/** An answer as paths of checks see it. */
interface DnsAnswer {
  readonly addresses: readonly string[];
  /** What stands behind the names of other records: `canonical name = …`. */
  readonly records: readonly string[];
  /** Such as NXDOMAIN, where no name server had an answer. */
  readonly error?: string;
}

/**
 * A look-up made in a container, as a program there would get it: by its `/etc/hosts`, then along the search list of its
 * `/etc/resolv.conf`. busybox' nslookup does not walk that list, so each name is asked for as a whole; where there is no nslookup, the
 * container's getent does all of it.
 */
export const dnsSource: SourceKind<'dns'> = {
  touches: true,

  read(value, beside) {
    const fields = value.fields();
    const nameValue = fields?.require('name');
    const name = nameValue?.text();
    const recordType = fields?.get('type')?.oneOf(['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT']) ?? 'A';
    const from = fields && readContainerReference(fields);
    fields?.end();
    const path = readPathBeside(beside);
    if (name !== undefined && !/^\w[\w.-]*$/.test(name)) return nameValue?.problem('This should be a DNS name.');
    if (!from || name === undefined || path === undefined) return undefined;
    return { type: 'dns', from, name, recordType, path };
  },

  async look({ from, name, recordType, path }, context) {
    const found = await lookUp(from, name, recordType, context);
    if ('sight' in found) return found.sight;
    const { root, bornMs } = found;
    const values = valuesAtPath(root, path === '' ? '.addresses[*]' : path);
    return {
      values,
      root,
      bornMs,
      ...(values.length === 0 && root.error !== undefined && { missing: `${root.error}.` }),
    };
  },

  name: ({ from, name, path }) => `${path === '' ? 'The addresses' : path} of ${name}, asked in ${nameOfPod(from)}`,
};

type Found = { readonly root: DnsAnswer; readonly bornMs: number } | { readonly sight: Sight };

async function lookUp(
  from: ContainerReference,
  name: string,
  recordType: string,
  context: CheckContext,
): Promise<Found> {
  const isAddress = recordType === 'A' || recordType === 'AAAA';
  const fits = (address: string) => !isAddress || address.includes(':') === (recordType === 'AAAA');
  const read = async (path: string): Promise<string> => {
    const ran = await runInContainer(from, [['cat', path]], context);
    return 'sight' in ran ? '' : ran.result.stdout;
  };
  const listed = isAddress ? hostsOf(await read('/etc/hosts'), name).filter(fits) : [];
  const getent = ['getent', recordType === 'AAAA' ? 'ahostsv6' : 'ahostsv4', name];
  let last: DnsAnswer | undefined;
  let bornMs = 0;
  for (const whole of wholeNames(await read('/etc/resolv.conf'), name)) {
    const words = ['nslookup', `-type=${recordType.toLowerCase()}`, `${whole}.`];
    let ran = await runInContainer(from, isAddress ? [words, getent] : [words], context);
    // busybox before 1.29 knows no types; it walks the list by itself.
    if (!('sight' in ran) && /^Usage: nslookup/m.test(ran.result.stderr)) {
      ran = await runInContainer(from, [['nslookup', name]], context);
    }
    if ('sight' in ran) return ran;
    bornMs = ran.bornMs;
    if (listed.length > 0) return { root: { addresses: listed, records: [] }, bornMs };
    const answer = readLookUp(ran.result);
    last = { ...answer, addresses: answer.addresses.filter(fits) };
    const isElsewhere = /^(NXDOMAIN|No answer|no answer)$/.test(last.error ?? '');
    if (!isElsewhere) break;
  }
  return { root: last ?? { addresses: [], records: [], error: 'no answer' }, bornMs };
}

/** The names that a resolver would try in turn, without dots at their ends. */
export function wholeNames(resolverFile: string, name: string): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const lines = resolverFile.split('\n').map((line) => line.trim().split(/\s+/));
  const searches = lines.findLast(([keyword]) => keyword === 'search')?.slice(1) ?? [];
  const options = lines.filter(([keyword]) => keyword === 'options').flat();
  const ndots = Number(options.findLast((option) => /^ndots:\d+$/.test(option))?.slice('ndots:'.length) ?? 1);
  const searched = searches.map((search) => `${name}.${search.replace(/\.$/, '')}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}

/** The addresses of a name in `/etc/hosts`. */
function hostsOf(text: string, name: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  return lines.flatMap(([ip = '', ...names]) => (names.includes(name) ? [ip] : []));
}

/** Reads what nslookup printed, or getent, which says no reasons. */
function readLookUp(result: CommandResult): DnsAnswer {
  const ofGetent = [...result.stdout.matchAll(/^(\S+)\s+STREAM\b/gm)].map(([, address = '']) => address);
  if (ofGetent.length > 0)
    return { addresses: ofGetent.filter((address) => !address.startsWith('::ffff:')), records: [] };
  if (result.exitCode === 2 && result.stdout === '') return { addresses: [], records: [], error: 'not found' };
  return readDnsAnswer(result);
}

const answerLine = /^Name:|^\S+\t(?:canonical name|service|name|text) = |\thas AAAA address /;
/** busybox before 1.29 numbers addresses and writes the name behind them. */
const addressLine = /^(?:Address(?: \d+)?:\s*|\S+\thas AAAA address )([0-9a-fA-F.:]+)(?:\s\S+)?$/;
const recordLine = /^\S+\t(?:canonical name|service|name|text) = (.*)$/;
/** BIND before 9.18 and after it; busybox before 1.29. */
const noAnswer = /(connection timed out; )?no servers could be reached|can't resolve '.*'/;

/** Reads what nslookup printed: busybox' or that of BIND. */
export function readDnsAnswer({ stdout, stderr, exitCode }: CommandResult): DnsAnswer {
  const text = `${stdout}\n${stderr}`;
  const lines = text.split('\n').map((line) => line.trimEnd());
  // The server's own address stands before the first answer.
  const begin = lines.findIndex((line) => answerLine.test(line));
  const answers = begin < 0 ? [] : lines.slice(begin);
  const addresses = answers.flatMap((line) => addressLine.exec(line)?.slice(1, 2) ?? []);
  const records = answers.flatMap((line) => recordLine.exec(line)?.slice(1, 2) ?? []);
  // busybox also says so of the other family of addresses, beside those that it has found.
  if (addresses.length + records.length > 0) return { addresses, records };
  const error = /can't find \S+?: (.+)/i.exec(text)?.[1] ?? noAnswer.exec(text)?.[0];
  return { addresses, records, error: error ?? ((exitCode === 0 ? '' : text.trim()) || 'no answer') };
}
