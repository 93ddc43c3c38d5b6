import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DnsAnswer } from '../../../src/api/dns.ts';
import type { ZoneSettings } from '../../../src/api/dnsZone.ts';
import { ClusterZone } from '../../../src/simulation/dns/clusterZone.ts';
import { answerLines, kubeadm, startMs, ZoneWorld } from './zoneWorld.ts';

const http = { name: 'http', port: 80, protocol: 'TCP' };
const tls = { name: 'tls', port: 443, protocol: 'TCP' };
const dns = { name: 'dns', port: 53, protocol: 'UDP' };

/** Services of every sort, those of a dual-stack cluster too. */
function makeWorld(): ZoneWorld {
  const world = new ZoneWorld();
  world.namespace('default', 'shop', 'kube-system');
  world.service('default', 'web', { clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7'], ports: [http, dns] });
  world.slice('default', 'web', ['10.244.1.4', '!10.244.1.5'], [http, dns]);
  world.service('default', 'plain', { clusterIP: '10.96.0.8', ports: [{ port: 8080, protocol: 'TCP' }] });
  world.service('default', 'six', { clusterIPs: ['fd00:10:96::7'], ports: [http] });
  world.service('default', 'dual', { clusterIPs: ['10.96.0.9', 'fd00:10:96::9'], ports: [http] });
  world.service('default', 'db', { clusterIP: 'None', clusterIPs: ['None'], ports: [http, tls] });
  world.slice('default', 'db', ['10.244.1.10=db-0', '10.244.1.11=db-1', '!10.244.1.12=db-2'], [http, tls]);
  world.slice('default', 'db', ['2001:db8::1=db-0'], [http, tls], '6');
  world.service('default', 'nameless', { clusterIP: 'None', ports: [{ port: 9000, protocol: 'TCP' }] });
  world.slice('default', 'nameless', ['10.11.12.13', '10.11.12.14'], [{ port: 9000, protocol: 'TCP' }]);
  world.slice('default', 'nameless', ['2001:db8::1', '2001:db8:1::'], [{ port: 9000, protocol: 'TCP' }], '6');
  world.service('default', 'six-only', { clusterIP: 'None' });
  world.slice('default', 'six-only', ['2001:db8::66'], undefined);
  world.service('default', 'same', { clusterIP: 'None', ports: [http] });
  world.slice('default', 'same', ['10.244.2.1=twin', '10.244.2.2=twin'], [http]);
  world.service('default', 'unready', { clusterIP: 'None', ports: [http] });
  world.slice('default', 'unready', ['!10.244.3.1=u-0'], [http]);
  world.service('default', 'portless', { clusterIP: 'None' });
  world.slice('default', 'portless', ['10.244.4.1'], undefined);
  world.service('default', 'empty', { clusterIP: '10.96.0.20', ports: [http] });
  world.service('shop', 'outside', { type: 'ExternalName', externalName: 'api.example.com' });
  world.service('shop', 'alias', { type: 'ExternalName', externalName: 'web.default.svc.cluster.local.' });
  world.service('shop', 'aliases', { type: 'ExternalName', externalName: 'alias.shop.svc.cluster.local' });
  world.service('shop', 'circle', { type: 'ExternalName', externalName: 'circle2.shop.svc.cluster.local' });
  world.service('shop', 'circle2', { type: 'ExternalName', externalName: 'circle.shop.svc.cluster.local' });
  world.service('shop', 'number', { type: 'ExternalName', externalName: '203.0.113.10' });
  world.service('shop', 'web', { clusterIP: '10.96.0.30', ports: [http] });
  world.slice('shop', 'web', ['10.244.1.4'], [http]);
  world.service('kube-system', 'kube-dns', { clusterIP: '10.96.0.10', ports: [dns] });
  world.slice('kube-system', 'kube-dns', ['10.244.0.2', '10.244.0.3'], [dns]);
  world.pod('default', 'web-1', '10.244.1.4');
  world.pod('default', 'done', '10.244.1.6', 'Succeeded');
  return world;
}

const soa = `~ cluster.local 30 SOA ns.dns.cluster.local hostmaster.cluster.local ${startMs / 1000} 7200 1800 86400 30`;
const noData = ['NOERROR', soa];
const missing = ['NXDOMAIN', soa];
const svc = (name: string) => `${name}.svc.cluster.local`;
const reversed6 = (address: string) => `${[...address.replaceAll(':', '')].reverse().join('.')}.ip6.arpa`;

/** One question: the row of the specification, name, type, the answer's lines, and settings other than kubeadm's. */
type Case = readonly [
  row: string,
  name: string,
  type: string,
  lines: readonly string[],
  settings?: Partial<ZoneSettings>,
];

/** The rows of the first table of DNS.md: the record forms of the specification. */
const forms: readonly Case[] = [
  ['1', 'dns-version.cluster.local', 'TXT', ['NOERROR', 'dns-version.cluster.local 28800 TXT "1.1.0"']],
  ['2', svc('web.default'), 'A', ['NOERROR', `${svc('web.default')} 30 A 10.96.0.7`]],
  ['2', svc('dual.default'), 'A', ['NOERROR', `${svc('dual.default')} 30 A 10.96.0.9`]],
  ['2, without endpoints', svc('empty.default'), 'A', ['NOERROR', `${svc('empty.default')} 30 A 10.96.0.20`]],
  ['3', svc('six.default'), 'AAAA', ['NOERROR', `${svc('six.default')} 30 AAAA fd00:10:96::7`]],
  ['3', svc('dual.default'), 'AAAA', ['NOERROR', `${svc('dual.default')} 30 AAAA fd00:10:96::9`]],
  [
    '4',
    svc('_http._tcp.web.default'),
    'SRV',
    [
      'NOERROR',
      `${svc('_http._tcp.web.default')} 30 SRV 0 100 80 ${svc('web.default')}`,
      `+ ${svc('web.default')} 30 A 10.96.0.7`,
    ],
  ],
  [
    '4, both families',
    svc('_http._tcp.dual.default'),
    'SRV',
    [
      'NOERROR',
      `${svc('_http._tcp.dual.default')} 30 SRV 0 50 80 ${svc('dual.default')}`,
      `+ ${svc('dual.default')} 30 A 10.96.0.9`,
      `+ ${svc('dual.default')} 30 AAAA fd00:10:96::9`,
    ],
  ],
  ['4, another protocol', svc('_http._udp.web.default'), 'SRV', missing],
  [
    '4, an unnamed port',
    svc('_._tcp.plain.default'),
    'SRV',
    [
      'NOERROR',
      `${svc('_._tcp.plain.default')} 30 SRV 0 100 8080 ${svc('plain.default')}`,
      `+ ${svc('plain.default')} 30 A 10.96.0.8`,
    ],
  ],
  ['5', '7.0.96.10.in-addr.arpa', 'PTR', ['NOERROR', `7.0.96.10.in-addr.arpa 30 PTR ${svc('web.default')}`]],
  [
    '6',
    reversed6('fd00:0010:0096:0000:0000:0000:0000:0007'),
    'PTR',
    ['NOERROR', `${reversed6('fd00:0010:0096:0000:0000:0000:0000:0007')} 30 PTR ${svc('six.default')}`],
  ],
  [
    '7',
    svc('db.default'),
    'A',
    ['NOERROR', `${svc('db.default')} 30 A 10.244.1.10`, `${svc('db.default')} 30 A 10.244.1.11`],
  ],
  ['7, none ready', svc('unready.default'), 'A', missing],
  ['7, no ports', svc('portless.default'), 'A', ['NOERROR', `${svc('portless.default')} 30 A 10.244.4.1`]],
  ['8', svc('db.default'), 'AAAA', ['NOERROR', `${svc('db.default')} 30 AAAA 2001:db8::1`]],
  ['8, none ready', svc('unready.default'), 'AAAA', missing],
  ['9', svc('db-0.db.default'), 'A', ['NOERROR', `${svc('db-0.db.default')} 30 A 10.244.1.10`]],
  ['9, not ready', svc('db-2.db.default'), 'A', missing],
  [
    '9, twins',
    svc('twin.same.default'),
    'A',
    ['NOERROR', `${svc('twin.same.default')} 30 A 10.244.2.1`, `${svc('twin.same.default')} 30 A 10.244.2.2`],
  ],
  ['10', svc('db-0.db.default'), 'AAAA', ['NOERROR', `${svc('db-0.db.default')} 30 AAAA 2001:db8::1`]],
  [
    '11',
    svc('_tls._tcp.db.default'),
    'SRV',
    [
      'NOERROR',
      `${svc('_tls._tcp.db.default')} 30 SRV 0 33 443 ${svc('db-0.db.default')}`,
      `${svc('_tls._tcp.db.default')} 30 SRV 0 33 443 ${svc('db-1.db.default')}`,
      `+ ${svc('db-0.db.default')} 30 A 10.244.1.10`,
      `+ ${svc('db-1.db.default')} 30 A 10.244.1.11`,
      `+ ${svc('db-0.db.default')} 30 AAAA 2001:db8::1`,
    ],
  ],
  ['12', '10.1.244.10.in-addr.arpa', 'PTR', ['NOERROR', `10.1.244.10.in-addr.arpa 30 PTR ${svc('db-0.db.default')}`]],
  ['12, not ready', '12.1.244.10.in-addr.arpa', 'PTR', ['NXDOMAIN', soa.replaceAll('cluster.local', 'in-addr.arpa')]],
  [
    '13',
    reversed6('2001:0db8:0001:0000:0000:0000:0000:0000'),
    'PTR',
    [
      'NOERROR',
      `${reversed6('2001:0db8:0001:0000:0000:0000:0000:0000')} 30 PTR ${svc('2001-db8-1--0.nameless.default')}`,
    ],
  ],
  ['14', svc('outside.shop'), 'CNAME', ['NOERROR', `${svc('outside.shop')} 30 CNAME api.example.com`]],
  ['14, asked as A', svc('outside.shop'), 'A', ['NOERROR', `${svc('outside.shop')} 30 CNAME api.example.com`]],
  ['14, asked as AAAA', svc('outside.shop'), 'AAAA', ['NOERROR', `${svc('outside.shop')} 30 CNAME api.example.com`]],
  [
    '14, within the zone',
    svc('aliases.shop'),
    'A',
    [
      'NOERROR',
      `${svc('aliases.shop')} 30 CNAME ${svc('alias.shop')}`,
      `${svc('alias.shop')} 30 CNAME ${svc('web.default')}`,
      `${svc('web.default')} 30 A 10.96.0.7`,
    ],
  ],
  ['14, in a circle', svc('circle.shop'), 'A', noData],
  ['14, to nothing of that family', svc('alias.shop'), 'AAAA', noData],
];

/** The rows of the second table: what CoreDNS answers beyond the specification. */
const beyond: readonly Case[] = [
  ['TTL: the default', svc('web.default'), 'A', ['NOERROR', `${svc('web.default')} 5 A 10.96.0.7`], { ttlS: 5 }],
  [
    'SRV without port labels',
    svc('web.default'),
    'SRV',
    [
      'NOERROR',
      `${svc('web.default')} 30 SRV 0 50 80 ${svc('web.default')}`,
      `${svc('web.default')} 30 SRV 0 50 53 ${svc('web.default')}`,
      `+ ${svc('web.default')} 30 A 10.96.0.7`,
    ],
  ],
  [
    'SRV without port labels, unnamed port',
    svc('plain.default'),
    'SRV',
    [
      'NOERROR',
      `${svc('plain.default')} 30 SRV 0 100 8080 ${svc('plain.default')}`,
      `+ ${svc('plain.default')} 30 A 10.96.0.8`,
    ],
  ],
  ['SRV without a port', svc('portless.default'), 'SRV', noData],
  [
    'name of an endpoint without hostname',
    svc('10-11-12-13.nameless.default'),
    'A',
    ['NOERROR', `${svc('10-11-12-13.nameless.default')} 30 A 10.11.12.13`],
  ],
  [
    'name of an endpoint without hostname, IPv6',
    svc('2001-db8--1.nameless.default'),
    'AAAA',
    ['NOERROR', `${svc('2001-db8--1.nameless.default')} 30 AAAA 2001:db8::1`],
  ],
  [
    'name of an endpoint without hostname, IPv6 that ends in ::',
    svc('2001-db8-1--0.nameless.default'),
    'AAAA',
    ['NOERROR', `${svc('2001-db8-1--0.nameless.default')} 30 AAAA 2001:db8:1::`],
  ],
  [
    'endpoint of a Service with a cluster IP',
    svc('10-244-1-4.web.default'),
    'A',
    ['NOERROR', `${svc('10-244-1-4.web.default')} 30 A 10.244.1.4`],
  ],
  ['endpoint of a Service with a cluster IP, not ready', svc('10-244-1-5.web.default'), 'A', missing],
  ['Pod, disabled', '10-244-1-4.default.pod.cluster.local', 'A', missing, { pods: 'disabled' }],
  [
    'Pod, insecure',
    '1-2-3-4.default.pod.cluster.local',
    'A',
    ['NOERROR', '1-2-3-4.default.pod.cluster.local 30 A 1.2.3.4'],
  ],
  [
    'Pod, insecure, IPv6',
    '2001-db8--7.default.pod.cluster.local',
    'AAAA',
    ['NOERROR', '2001-db8--7.default.pod.cluster.local 30 AAAA 2001:db8::7'],
  ],
  ['Pod, insecure, no such Namespace', '1-2-3-4.nowhere.pod.cluster.local', 'A', missing],
  ['Pod, insecure, no address', 'web.default.pod.cluster.local', 'A', missing],
  ['Pod, insecure, a number too high', '1-2-3-400.default.pod.cluster.local', 'A', missing],
  [
    'Pod, verified',
    '10-244-1-4.default.pod.cluster.local',
    'A',
    ['NOERROR', '10-244-1-4.default.pod.cluster.local 30 A 10.244.1.4'],
    { pods: 'verified' },
  ],
  ['Pod, verified, no such Pod', '10-244-1-9.default.pod.cluster.local', 'A', missing, { pods: 'verified' }],
  ['Pod, verified, in another Namespace', '10-244-1-4.shop.pod.cluster.local', 'A', missing, { pods: 'verified' }],
  ['Pod, verified, it has ended', '10-244-1-6.default.pod.cluster.local', 'A', missing, { pods: 'verified' }],
  ['svc.ZONE', 'svc.cluster.local', 'A', noData],
  ['pod.ZONE', 'pod.cluster.local', 'A', noData],
  ['NS.svc.ZONE', 'default.svc.cluster.local', 'A', noData],
  ['NS.pod.ZONE', 'default.pod.cluster.local', 'A', noData],
  ['NS.pod.ZONE, Pods disabled', 'default.pod.cluster.local', 'A', missing, { pods: 'disabled' }],
  ['NS.svc.ZONE of no Namespace', 'nowhere.svc.cluster.local', 'A', missing],
  ['existing name, other type', svc('web.default'), 'AAAA', noData],
  ['existing name, other type', svc('web.default'), 'MX', noData],
  ['existing name, other type', svc('web.default'), 'TXT', noData],
  ['existing name, other type', svc('web.default'), 'ANY', noData],
  ['existing name, other type', svc('web.default'), 'CNAME', noData],
  ['existing name, other type', svc('web.default'), 'PTR', noData],
  ['existing name, other type', svc('web.default'), 'NS', noData],
  ['existing name, other type', svc('web.default'), 'TYPE65280', noData],
  ['existing name, other type', svc('web.default'), 'SOA', noData],
  ['missing name', svc('nothing.default'), 'A', missing],
  ['missing name', svc('nothing.default'), 'ANY', missing],
  ['missing name', svc('nothing.default'), 'HTTPS', missing],
  ['missing name', svc('nothing.default'), 'SRV', missing],
  ['missing Namespace', svc('web.nowhere'), 'A', missing],
  ['missing branch', 'web.default.cluster.local', 'A', missing],
  ['missing, too many labels', svc('a.b.c.web.default'), 'A', missing],
  ['missing, wildcards are no more', svc('*.default'), 'A', missing],
  ['missing, wildcards are no more', svc('any.db.default'), 'A', missing],
  [
    'missing: SOA with a long TTL',
    svc('nothing.default'),
    'A',
    ['NXDOMAIN', soa.replace('local 30', 'local 300').replace(/30$/, '3600')],
    { ttlS: 3600 },
  ],
  ['ZONE SOA', 'cluster.local', 'SOA', ['NOERROR', soa.slice(2)]],
  ['ZONE A', 'cluster.local', 'A', noData],
  [
    'ZONE NS',
    'cluster.local',
    'NS',
    [
      'NOERROR',
      `cluster.local 30 NS ${svc('kube-dns.kube-system')}`,
      `+ ${svc('kube-dns.kube-system')} 30 A 10.96.0.10`,
    ],
  ],
  [
    'ZONE NS, headless',
    'cluster.local',
    'NS',
    [
      'NOERROR',
      `cluster.local 30 NS ${svc('db-0.db.default')}`,
      `cluster.local 30 NS ${svc('db-1.db.default')}`,
      `+ ${svc('db-0.db.default')} 30 A 10.244.1.10`,
      `+ ${svc('db-1.db.default')} 30 A 10.244.1.11`,
    ],
    { ownAddresses: ['10.244.1.10'] },
  ],
  [
    'ZONE NS, no Service',
    'cluster.local',
    'NS',
    ['NOERROR', 'cluster.local 30 NS ns.dns.cluster.local', '+ ns.dns.cluster.local 30 A 10.244.9.9'],
    { ownAddresses: ['10.244.9.9'] },
  ],
  ['ns.dns.ZONE', 'ns.dns.cluster.local', 'A', ['NOERROR', 'ns.dns.cluster.local 30 A 10.96.0.10']],
  ['ns.dns.ZONE, the other family', 'ns.dns.cluster.local', 'AAAA', noData],
  ['empty Service, ignored', svc('empty.default'), 'A', missing, { emptyServices: 'missing' }],
  [
    'empty Service, ignored: not one with endpoints',
    svc('web.default'),
    'A',
    ['NOERROR', `${svc('web.default')} 30 A 10.96.0.7`],
    { emptyServices: 'missing' },
  ],
  ['below an ExternalName Service', svc('a.outside.shop'), 'A', missing],
  ['below an ExternalName Service', svc('a.outside.shop'), 'CNAME', missing],
  ['SRV of an ExternalName Service', svc('outside.shop'), 'SRV', noData],
  ['an ExternalName that is an address', svc('number.shop'), 'A', missing],
  ['zone transfer', 'cluster.local', 'AXFR', ['REFUSED']],
  ['headless, only IPv6 endpoints', svc('six-only.default'), 'A', noData],
  ['headless, no ready endpoint', svc('unready.default'), 'SRV', missing],
  [
    'two Services share an endpoint, PTR',
    '4.1.244.10.in-addr.arpa',
    'PTR',
    [
      'NOERROR',
      `4.1.244.10.in-addr.arpa 30 PTR ${svc('10-244-1-4.web.default')}`,
      `4.1.244.10.in-addr.arpa 30 PTR ${svc('10-244-1-4.web.shop')}`,
    ],
  ],
  [
    'a cluster IP, PTR',
    '10.0.96.10.in-addr.arpa',
    'PTR',
    ['NOERROR', `10.0.96.10.in-addr.arpa 30 PTR ${svc('kube-dns.kube-system')}`],
  ],
  [
    'PTR of a part of an address',
    '96.10.in-addr.arpa',
    'PTR',
    ['NXDOMAIN', soa.replaceAll('cluster.local', 'in-addr.arpa')],
  ],
  ['letter case', 'WeB.Default.SVC.Cluster.LOCAL', 'A', ['NOERROR', 'WeB.Default.SVC.Cluster.LOCAL 30 A 10.96.0.7']],
  [
    'letter case, SRV',
    '_HTTP._tcp.web.default.svc.Cluster.Local',
    'SRV',
    [
      'NOERROR',
      '_HTTP._tcp.web.default.svc.Cluster.Local 30 SRV 0 100 80 web.default.svc.Cluster.Local',
      '+ web.default.svc.Cluster.Local 30 A 10.96.0.7',
    ],
  ],
  ['other Namespaces than those of the Corefile', svc('web.shop'), 'A', missing, { namespaces: ['default'] }],
];

describe('the cluster’s zone (DNS.md)', () => {
  const world = makeWorld();
  world.zone({ pods: 'verified' });
  for (const [title, cases] of [
    ['record forms', forms],
    ['what CoreDNS answers beyond them', beyond],
  ] as const) {
    describe(title, () => {
      for (const [row, name, type, lines, settings] of cases) {
        it(`${row}: ${name} ${type}`, () => {
          const found = world.zone(settings).find({ name, type, class: 'IN' });
          assert.ok(found);
          assert.deepEqual(answerLines(found.answer), lines);
          assert.equal(found.answer.authoritative, found.answer.status !== 'REFUSED');
          assert.equal(found.isMissing, found.answer.status === 'NXDOMAIN');
        });
      }
    });
  }

  it('has a name after the Pod for endpoints where the Corefile says so', () => {
    const other = makeWorld();
    other.service('default', 'sts', { clusterIP: 'None' });
    other.put('EndpointSlice', {
      metadata: { namespace: 'default', name: 'sts-x', labels: { 'kubernetes.io/service-name': 'sts' } },
      addressType: 'IPv4',
      endpoints: [
        { addresses: ['10.244.7.1'], targetRef: { kind: 'Pod', name: 'sts-0' } },
        { addresses: ['10.244.7.2'], targetRef: { kind: 'Pod', name: 'long-'.repeat(20) } },
      ],
    } as never);
    const zone = other.zone({ endpointNames: 'pod' });
    const status = (name: string) => zone.find({ name: svc(name), type: 'A', class: 'IN' })?.answer.status;
    assert.deepEqual(['sts-0.sts.default', '10-244-7-1.sts.default', '10-244-7-2.sts.default'].map(status), [
      'NOERROR',
      'NXDOMAIN',
      'NOERROR',
    ]);
  });

  it('knows nothing of other zones, nor of names that only look like its own', () => {
    for (const name of ['example.com', 'local', '.', 'xcluster.local', 'web\\.cluster.local', 'arpa']) {
      assert.equal(world.zone().find({ name, type: 'A', class: 'IN' }), undefined, name);
    }
    assert.equal(
      world.zone().find({ name: 'web\\\\.cluster.local', type: 'A', class: 'IN' })?.answer.status,
      'NXDOMAIN',
      'a backslash and then a dot that ends a label',
    );
  });

  it('before the first cache sync: answers SERVFAIL for missing names until it has read what there is', () => {
    const fresh = makeWorld();
    const zone = new ClusterZone(fresh.index, kubeadm);
    const status = (name: string) => zone.find({ name, type: 'A', class: 'IN' })?.answer.status;
    assert.deepEqual([status(svc('nothing.default')), status(svc('web.default'))], ['SERVFAIL', 'NOERROR']);
    fresh.run(1_000);
    assert.equal(status(svc('nothing.default')), 'NXDOMAIN');
  });

  it('hears of changes a little later, and counts the serial up', () => {
    const fresh = makeWorld();
    const zone = fresh.zone();
    const ask = (name: string, type = 'A') => answerLines(zone.find({ name, type, class: 'IN' })?.answer as DnsAnswer);
    fresh.run(60_000);
    fresh.service('default', 'web', { clusterIP: '10.96.0.77', ports: [http] });
    assert.deepEqual(ask(svc('web.default')), ['NOERROR', `${svc('web.default')} 30 A 10.96.0.7`]);
    fresh.run(100);
    assert.deepEqual(ask(svc('web.default')), ['NOERROR', `${svc('web.default')} 30 A 10.96.0.77`]);
    assert.deepEqual(ask('7.0.96.10.in-addr.arpa', 'PTR').slice(0, 1), ['NXDOMAIN']);
    assert.match(ask('cluster.local', 'SOA')[1] ?? '', new RegExp(`hostmaster.cluster.local ${startMs / 1000 + 61} `));
    fresh.slice('default', 'db', ['10.244.1.10=db-0', '10.244.1.12=db-2'], [http], '');
    fresh.remove('EndpointSlice', 'default', 'db-x6');
    fresh.remove('Service', 'shop', 'web');
    fresh.remove('Namespace', undefined, 'kube-system');
    fresh.run(100);
    assert.deepEqual(ask(svc('db-2.db.default')), ['NOERROR', `${svc('db-2.db.default')} 30 A 10.244.1.12`]);
    assert.equal(ask(svc('db-1.db.default'))[0], 'NXDOMAIN');
    assert.equal(ask(svc('db.default'), 'AAAA').length, 2);
    assert.equal(ask(svc('web.shop'))[0], 'NXDOMAIN');
    assert.equal(ask(svc('kube-dns.kube-system'))[0], 'NXDOMAIN');
  });

  it('never throws, and answers with records of the name alone that was asked for', () => {
    const labels = fc.oneof(
      fc.constantFrom(
        'web',
        'db',
        'db-0',
        'default',
        'shop',
        'svc',
        'pod',
        'cluster',
        'local',
        '_http',
        '_tcp',
        'ns',
        'dns',
      ),
      fc.constantFrom(
        'in-addr',
        'arpa',
        'ip6',
        '10',
        '96',
        '0',
        '7',
        'f',
        '10-244-1-4',
        'outside',
        'alias',
        'circle',
        '*',
        '\\.',
      ),
      fc.string(),
    );
    const names = fc.array(labels, { maxLength: 40 }).map((parts) => parts.join('.'));
    const types = fc.oneof(
      fc.constantFrom('A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'NS', 'SOA', 'ANY', 'MX'),
      fc.string(),
    );
    const suffixes = fc.constantFrom(
      '',
      '.cluster.local',
      '.svc.cluster.local',
      '.default.svc.cluster.local',
      '.in-addr.arpa',
    );
    const pods = fc.constantFrom('disabled' as const, 'insecure' as const, 'verified' as const);
    fc.assert(
      fc.property(names, suffixes, types, pods, (labelsBefore, suffix, type, mode) => {
        const name = labelsBefore + suffix;
        const zone = new ClusterZone(world.index, { ...kubeadm, pods: mode });
        const answer = zone.find({ name, type, class: 'IN' })?.answer;
        let owner = name;
        for (const record of answer?.answers ?? []) {
          assert.equal(record.name, owner);
          if (record.type === 'CNAME') owner = record.target;
          else assert.equal(record.type, type);
        }
        if (answer && answer.answers.length === 0 && answer.status !== 'REFUSED') {
          assert.deepEqual(
            answer.authority.map((record) => record.type),
            ['SOA'],
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
