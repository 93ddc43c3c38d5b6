import { deepEqual, equal, match } from 'node:assert/strict';
import fc from 'fast-check';
import type { Pod } from '../../../src/api/generated/objects.ts';
import type { Stored } from '../../../src/api/objects.ts';
import { resolverFile } from '../../../src/simulation/kubelet/resolverFile.ts';
import { PodRun } from './podRun.ts';

const node =
  'search corp.example. lab.example\nnameserver 192.168.0.1\nnameserver 192.168.0.2\noptions edns0 timeout:3\n';

function fileOf(spec: Partial<NonNullable<Pod['spec']>>, ofNode = node) {
  const pod = { metadata: { name: 'web', namespace: 'shop' }, spec: { containers: [], ...spec } };
  return resolverFile(pod as unknown as Stored<Pod>, ofNode);
}

const ofCluster =
  'search shop.svc.cluster.local svc.cluster.local cluster.local corp.example lab.example\nnameserver 10.96.0.10\noptions ndots:5\n';
const ofNode =
  'search corp.example lab.example\nnameserver 192.168.0.1\nnameserver 192.168.0.2\noptions edns0 timeout:3\n';

/** Each policy, with what https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ says of it. */
const policies: readonly (readonly [what: string, spec: Partial<NonNullable<Pod['spec']>>, text: string])[] = [
  ['nothing said: ClusterFirst', {}, ofCluster],
  ['ClusterFirst', { dnsPolicy: 'ClusterFirst' }, ofCluster],
  ['ClusterFirst on the network of the Node', { dnsPolicy: 'ClusterFirst', hostNetwork: true }, ofNode],
  ['ClusterFirstWithHostNet', { dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true }, ofCluster],
  ['Default', { dnsPolicy: 'Default' }, ofNode],
  [
    'None',
    {
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['1.2.3.4'], searches: ['ns1.svc', 'my.dns'], options: [{ name: 'edns0' }] },
    },
    'search ns1.svc my.dns\nnameserver 1.2.3.4\noptions edns0\n',
  ],
  ['None with a server alone', { dnsPolicy: 'None', dnsConfig: { nameservers: ['1.2.3.4'] } }, 'nameserver 1.2.3.4\n'],
  [
    'ClusterFirst with more: what is there twice counts once, an option with its last value',
    {
      dnsConfig: {
        nameservers: ['1.1.1.1', '10.96.0.10'],
        searches: ['my.dns', 'svc.cluster.local'],
        options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }, { name: 'timeout', value: '' }],
      },
    },
    'search shop.svc.cluster.local svc.cluster.local cluster.local corp.example lab.example my.dns\nnameserver 10.96.0.10\nnameserver 1.1.1.1\noptions ndots:2 edns0 timeout\n',
  ],
  [
    'Default with more',
    { dnsPolicy: 'Default', dnsConfig: { options: [{ name: 'timeout', value: '1' }] } },
    'search corp.example lab.example\nnameserver 192.168.0.1\nnameserver 192.168.0.2\noptions edns0 timeout:1\n',
  ],
];

describe("A Pod's resolv.conf", () => {
  for (const [what, spec, text] of policies) {
    it(`is made for ${what}`, () => {
      deepEqual(fileOf(spec), { text, warnings: [] });
    });
  }

  it('takes the last search list and the last options of the Node, and no comments', () => {
    const text =
      '# nameserver 9.9.9.9\nsearch old\n  search new\noptions a\noptions b:1\nnameserver\nnameserver 192.168.0.9\n';
    equal(fileOf({ dnsPolicy: 'Default' }, text).text, 'search new\nnameserver 192.168.0.9\noptions b:1\n');
  });

  it('has three name servers at most, and says which', () => {
    const { text, warnings } = fileOf({ dnsConfig: { nameservers: ['1.0.0.1', '1.0.0.2', '1.0.0.3'] } });
    match(text, /\nnameserver 10\.96\.0\.10\nnameserver 1\.0\.0\.1\nnameserver 1\.0\.0\.2\noptions/);
    deepEqual(warnings, [
      'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 1.0.0.1 1.0.0.2',
    ]);
  });

  it('has 32 search domains and 2048 characters of them at most, none longer than a name may be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 60 }), (lengths) => {
        const searches = lengths.map((length, index) => `d${index}`.padEnd(length, 'x'));
        const { text, warnings } = fileOf({ dnsPolicy: 'None', dnsConfig: { nameservers: ['1.2.3.4'], searches } });
        const [line = ''] = text.split('\n').filter((each) => each.startsWith('search '));
        const kept = line === '' ? [] : line.slice('search '.length).split(' ');
        equal(kept.length <= 32 && kept.join(' ').length <= 2048 && kept.every((one) => one.length <= 253), true);
        const fits = searches.slice(0, 32).filter((one) => one.length <= 253);
        deepEqual(kept, fits.slice(0, kept.length));
        const next = fits[kept.length];
        equal(next === undefined || [...kept, next].join(' ').length > 2048, true, 'one more would have fitted');
        equal(warnings.length, kept.length < searches.length ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it('is cut with an event before anything runs', () => {
    const run = new PodRun({
      containers: [{ name: 'app', image: 'busybox:1.36', command: ['sleep', '1d'] }],
      dnsConfig: { nameservers: ['1.0.0.1', '1.0.0.2', '1.0.0.3'] },
    });
    run.secondsUntil(() => run.condition('Ready') === 'True', 60);
    deepEqual(
      run.events.map((event) => event.split(' ')[0]),
      ['Scheduled', 'DNSConfigForming', 'Pulling', 'Pulled', 'Created', 'Started'],
    );
  });
});
