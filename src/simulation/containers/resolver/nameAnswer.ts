import type { DnsAnswer } from '../../../api/dns.ts';

/** What came of asking for one whole name. */
export interface NameAnswer {
  readonly outcome:
    | 'found'
    /** The name is there, without such an address. */
    | 'noData'
    | 'noName'
    | 'serverFailed'
    /** A server answered with what no resolver can use. */
    | 'useless'
    | 'noAnswer'
    /** All servers were refused or could not be reached. */
    | 'nobodyThere';
  readonly addresses: readonly string[];
  /** Where aliases lead. */
  readonly canonicalName: string;
}

/** What the answers to the questions for one name say together: addresses of whatever family outweigh all else. */
export function nameAnswerOf(name: string, answers: readonly (DnsAnswer | undefined)[]): NameAnswer {
  const records = answers.flatMap((answer) => (answer?.status === 'NOERROR' ? answer.answers : []));
  const addresses = records.flatMap((record) =>
    record.type === 'A' || record.type === 'AAAA' ? [record.address] : [],
  );
  let canonicalName = name;
  for (const record of records) {
    if (record.type === 'CNAME' && record.name.toLowerCase() === canonicalName.toLowerCase())
      canonicalName = record.target;
  }
  const found = addresses.length > 0;
  return { outcome: found ? 'found' : outcomeWithout(answers), addresses, canonicalName };
}

function outcomeWithout(answers: readonly (DnsAnswer | undefined)[]): NameAnswer['outcome'] {
  const statuses = answers.map((answer) => answer?.status);
  if (statuses.includes('NOERROR')) return 'noData';
  if (statuses.includes('NXDOMAIN')) return 'noName';
  if (statuses.includes('SERVFAIL')) return 'serverFailed';
  return statuses.every((status) => status === undefined) ? 'noAnswer' : 'useless';
}
