import type { CommandResult } from '../checkContext.ts';
import { runInContainer } from '../inContainer.ts';
import { readPathBeside, valuesAtPath } from '../jsonPath.ts';
import { nameOfPod, readContainerReference } from '../podReference.ts';
import type { SourceKind } from './source.ts';

/** An answer as paths of checks see it. */
interface DnsAnswer {
  readonly addresses: readonly string[];
  /** What stands behind the names of other records: `canonical name = …`. */
  readonly records: readonly string[];
  /** Such as NXDOMAIN, where no name server had an answer. */
  readonly error?: string;
}

/** A look-up made in a container, with its nslookup: the container's own resolver walks its search list. */
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
    const ran = await runInContainer(from, [['nslookup', `-type=${recordType.toLowerCase()}`, name]], context);
    if ('sight' in ran) return ran.sight;
    const root = readDnsAnswer(ran.result);
    const values = valuesAtPath(root, path === '' ? '.addresses[*]' : path);
    return {
      values,
      root,
      bornMs: ran.bornMs,
      ...(values.length === 0 && root.error !== undefined && { missing: `${root.error}.` }),
    };
  },

  name: ({ from, name, path }) => `${path === '' ? 'The addresses' : path} of ${name}, asked in ${nameOfPod(from)}`,
};

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
