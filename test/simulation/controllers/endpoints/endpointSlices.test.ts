import assert from 'node:assert/strict';
import type { EndpointSlice } from '../../../../src/api/generated/objects.ts';
import { EndpointCluster } from './endpointCluster.ts';

const web = { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] };
const service = '/api/v1/namespaces/default/services/web';
const slicesPath = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';

/** `pod ready serving terminating`, the conditions that hold. */
function told(slices: readonly EndpointSlice[]): string[] {
  return slices.flatMap(({ endpoints }) =>
    endpoints.map(({ targetRef, conditions = {} }) =>
      [targetRef?.name, ...Object.entries(conditions).flatMap(([name, holds]) => (holds ? [name] : []))].join(' '),
    ),
  );
}

const portsOf = ({ ports = [] }: EndpointSlice) => ports.map(({ name, port }) => `${name}:${port}`).join();

describe('EndpointSlices', () => {
  let cluster: EndpointCluster;

  beforeEach(() => {
    cluster = new EndpointCluster();
  });

  it('tell the Pods that a Service selects, and since when', () => {
    cluster.service('web', web, { tier: 'front', 'kubernetes.io/service-name': 'mine' });
    cluster.report('a');
    cluster.report('b', { ready: false, node: 'node-2' });
    cluster.report('other', { labels: { app: 'api' } });
    cluster.run();
    const [slice, ...others] = cluster.slices('web');
    assert.deepEqual(others, []);
    const { name = '', labels, annotations, ownerReferences, generateName } = slice?.metadata ?? {};
    assert.match(name, /^web-[b-z2-9]{5}$/);
    assert.equal(generateName, 'web-');
    assert.deepEqual(labels, {
      tier: 'front',
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
    assert.deepEqual(annotations, { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-05T09:00:01Z' });
    assert.deepEqual(
      ownerReferences?.map(({ kind, controller, blockOwnerDeletion }) => [kind, controller, blockOwnerDeletion]),
      [['Service', true, true]],
    );
    assert.deepEqual(slice?.ports, [{ name: '', port: 8080, protocol: 'TCP' }]);
    assert.deepEqual(told([slice as EndpointSlice]), ['a ready serving', 'b']);
    assert.equal(slice?.endpoints[1]?.nodeName, 'node-2');
  });

  it('are one empty slice for a Service that selects nobody, which clients see with null', () => {
    cluster.service('web', { ...web, selector: { app: 'wbe' } });
    cluster.report('a');
    cluster.run();
    const [slice] = cluster.slices('web');
    const { body } = cluster.send('GET', `${slicesPath}/${slice?.metadata?.name}`);
    const { endpoints, ports, addressType } = body as EndpointSlice;
    assert.deepEqual([endpoints, ports, addressType], [null, null, 'IPv4']);
    // It stays as it is, and is written over when somebody comes.
    assert.deepEqual(
      cluster.writesDuring(() => cluster.patch(service, { spec: { sessionAffinity: 'ClientIP' } })),
      { slices: 0, endpoints: 0 },
    );
    cluster.patch(service, { spec: { selector: { app: 'web' } } });
    cluster.run();
    assert.deepEqual(
      cluster.slices('web').map(({ metadata, endpoints: list }) => [metadata?.name, list.length]),
      [[slice?.metadata?.name, 1]],
    );
  });

  it('leave out Pods without an address and Pods that have ended', () => {
    cluster.service('web', web);
    cluster.report('starting', { ip: '', ready: false, phase: 'Pending' });
    cluster.report('running', { ready: false });
    cluster.report('done', { ready: false });
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['running', 'done']);
    cluster.report('done', { ready: false, phase: 'Succeeded' });
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['running']);
  });

  it('keep a Pod that ends until it is gone, in its place', () => {
    cluster.service('web', web);
    for (const name of ['a', 'b', 'c']) cluster.report(name);
    cluster.run();
    cluster.report('b', { terminating: true });
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving', 'b serving terminating', 'c ready serving']);
    cluster.report('b', { terminating: true, ready: false });
    cluster.run();
    assert.deepEqual(told(cluster.slices('web'))[1], 'b terminating');
    cluster.remove('b');
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving', 'c ready serving']);
    // A Pod that went has no time of its own.
    assert.equal(cluster.slices('web')[0]?.metadata?.annotations, undefined);
  });

  it('call everybody ready for a Service that publishes addresses that are not', () => {
    cluster.service('web', { ...web, clusterIP: 'None', publishNotReadyAddresses: true });
    cluster.report('a', { ready: false });
    cluster.report('b', { terminating: true });
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['a ready', 'b ready serving terminating']);
    assert.equal(cluster.slices('web')[0]?.metadata?.labels?.['service.kubernetes.io/headless'], '');
  });

  it('come by the ports that the Pods have: a named port may be another in each', () => {
    const port = (number: number) => ({
      containers: [{ name: 'app', ports: [{ name: 'http', containerPort: number, protocol: 'TCP' }] }],
    });
    cluster.service('web', {
      ...web,
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'raw', port: 81 },
      ],
    });
    cluster.report('a', { spec: port(8080) });
    cluster.report('b', { spec: port(9090) });
    cluster.report('c', { spec: port(8080) });
    cluster.report('typo', { spec: { containers: [{ name: 'app' }] } });
    cluster.report('sidecar', {
      spec: {
        containers: [{ name: 'app' }],
        initContainers: [{ ...port(9090).containers[0], name: 's', restartPolicy: 'Always' }],
      },
    });
    cluster.run();
    const byPorts = cluster
      .slices('web')
      .map((slice) => [portsOf(slice), ...told([slice]).map((text) => text.split(' ')[0])]);
    assert.deepEqual(
      byPorts.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      [
        ['http:8080,raw:81', 'a', 'c'],
        ['raw:81', 'typo'],
        ['raw:81,http:9090', 'b', 'sidecar'],
      ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
  });

  it('name a Pod by its hostname where its subdomain is the Service', () => {
    cluster.service('db', { ...web, clusterIP: 'None' });
    cluster.report('db-0', { spec: { hostname: 'db-0', subdomain: 'db' } });
    cluster.report('db-1', { spec: { hostname: 'db-1' } });
    cluster.report('db-2', { spec: { subdomain: 'db' } });
    cluster.run();
    assert.deepEqual(
      cluster.slices('db').flatMap(({ endpoints }) => endpoints.map(({ hostname }) => hostname)),
      ['db-0', undefined, undefined],
    );
    const hostnames = cluster.endpoints('db')?.subsets?.[0]?.addresses?.map(({ hostname }) => hostname);
    assert.deepEqual(hostnames, ['db-0', undefined, undefined]);
  });

  it('say the zone of the Node, and near whom traffic is to stay', () => {
    cluster.patch('/api/v1/nodes/node-1', { metadata: { labels: { 'topology.kubernetes.io/zone': 'a' } } });
    cluster.service('web', { ...web, trafficDistribution: 'PreferClose' });
    cluster.report('a');
    cluster.report('b', { node: 'node-2' });
    cluster.report('c', { ready: false });
    cluster.run();
    const hints = () => cluster.slices('web').flatMap(({ endpoints }) => endpoints.map((one) => one.hints));
    assert.deepEqual(hints(), [{ forZones: [{ name: 'a' }] }, undefined, undefined]);
    assert.deepEqual(
      cluster.slices('web')[0]?.endpoints.map(({ zone }) => zone),
      ['a', undefined, 'a'],
    );
    cluster.patch(service, { spec: { trafficDistribution: 'PreferSameNode' } });
    cluster.run();
    assert.deepEqual(hints(), [
      { forZones: [{ name: 'a' }], forNodes: [{ name: 'node-1' }] },
      { forNodes: [{ name: 'node-2' }] },
      undefined,
    ]);
    cluster.patch(service, { spec: { trafficDistribution: null } });
    cluster.run();
    assert.deepEqual(hints(), [undefined, undefined, undefined]);
  });

  it('have a hundred endpoints at most, and change in one place', () => {
    cluster.service('web', web);
    for (let i = 0; i < 250; i++) cluster.report(`p${i}`);
    cluster.run();
    const sizes = () =>
      cluster
        .slices('web')
        .map(({ endpoints }) => endpoints.length)
        .sort((a, b) => b - a);
    assert.deepEqual(sizes(), [100, 100, 50]);
    assert.deepEqual(
      cluster.writesDuring(() => cluster.report('p7', { ready: false })),
      { slices: 1, endpoints: 1 },
    );
    assert.deepEqual(
      cluster.writesDuring(() => cluster.report('one more')),
      { slices: 1, endpoints: 1 },
    );
    assert.deepEqual(sizes(), [100, 100, 51]);
    // The place that one leaves is not filled from another slice: that would be two writes.
    assert.deepEqual(
      cluster.writesDuring(() => cluster.remove('p3')),
      { slices: 1, endpoints: 1 },
    );
    assert.deepEqual(sizes(), [100, 99, 51]);
  });

  it('are corrected when somebody touches them, and made again when somebody deletes them', () => {
    cluster.service('web', web);
    cluster.report('a');
    cluster.run();
    const [slice] = cluster.slices('web');
    const path = `${slicesPath}/${slice?.metadata?.name}`;
    cluster.patch(path, { endpoints: [{ addresses: ['10.0.0.1'] }] });
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving']);
    cluster.send('DELETE', path);
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving']);
    assert.notEqual(cluster.slices('web')[0]?.metadata?.name, slice?.metadata?.name);
    cluster.send('DELETE', '/api/v1/namespaces/default/endpoints/web');
    cluster.run();
    assert.equal(cluster.endpoints('web')?.subsets?.length, 1);
  });

  it('go with their Service; one of the same name gets new ones', () => {
    cluster.service('web', web);
    cluster.report('a');
    cluster.run();
    const before = cluster.slices('web')[0]?.metadata?.uid;
    cluster.send('DELETE', service);
    cluster.service('web', web);
    cluster.run();
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving']);
    assert.notEqual(cluster.slices('web')[0]?.metadata?.uid, before);
    cluster.send('DELETE', service);
    cluster.run();
    assert.deepEqual(cluster.slices('web'), []);
    assert.equal(cluster.endpoints('web'), undefined);
  });

  it('are not made for a Service without a selector, nor for a name outside', () => {
    cluster.report('a');
    cluster.service('by-hand', { ports: [{ port: 80 }] });
    cluster.service('outside', { type: 'ExternalName', externalName: 'example.com', selector: { app: 'web' } });
    cluster.run();
    for (const name of ['by-hand', 'outside']) {
      assert.deepEqual(cluster.slices(name), []);
      assert.equal(cluster.endpoints(name), undefined);
    }
  });

  it('follow the labels of their Service', () => {
    cluster.service('web', web, { tier: 'front' });
    cluster.report('a');
    cluster.run();
    cluster.patch(service, { metadata: { labels: { tier: 'back', team: 'x' } } });
    cluster.run();
    const {
      'kubernetes.io/service-name': _,
      'endpointslice.kubernetes.io/managed-by': __,
      ...labels
    } = cluster.slices('web')[0]?.metadata?.labels ?? {};
    assert.deepEqual(labels, { tier: 'back', team: 'x' });
    assert.deepEqual(cluster.endpoints('web')?.metadata.labels, {
      tier: 'back',
      team: 'x',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    });
  });

  it('leave out a Pod whose Node is not there any more, and say so until it is', () => {
    cluster.service('web', web);
    cluster.report('a');
    cluster.report('lost', { node: 'node-9' });
    cluster.run(500);
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving']);
    const said = 'Error updating Endpoint Slices for Service default/web:';
    const [event, ...more] = cluster.events('Service', 'web');
    assert.equal(
      event,
      `FailedToUpdateEndpointSlices: ${said} skipping Pod lost for Service default/web: Node node-9 Not Found`,
    );
    assert.deepEqual(more, []);
    cluster.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-9' } });
    cluster.run(1000);
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving', 'lost ready serving']);
  });

  it('say in Events that a quota leaves no room for them, and come when there is', () => {
    const hard = { 'count/endpointslices.discovery.k8s.io': '0', 'count/endpoints': '0' };
    cluster.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none' }, spec: { hard } } as object);
    cluster.service('web', web);
    cluster.report('a');
    cluster.run(500);
    assert.deepEqual(cluster.slices('web'), []);
    assert.match(
      cluster.events('Service', 'web')[0] ?? '',
      /^FailedToUpdateEndpointSlices: Error updating Endpoint Slices for Service default\/web: failed to create EndpointSlice for Service default\/web: endpointslices\.discovery\.k8s\.io "web-.{5}" is forbidden: exceeded quota: none/,
    );
    assert.match(
      cluster.events('Endpoints', 'web')[0] ?? '',
      /^FailedToCreateEndpoint: Failed to create endpoint for service default\/web: endpoints "web" is forbidden: exceeded quota: none/,
    );
    cluster.send('DELETE', '/api/v1/namespaces/default/resourcequotas/none');
    cluster.run(60_000);
    assert.deepEqual(told(cluster.slices('web')), ['a ready serving']);
    assert.equal(cluster.endpoints('web')?.subsets?.length, 1);
  });

  it('are not made again in a Namespace that is on its way out', () => {
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'short' } });
    cluster.service('web', web, {}, 'short');
    cluster.report('a', {}, 'short');
    cluster.run();
    cluster.remove('a', 'short');
    cluster.send('DELETE', '/api/v1/namespaces/short');
    cluster.run(30_000);
    assert.equal(cluster.send('GET', '/api/v1/namespaces/short').code, 404);
    assert.deepEqual(cluster.slices('web', 'short'), []);
  });
});
