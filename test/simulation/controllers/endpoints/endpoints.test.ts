import assert from 'node:assert/strict';
import type { EndpointSubset } from '../../../../src/api/generated/objects.ts';
import { withinCapacity } from '../../../../src/simulation/controllers/endpoints/capacity.ts';
import { inPortOrder, inSubsetPortOrder } from '../../../../src/simulation/controllers/endpoints/portOrder.ts';
import { repackSubsets } from '../../../../src/simulation/controllers/endpoints/subsets.ts';
import { EndpointCluster } from './endpointCluster.ts';

const addressesOf = (list: EndpointSubset['addresses']) => (list ?? []).map(({ ip }) => ip);

describe('Endpoints', () => {
  it('tell who is ready and who is not, sorted as texts, without those that end', () => {
    const cluster = new EndpointCluster();
    cluster.service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] }, { tier: 'front' });
    for (const [name, ip] of Object.entries({ a: '10.244.2.1', b: '10.244.10.1', c: '10.244.1.9' })) {
      cluster.report(name, { ip });
    }
    cluster.report('d', { ready: false });
    cluster.report('e', { terminating: true });
    cluster.run();
    const { metadata, subsets = [] } = cluster.endpoints('web') ?? {};
    assert.deepEqual(metadata?.labels, { tier: 'front', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    assert.equal(metadata?.ownerReferences, undefined);
    assert.deepEqual(
      subsets.map(({ addresses, notReadyAddresses, ports }) => [
        addressesOf(addresses),
        addressesOf(notReadyAddresses),
        ports,
      ]),
      [[['10.244.1.9', '10.244.10.1', '10.244.2.1'], ['10.244.0.4'], [{ port: 8080, protocol: 'TCP' }]]],
    );
    assert.deepEqual(subsets[0]?.addresses?.[0], {
      ip: '10.244.1.9',
      nodeName: 'node-1',
      targetRef: { kind: 'Pod', namespace: 'default', name: 'c', uid: '00000000-0000-4000-8000-000000000003' },
    });
  });

  it('leave a Pod out that does not have the named port', () => {
    const cluster = new EndpointCluster();
    cluster.service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] });
    cluster.report('typo', { spec: { containers: [{ name: 'app', ports: [{ name: 'htpp', containerPort: 80 }] }] } });
    cluster.run();
    assert.equal(cluster.endpoints('web')?.subsets, undefined);
    // The slice has the Pod, but no port.
    assert.deepEqual(
      cluster.slices('web').map(({ ports = [], endpoints }) => [ports, endpoints.length]),
      [[[], 1]],
    );
  });

  it('of a headless Service without ports are addresses alone', () => {
    const cluster = new EndpointCluster();
    cluster.service('web', { clusterIP: 'None', selector: { app: 'web' } });
    cluster.report('a');
    cluster.run();
    assert.deepEqual(
      cluster.endpoints('web')?.subsets?.map(({ addresses, ports }) => [addressesOf(addresses), ports]),
      [[['10.244.0.1'], undefined]],
    );
    assert.equal(cluster.endpoints('web')?.metadata.labels?.['service.kubernetes.io/headless'], '');
  });

  it('have a thousand addresses at most, and say so', () => {
    const cluster = new EndpointCluster();
    cluster.service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    for (let i = 0; i < 1010; i++) cluster.report(`p${i}`, { ready: i !== 0 });
    cluster.run();
    const over = () => cluster.endpoints('web')?.metadata.annotations?.['endpoints.kubernetes.io/over-capacity'];
    const [subset] = cluster.endpoints('web')?.subsets ?? [];
    assert.deepEqual([subset?.addresses?.length, subset?.notReadyAddresses, over()], [1000, undefined, 'truncated']);
    assert.equal(
      cluster.slices('web').reduce((sum, { endpoints }) => sum + endpoints.length, 0),
      1010,
    );
    for (let i = 0; i < 20; i++) cluster.remove(`p${i}`);
    cluster.run();
    assert.deepEqual([cluster.endpoints('web')?.subsets?.[0]?.addresses?.length, over()], [990, undefined]);
  });

  it('over capacity keep what is ready, each subset in proportion', () => {
    const list = (count: number, from: number) =>
      Array.from({ length: count }, (_, i) => ({ ip: `10.0.${from}.${i}` }));
    const sizes = (subsets: readonly EndpointSubset[]) =>
      subsets.map(({ addresses = [], notReadyAddresses = [] }) => [addresses.length, notReadyAddresses.length]);
    const some = [{ addresses: list(6, 1), notReadyAddresses: list(6, 2) }, { notReadyAddresses: list(6, 3) }];
    assert.deepEqual(sizes(withinCapacity(some, 10)), [
      [6, 2],
      [0, 2],
    ]);
    assert.deepEqual(sizes(withinCapacity(some, 18)), [
      [6, 6],
      [0, 6],
    ]);
    const many = [{ addresses: list(9, 1), notReadyAddresses: list(1, 2) }, { addresses: list(3, 3) }];
    assert.deepEqual(sizes(withinCapacity(many, 4)), [
      [3, 0],
      [1, 0],
    ]);
  });
});

describe('subsets', () => {
  const [http, https] = [
    { name: 'http', port: 80, protocol: 'TCP' },
    { name: 'https', port: 443, protocol: 'TCP' },
  ];
  const [one, two] = [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }];

  it('are shared by ports that the same addresses have', () => {
    assert.deepEqual(
      repackSubsets([
        { addresses: [two], ports: [http] },
        { addresses: [one], ports: [https] },
        { addresses: [one], ports: [http] },
        { addresses: [two], ports: [https] },
      ]),
      [{ addresses: [one, two], ports: [https, http] }],
    );
  });

  it('are apart where the addresses of a port are others, or are not ready', () => {
    assert.deepEqual(
      repackSubsets([
        { addresses: [one, two], ports: [http] },
        { addresses: [one], notReadyAddresses: [two], ports: [https] },
      ]),
      [
        { addresses: [one, two], ports: [http] },
        { addresses: [one], notReadyAddresses: [two], ports: [https] },
      ],
    );
  });

  it('call an address not ready that is not ready somewhere, and have it once', () => {
    assert.deepEqual(
      repackSubsets([
        { addresses: [one, one, two], ports: [http] },
        { notReadyAddresses: [one], ports: [http] },
      ]),
      [{ addresses: [two], notReadyAddresses: [one], ports: [http] }],
    );
    assert.deepEqual(repackSubsets([{ addresses: [two, one] }]), [{ addresses: [one, two] }]);
    assert.deepEqual(repackSubsets([]), []);
  });
});

// What every cluster of 1.34 and before shows for kube-dns; see portOrder.ts.
describe('ports behind a Service', () => {
  const [dns, tcp, metrics] = [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    { name: 'metrics', port: 9153, protocol: 'TCP' },
  ] as const;

  it('stand in slices as the real controller sorts them', () => {
    assert.deepEqual(inPortOrder([dns, tcp, metrics]), [metrics, dns, tcp]);
    assert.deepEqual(inPortOrder([tcp, metrics, dns]), [metrics, dns, tcp]);
  });

  it('stand in Endpoints in an order of their own', () => {
    assert.deepEqual(inSubsetPortOrder([metrics, dns, tcp]), [tcp, dns, metrics]);
  });
});
