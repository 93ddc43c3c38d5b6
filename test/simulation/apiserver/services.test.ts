import assert from 'node:assert/strict';
import type { Service } from '../../../src/api/generated/objects.ts';
import { makeServer, objectIn, statusIn } from './harness.ts';

const path = '/api/v1/namespaces/default/services';
const mergePatch = { contentType: 'application/merge-patch+json' };

function manifest(name: string, spec: object = {}) {
  const common = { selector: { app: 'web' }, ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { type: 'ClusterIP', ...common, ...spec } };
}

function makeServices() {
  const { send } = makeServer();
  const create = (name: string, spec: object = {}, query: Record<string, string> = {}) =>
    send('POST', path, manifest(name, spec), { query });
  const specOf = (name: string) => (objectIn(send('GET', `${path}/${name}`)) as Service).spec;
  return { send, create, specOf };
}

describe('Services', () => {
  it('get an address of the dynamic part of the range, and give it back', () => {
    const { send, create, specOf } = makeServices();
    create('web');
    const address = specOf('web')?.clusterIP ?? '';
    assert.match(address, /^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
    assert.ok(!/^10\.96\.0\./.test(address), 'the lower part is left to people');
    const taken = create('other', { clusterIP: address });
    assert.equal(
      statusIn(taken).message,
      `Service "other" is invalid: spec.clusterIPs: Invalid value: ["${address}"]: failed to allocate IP ${address}: provided IP is already allocated`,
    );
    send('DELETE', `${path}/web`, {});
    assert.equal(create('other', { clusterIP: address }).code, 201);
  });

  it('never get one address twice', () => {
    const { create, specOf } = makeServices();
    const addresses = new Set<string>();
    for (let i = 0; i < 300; i++) {
      create(`web-${i}`);
      addresses.add(specOf(`web-${i}`)?.clusterIP ?? '');
    }
    assert.equal(addresses.size, 300);
  });

  it('get node ports, and say which are taken or outside the range', () => {
    const { create, specOf } = makeServices();
    create('web', { type: 'NodePort' });
    const port = specOf('web')?.ports?.[0]?.nodePort ?? 0;
    assert.ok(port >= 30_086 && port <= 32_767);
    assert.equal(
      statusIn(create('a', { type: 'NodePort', ports: [{ port: 80, nodePort: port }] })).message,
      `Service "a" is invalid: spec.ports[0].nodePort: Invalid value: ${port}: provided port is already allocated`,
    );
    assert.equal(
      statusIn(create('a', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] })).message,
      'Service "a" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    );
  });

  it('share a node port between protocols', () => {
    const { create, specOf } = makeServices();
    const ports = [
      { name: 'udp', port: 53, protocol: 'UDP' },
      { name: 'tcp', port: 53, protocol: 'TCP' },
    ];
    assert.equal(create('dns', { type: 'NodePort', ports }).code, 201);
    const [udp, tcp] = specOf('dns')?.ports ?? [];
    assert.equal(udp?.nodePort, tcp?.nodePort);
  });

  it('keep what was allocated when a manifest without it is sent again', () => {
    const { send, create, specOf } = makeServices();
    create('web', { type: 'NodePort' });
    const before = specOf('web');
    assert.equal(send('PUT', `${path}/web`, manifest('web', { type: 'NodePort' })).code, 200);
    assert.deepEqual(specOf('web'), before);
  });

  it('change their type, and drop what only the old one needs', () => {
    const { send, create, specOf } = makeServices();
    create('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    const before = specOf('web');
    assert.ok((before?.healthCheckNodePort ?? 0) > 0);
    const change = (spec: object) => send('PATCH', `${path}/web`, { spec }, mergePatch).code;
    assert.equal(change({ type: 'ClusterIP' }), 200);
    const inside = specOf('web');
    assert.equal(inside?.clusterIP, before?.clusterIP);
    assert.deepEqual([inside?.ports?.[0]?.nodePort, inside?.healthCheckNodePort], [undefined, undefined]);
    assert.equal(inside?.externalTrafficPolicy, undefined);
    assert.equal(change({ type: 'ExternalName', externalName: 'db.example.com' }), 200);
    const outside = specOf('web');
    assert.deepEqual([outside?.clusterIP, outside?.clusterIPs, outside?.ipFamilies], [undefined, undefined, undefined]);
    assert.equal(change({ type: 'NodePort', externalName: null }), 200);
    assert.ok((specOf('web')?.ports?.[0]?.nodePort ?? 0) > 0);
  });

  it('without a selector and an address may have both families', () => {
    const { create, specOf } = makeServices();
    create('web', { clusterIP: 'None', selector: undefined });
    const { ipFamilies, ipFamilyPolicy, clusterIPs } = specOf('web') ?? {};
    assert.deepEqual(
      { ipFamilies, ipFamilyPolicy, clusterIPs },
      {
        ipFamilies: ['IPv4', 'IPv6'],
        ipFamilyPolicy: 'RequireDualStack',
        clusterIPs: ['None'],
      },
    );
  });

  it('cannot have a family that the cluster has not', () => {
    const { create } = makeServices();
    assert.equal(
      statusIn(create('web', { ipFamilyPolicy: 'RequireDualStack' })).message,
      'Service "web" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    );
    assert.equal(
      statusIn(create('web', { ipFamilies: ['IPv6'] })).message,
      'Service "web" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    );
  });

  it('take nothing in a dry run', () => {
    const { create, send } = makeServices();
    const { spec } = objectIn(create('web', { type: 'NodePort' }, { dryRun: 'All' })) as Service;
    assert.equal(spec?.clusterIP, '10.96.0.0');
    assert.equal(spec?.ports?.[0]?.nodePort, 32_769);
    assert.equal(send('GET', `${path}/web`).code, 404);
  });
});
