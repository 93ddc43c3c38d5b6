import assert from 'node:assert/strict';
import type { EndpointSlice, EndpointSubset } from '../../../../src/api/generated/objects.ts';
import { EndpointCluster } from './endpointCluster.ts';

const endpointsPath = '/api/v1/namespaces/default/endpoints/db';
const servicePath = '/api/v1/namespaces/default/services/db';

function told({ endpoints }: EndpointSlice): string[] {
  return endpoints.map(({ addresses, conditions }) => `${addresses} ${conditions?.ready ? 'ready' : 'not ready'}`);
}

describe('mirrored slices', () => {
  let cluster: EndpointCluster;

  const endpoints = (subsets: EndpointSubset[], metadata: object = {}) =>
    cluster.create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db', ...metadata }, subsets } as object);

  beforeEach(() => {
    cluster = new EndpointCluster();
    cluster.service('db', { ports: [{ port: 5432 }] });
  });

  it('tell what somebody wrote into Endpoints for a Service without a selector', () => {
    const annotations = { note: 'by hand', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    endpoints(
      [
        {
          addresses: [{ ip: '192.0.2.2', hostname: 'two' }],
          notReadyAddresses: [{ ip: '192.0.2.1' }],
          ports: [{ port: 5432 }],
        },
      ],
      { labels: { tier: 'data' }, annotations },
    );
    cluster.run();
    const [slice, ...others] = cluster.slices('db');
    assert.deepEqual(others, []);
    assert.deepEqual(told(slice as EndpointSlice), ['192.0.2.2 ready', '192.0.2.1 not ready']);
    assert.deepEqual(slice?.endpoints[0]?.conditions, { ready: true });
    assert.equal(slice?.endpoints[0]?.hostname, 'two');
    assert.deepEqual(slice?.ports, [{ name: '', port: 5432, protocol: 'TCP' }]);
    const { name = '', labels, annotations: mirrored, ownerReferences } = slice?.metadata ?? {};
    assert.match(name, /^db-[b-z2-9]{5}$/);
    assert.deepEqual(labels, {
      tier: 'data',
      'kubernetes.io/service-name': 'db',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    });
    assert.deepEqual(mirrored, { note: 'by hand' });
    assert.deepEqual(
      ownerReferences?.map(({ kind, controller }) => [kind, controller]),
      [['Endpoints', true]],
    );
  });

  it('are one for each list of ports and family of addresses', () => {
    endpoints([
      { addresses: [{ ip: '192.0.2.1' }, { ip: '2001:db8::1' }], ports: [{ name: 'sql', port: 5432 }] },
      { addresses: [{ ip: '192.0.2.1' }], ports: [{ name: 'web', port: 80 }] },
    ]);
    cluster.run();
    assert.deepEqual(
      cluster
        .slices('db')
        .map((slice) => [slice.addressType, slice.ports?.[0]?.name, ...told(slice)].join(' '))
        .sort(),
      ['IPv4 sql 192.0.2.1 ready', 'IPv4 web 192.0.2.1 ready', 'IPv6 sql 2001:db8::1 ready'],
    );
  });

  it('follow each change with one write, and keep their names', () => {
    endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 5432 }] }]);
    cluster.run();
    const name = cluster.slices('db')[0]?.metadata?.name;
    const change = (body: object) => cluster.writesDuring(() => cluster.patch(endpointsPath, body)).slices;
    assert.equal(change({ subsets: [{ addresses: [{ ip: '192.0.2.9' }], ports: [{ port: 5432 }] }] }), 1);
    assert.equal(change({ subsets: [{ addresses: [{ ip: '192.0.2.9' }], ports: [{ port: 5433 }] }] }), 1);
    assert.equal(change({ metadata: { labels: { tier: 'data' } } }), 1);
    assert.equal(change({ metadata: { annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': 'x' } } }), 0);
    const [slice] = cluster.slices('db');
    assert.deepEqual(
      [slice?.metadata?.name, slice?.ports?.[0]?.port, ...told(slice as EndpointSlice)],
      [name, 5433, '192.0.2.9 ready'],
    );
  });

  it('are not made where a label says so, and go when it comes', () => {
    endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 5432 }] }]);
    cluster.run();
    assert.equal(cluster.slices('db').length, 1);
    cluster.patch(endpointsPath, { metadata: { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } } });
    cluster.run();
    assert.deepEqual(cluster.slices('db'), []);
  });

  it('wait for the Service, and go with the Endpoints', () => {
    cluster.send('DELETE', servicePath);
    cluster.run();
    endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 5432 }] }]);
    cluster.run();
    assert.deepEqual(cluster.slices('db'), []);
    cluster.service('db', { ports: [{ port: 5432 }] });
    cluster.run();
    assert.equal(cluster.slices('db').length, 1);
    cluster.send('DELETE', endpointsPath);
    cluster.run();
    assert.deepEqual(cluster.slices('db'), []);
  });

  it('and the Endpoints go when the Service is deleted, whoever wrote them', () => {
    endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 5432 }] }]);
    cluster.run();
    cluster.send('DELETE', servicePath);
    cluster.run();
    assert.deepEqual([cluster.endpoints('db'), cluster.slices('db')], [undefined, []]);
  });

  it('make way for those of the Pods when the Service gets a selector', () => {
    endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 5432 }] }]);
    cluster.report('a');
    cluster.run();
    cluster.patch(servicePath, { spec: { selector: { app: 'web' } } });
    cluster.run();
    assert.deepEqual(
      cluster.slices('db').map(({ metadata }) => metadata?.labels?.['endpointslice.kubernetes.io/managed-by']),
      ['endpointslice-controller.k8s.io'],
    );
    assert.deepEqual(
      cluster.endpoints('db')?.subsets?.[0]?.addresses?.map(({ ip }) => ip),
      ['10.244.0.1'],
    );
  });

  it('have a thousand addresses of each subset, and an Event about the rest', () => {
    const addresses = Array.from({ length: 1003 }, (_, i) => ({ ip: `10.9.${i >> 8}.${i & 255}` }));
    endpoints([{ addresses, ports: [{ port: 5432 }] }]);
    cluster.run();
    assert.deepEqual(
      cluster.slices('db').map(({ endpoints: list }) => list.length),
      [1000],
    );
    assert.deepEqual(cluster.events('Endpoints', 'db'), [
      'TooManyAddressesToMirror: A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 3 addresses were skipped',
    ]);
  });

  it('are not made of the Endpoints of the API server itself', () => {
    assert.deepEqual(
      cluster.slices('kubernetes').map((slice) => [slice.metadata?.name, ...told(slice)]),
      [['kubernetes', '192.168.0.10 ready']],
    );
    assert.deepEqual(cluster.endpoints('kubernetes')?.subsets?.[0]?.ports, [
      { name: 'https', port: 6443, protocol: 'TCP' },
    ]);
  });
});
