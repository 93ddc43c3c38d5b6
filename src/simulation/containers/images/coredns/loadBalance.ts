import type { DnsRecord } from '../../../../api/dns.ts';
import type { MakeHandler } from './serving.ts';

/** `loadbalance`: addresses come in another order each time, behind all else (https://coredns.io/plugins/loadbalance/). */
export const serveLoadBalance: MakeHandler = (next, serving) => {
  const shuffled = (records: readonly DnsRecord[]): readonly DnsRecord[] => {
    if (records.length < 2) return records;
    const of = (...types: DnsRecord['type'][]) => records.filter(({ type }) => types.includes(type));
    const addresses = of('A', 'AAAA');
    const mail = of('MX');
    const aliases = of('CNAME');
    const rest = records.filter(({ type }) => !['A', 'AAAA', 'MX', 'CNAME'].includes(type));
    return [...aliases, ...rest, ...mixed(addresses), ...mixed(mail)];
  };
  const mixed = (records: DnsRecord[]): DnsRecord[] => {
    for (let at = 0; at < records.length - 1; at++) {
      const other = serving.randomInteger(at, records.length);
      [records[at], records[other]] = [records[other] as DnsRecord, records[at] as DnsRecord];
    }
    return records;
  };
  return function* (request) {
    const outcome = yield* next(request);
    const { answer, writtenBy } = outcome;
    if (answer.status !== 'NOERROR' || writtenBy === undefined) return outcome;
    const { answers, authority, additional } = answer;
    return {
      ...outcome,
      answer: {
        ...answer,
        answers: shuffled(answers),
        authority: shuffled(authority),
        additional: shuffled(additional),
      },
      writtenBy: 'loadbalance',
    };
  };
};
