import type { DnsAnswer, DnsData, DnsQuestion, DnsRecord } from '../../../../src/api/dns.ts';

const zone = 'cluster.local';

const v4 = (...addresses: string[]): DnsData[] => addresses.map((address) => ({ type: 'A', address }));
const v6 = (...addresses: string[]): DnsData[] => addresses.map((address) => ({ type: 'AAAA', address }));
const alias = (target: string): DnsData[] => [{ type: 'CNAME', target }];
const pointer = (target: string): DnsData[] => [{ type: 'PTR', target }];

/** The zone of the name server that the real tools were recorded with. */
const records: Readonly<Record<string, readonly DnsData[]>> = {
  [`kubernetes.default.svc.${zone}`]: v4('10.96.0.1'),
  [`web.default.svc.${zone}`]: v4('10.96.20.7'),
  [`web.shop.svc.${zone}`]: v4('10.96.30.9'),
  [`head.default.svc.${zone}`]: v4('10.244.0.5', '10.244.1.6', '10.244.0.6'),
  [`kube-dns.kube-system.svc.${zone}`]: v4('10.96.0.10'),
  'example.com': [...v4('93.184.215.14'), ...v6('2606:2800:21f:cb07:6820:80da:af6b:8b2c')],
  'v4.test': v4('127.0.0.1'),
  'two.test': v4('127.0.0.2', '127.0.0.3'),
  'dual.test': [...v4('10.9.9.9'), ...v6('fd00::5')],
  'v6.test': v6('fd00::6'),
  [`ext.default.svc.${zone}`]: alias('example.com'),
  'www.test': alias('two.test'),
  'dangling.test': alias('nowhere.test'),
  '1.0.96.10.in-addr.arpa': pointer(`kubernetes.default.svc.${zone}`),
  '10.0.96.10.in-addr.arpa': pointer(`kube-dns.kube-system.svc.${zone}`),
  [`_http._tcp.web.default.svc.${zone}`]: [
    { type: 'SRV', priority: 0, weight: 100, port: 80, target: `web.default.svc.${zone}` },
  ],
  [`dns-version.${zone}`]: [{ type: 'TXT', texts: ['1.1.0'] }],
  'txt.test': [{ type: 'TXT', texts: ['hello world', 'two "quoted" \\ x'] }],
  [`svc.${zone}`]: [],
  [`default.svc.${zone}`]: [],
  [`nodata.default.svc.${zone}`]: [],
  [zone]: [],
};

/** What the server answers; nothing where it stays silent. */
export function answerOfTestZone({ name, type }: DnsQuestion): DnsAnswer | undefined {
  const asked = name.toLowerCase();
  const authoritative = asked.endsWith(zone);
  const none = { authoritative, recursionAvailable: !authoritative, answers: [], authority: [], additional: [] };
  if (asked === 'slow.test') return undefined;
  if (asked === 'bad.test') return { ...none, status: 'SERVFAIL' };
  if (asked === 'ref.test') return { ...none, status: 'REFUSED' };
  const answers: DnsRecord[] = [];
  let current = name;
  for (;;) {
    const here = records[current.toLowerCase()];
    const next = here?.find((data) => data.type === 'CNAME');
    for (const data of here ?? []) {
      if (data === next || data.type === type || type === 'ANY') answers.push({ name: current, ttl: 30, ...data });
    }
    if (next?.type !== 'CNAME' || type === 'CNAME') break;
    current = next.target;
  }
  const status = current.toLowerCase() in records ? 'NOERROR' : 'NXDOMAIN';
  const additional = answers.flatMap((record) => {
    if (record.type !== 'SRV') return [];
    return (records[record.target] ?? []).map((data) => ({ name: record.target, ttl: 30, ...data }));
  });
  const isEmpty = status === 'NXDOMAIN' || answers.length === 0;
  return { ...none, status, answers, authority: isEmpty ? [startOf(authoritative)] : [], additional };
}

function startOf(authoritative: boolean): DnsRecord {
  return {
    name: authoritative ? zone : 'root.test',
    ttl: 30,
    type: 'SOA',
    primary: `ns.dns.${zone}`,
    mailbox: `hostmaster.${zone}`,
    serial: 1_700_000_000,
    refresh: 7200,
    retry: 1800,
    expire: 86_400,
    minimum: 30,
  };
}
