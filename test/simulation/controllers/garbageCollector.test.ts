import assert from 'node:assert/strict';
import type { Stored } from '../../../src/api/objects.ts';
import type { HttpMethod } from '../../../src/api/request.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const claims = '/api/v1/namespaces/default/persistentvolumeclaims';

/** A cluster with an owner and two dependents, one of which holds the owner's deletion up. */
function makeFamily() {
  const cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 1), nodes: 1 });
  const send = (method: HttpMethod, path: string, body?: unknown, query: Record<string, string> = {}) =>
    cluster.send({ method, path, query, ...(body !== undefined && { body }) });
  const create = (name: string, more: object = {}) =>
    send('POST', configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more } }).body as Stored;
  const { uid } = create('owner').metadata;
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid };
  create('child', { ownerReferences: [reference] });
  create('blocking', {
    ownerReferences: [{ ...reference, blockOwnerDeletion: true }],
    finalizers: ['example.com/hold'],
  });
  const has = (name: string) => send('GET', `${configMaps}/${name}`).code === 200;
  const get = (name: string) => send('GET', `${configMaps}/${name}`).body as Stored;
  const remove = (propagationPolicy: string) => send('DELETE', `${configMaps}/owner`, undefined, { propagationPolicy });
  const unhold = () =>
    cluster.send({
      method: 'PATCH',
      path: `${configMaps}/blocking`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { finalizers: null } },
    });
  return { cluster, send, has, get, remove, unhold };
}

describe('garbage collection', () => {
  it('deletes dependents after their owner', () => {
    const { cluster, has, remove, unhold } = makeFamily();
    remove('Background');
    assert.ok(!has('owner'));
    cluster.advanceBy(100);
    assert.ok(!has('child'));
    unhold();
    cluster.advanceBy(100);
    assert.ok(!has('blocking'));
  });

  it('deletes dependents before their owner', () => {
    const { cluster, has, get, remove, unhold } = makeFamily();
    remove('Foreground');
    assert.deepEqual(get('owner').metadata.finalizers, ['foregroundDeletion']);
    assert.ok(get('owner').metadata.deletionTimestamp);
    cluster.advanceBy(100);
    assert.ok(!has('child'));
    assert.ok(has('owner'), 'one dependent holds it up');
    unhold();
    cluster.advanceBy(100);
    assert.deepEqual([has('blocking'), has('owner')], [false, false]);
  });

  it('lets dependents stay', () => {
    const { cluster, has, get, remove } = makeFamily();
    remove('Orphan');
    assert.deepEqual(get('owner').metadata.finalizers, ['orphan']);
    cluster.advanceBy(100);
    assert.deepEqual([has('owner'), has('child'), has('blocking')], [false, true, true]);
    assert.deepEqual(get('child').metadata.ownerReferences ?? [], []);
  });

  it('spares what has another owner', () => {
    const { cluster, send, has, get, remove } = makeFamily();
    const other = send('POST', configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
    const { uid } = (other.body as Stored).metadata;
    const ownerReferences = [
      ...(get('child').metadata.ownerReferences ?? []),
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'other', uid },
    ];
    send('PUT', `${configMaps}/child`, { ...get('child'), metadata: { ...get('child').metadata, ownerReferences } });
    remove('Background');
    cluster.advanceBy(100);
    assert.ok(has('child'));
    assert.deepEqual(
      get('child').metadata.ownerReferences?.map(({ name }) => name),
      ['other'],
    );
  });
});

describe('owners that are not there', () => {
  it('take their dependents with them, whoever made these later', () => {
    const { cluster, send, has, get } = makeFamily();
    const make = (name: string, ownerReferences: object[]) =>
      send('POST', configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ownerReferences } });
    const absent = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'b6a9e1e4-0000-4000-8000-000000000000' };
    const { uid } = get('owner').metadata;
    make('lost', [absent]);
    make('half', [absent, { ...absent, uid }]);
    cluster.advanceBy(100);
    assert.ok(!has('lost'));
    assert.deepEqual(
      get('half').metadata.ownerReferences?.map((reference) => reference.uid),
      [uid],
    );
  });

  it('may be in no Namespace, but not in another one', () => {
    const { cluster, send, has, get } = makeFamily();
    const node = send('GET', '/api/v1/nodes/node-1').body as Stored;
    const own = (name: string, reference: object, path = configMaps) =>
      send('POST', path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ownerReferences: [reference] } });
    own('of-node', { apiVersion: 'v1', kind: 'Node', name: 'node-1', uid: node.metadata.uid });
    const far = '/api/v1/namespaces/kube-public/configmaps';
    own('far', { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: get('owner').metadata.uid }, far);
    cluster.advanceBy(100);
    assert.ok(has('of-node'));
    assert.equal(send('GET', `${far}/far`).code, 404);
    const { items } = send('GET', '/api/v1/namespaces/kube-public/events').body as { items: { reason: string }[] };
    assert.deepEqual(
      items.map(({ reason }) => reason),
      ['OwnerRefInvalidNamespace'],
    );
  });
});

describe('volume protection', () => {
  it('keeps a claim while a Pod uses it', () => {
    const { cluster, send } = makeFamily();
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    send('POST', claims, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec });
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: {
        containers: [{ name: 'app', image: 'busybox' }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
        schedulerName: 'nobody',
      },
    };
    assert.equal(send('POST', '/api/v1/namespaces/default/pods', pod).code, 201);
    send('DELETE', `${claims}/data`, {});
    cluster.advanceBy(1_000);
    const held = send('GET', `${claims}/data`);
    assert.equal(held.code, 200);
    send('DELETE', '/api/v1/namespaces/default/pods/web', {});
    cluster.advanceBy(1_000);
    assert.equal(send('GET', `${claims}/data`).code, 404);
  });
});
