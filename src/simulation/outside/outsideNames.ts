import type { DnsAnswer, DnsData, DnsQuestion, DnsRecord } from '../../api/dns.ts';

/** How long an answer may be remembered, seconds. */
const ttlS = 300;
/** A CNAME that leads to another and so on is followed so far. */
const maxAliases = 8;

/**
 * The names that exist outside of the cluster: a few that the documentation and learners use. Their addresses are those that are
 * reserved for documentation (RFC 5737, RFC 3849), since nothing here is the real host.
 */
const catalogue: ReadonlyMap<string, readonly DnsData[]> = new Map(
  Object.entries({
    'example.com': [
      ...addresses('203.0.113.10', '2001:db8::10'),
      { type: 'MX', preference: 0, target: '.' },
      { type: 'TXT', texts: ['v=spf1 -all'] },
      { type: 'NS', target: 'a.iana-servers.net' },
      { type: 'NS', target: 'b.iana-servers.net' },
    ],
    'www.example.com': [{ type: 'CNAME', target: 'example.com' }],
    'api.example.com': addresses('203.0.113.20'),
    'my.database.example.com': addresses('203.0.113.30'),
    'example.org': addresses('203.0.113.11', '2001:db8::11'),
    'kubernetes.io': addresses('203.0.113.40', '2001:db8::40'),
    'www.kubernetes.io': [{ type: 'CNAME', target: 'kubernetes.io' }],
    'google.com': addresses('203.0.113.50', '2001:db8::50'),
    'www.google.com': addresses('203.0.113.51', '2001:db8::51'),
    'github.com': addresses('203.0.113.60'),
    'registry.k8s.io': addresses('203.0.113.70', '2001:db8::70'),
  } satisfies Record<string, readonly DnsData[]>),
);

/** Names that have others below them, and are therefore no missing names: the root is one. */
const parents: ReadonlySet<string> = new Set([
  '.',
  ...[...catalogue.keys()].flatMap((name) => {
    const labels = name.split('.');
    return labels.map((_label, index) => labels.slice(index).join('.'));
  }),
]);

/** IPv4 addresses of hosts that answer over HTTP, with the names that they have, aliases among them. */
export const webHosts: ReadonlyMap<string, readonly string[]> = hostsByAddress();

function addresses(ipv4: string, ipv6?: string): DnsData[] {
  return [{ type: 'A', address: ipv4 }, ...(ipv6 === undefined ? [] : [{ type: 'AAAA', address: ipv6 } as const])];
}

function ipv4Of(name: string): string[] {
  return (catalogue.get(name) ?? []).flatMap((data) => {
    if (data.type === 'A') return data.address;
    return data.type === 'CNAME' ? ipv4Of(data.target) : [];
  });
}

function hostsByAddress(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of catalogue.keys()) {
    for (const address of ipv4Of(name)) found.set(address, [...(found.get(address) ?? []), name]);
  }
  return found;
}

/** What a recursive name server outside of the cluster answers: the catalogue's names; all others do not exist. */
export function answerOutside({ name, type, class: questionClass }: DnsQuestion): DnsAnswer {
  if (questionClass !== 'IN') return answer('REFUSED', []);
  const answers: DnsRecord[] = [];
  let wanted = name.toLowerCase();
  let shown = name;
  for (let aliases = 0; aliases < maxAliases; aliases++) {
    const data = catalogue.get(wanted);
    if (!data) return parents.has(wanted) || answers.length > 0 ? answer('NOERROR', answers) : missing();
    const [alias] = data.flatMap((each) => (each.type === 'CNAME' ? [each] : []));
    for (const each of data) {
      if (each.type === type || type === 'ANY' || each === alias) answers.push({ name: shown, ttl: ttlS, ...each });
    }
    if (!alias || type === 'CNAME' || type === 'ANY') return answer('NOERROR', answers);
    wanted = alias.target;
    shown = alias.target;
  }
  return answer('SERVFAIL', []);
}

function answer(
  status: DnsAnswer['status'],
  answers: readonly DnsRecord[],
  authority: readonly DnsRecord[] = [],
): DnsAnswer {
  return { status, authoritative: false, recursionAvailable: true, answers, authority, additional: [] };
}

/** The root says that there is no such name. */
function missing(): DnsAnswer {
  const root: DnsRecord = {
    name: '.',
    ttl: 86_400,
    type: 'SOA',
    primary: 'a.root-servers.net',
    mailbox: 'nstld.verisign-grs.com',
    serial: 2026010100,
    refresh: 1_800,
    retry: 900,
    expire: 604_800,
    minimum: 86_400,
  };
  return answer('NXDOMAIN', [], [root]);
}
