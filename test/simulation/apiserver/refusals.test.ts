import assert from 'node:assert/strict';
import type { ApiResponse } from '../../../src/api/request.ts';
import { configMapsPath, makeServer, objectIn, podManifest, podsPath, statusIn } from './harness.ts';

const mergePatch = { contentType: 'application/merge-patch+json' };
const leasesPath = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
const budgetsPath = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';

function refusal(response: ApiResponse): string {
  const { code, message } = statusIn(response);
  return `${code} ${message}`;
}

describe('what a real server refuses', () => {
  it('writes to an object that was deleted, and perhaps created anew, in the words of its store', () => {
    const { send } = makeServer();
    const { uid } = objectIn(send('POST', configMapsPath, { metadata: { name: 'a' } })).metadata;
    const conflict = (name: string, asked: string, stored: string) =>
      `409 Operation cannot be fulfilled on configmaps "${name}": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/${name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${asked}, UID in object meta: ${stored}`;
    const put = (name: string, own: string) =>
      send('PUT', `${configMapsPath}/${name}`, { metadata: { name, uid: own } });
    assert.equal(refusal(put('a', 'other')), conflict('a', 'other', uid));
    assert.equal(refusal(put('gone', uid)), conflict('gone', uid, ''));
    const node = send('PUT', '/api/v1/nodes/node-1', { metadata: { name: 'node-1', uid: 'other' } });
    assert.match(refusal(node), /Key: \/registry\/minions\/node-1,/);
    const patched = send('PATCH', `${configMapsPath}/a`, { metadata: { uid: 'other' } }, mergePatch);
    assert.equal(
      refusal(patched),
      '422 ConfigMap "a" is invalid: metadata.uid: Invalid value: "other": field is immutable',
    );
    const apply = { contentType: 'application/apply-patch+yaml', query: { fieldManager: 'me' } };
    const configuration = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'new', uid: 'other' } };
    assert.equal(
      refusal(send('PATCH', `${configMapsPath}/new`, configuration, apply)),
      '409 Operation cannot be fulfilled on configmaps "new": uid mismatch: the provided object specified uid other, and no existing object was found',
    );
  });

  it('a PUT without a version, of kinds that must not be overwritten unseen', () => {
    const { send } = makeServer();
    const budget = { metadata: { name: 'web' }, spec: { minAvailable: 1 } };
    send('POST', budgetsPath, budget);
    assert.equal(
      refusal(send('PUT', `${budgetsPath}/web`, budget)),
      '422 poddisruptionbudgets.policy "web" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    );
    assert.equal(send('POST', configMapsPath, { metadata: { name: 'a' } }).code, 201);
    assert.equal(send('PUT', `${configMapsPath}/a`, { metadata: { name: 'a' }, data: { x: '1' } }).code, 200);
  });

  it('a PUT of what is not there, but for kinds that it creates', () => {
    const { send } = makeServer();
    assert.equal(
      refusal(send('PUT', `${configMapsPath}/a`, { metadata: { name: 'a' } })),
      '404 configmaps "a" not found',
    );
    assert.equal(send('PUT', `${leasesPath}/a`, { metadata: { name: 'a', resourceVersion: '5' } }).code, 201);
    const service = { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
    const created = send('PUT', '/api/v1/namespaces/default/services/web', service);
    assert.equal(created.code, 201);
    assert.ok((created.body as { spec: { clusterIP?: string } }).spec.clusterIP);
    const status = send('PUT', '/api/v1/namespaces/default/services/other/status', { metadata: { name: 'other' } });
    assert.equal(refusal(status), '404 services "other" not found');
  });

  it('fields that cannot be selected, in one of three ways', () => {
    const { send } = makeServer();
    const select = (path: string, fieldSelector: string) => send('GET', path, undefined, { query: { fieldSelector } });
    const wrong = (path: string, selector: string) => refusal(select(path, selector));
    assert.equal(wrong(podsPath, 'spec.image=x'), '400 field label not supported: spec.image');
    assert.equal(wrong('/api/v1/nodes', 'metadata.namespace=x'), '400 field label not supported: metadata.namespace');
    assert.equal(wrong('/apis/batch/v1/jobs', 'a=b'), '400 field label "a" not supported for Job');
    const others = '400 "status.phase" is not a known field selector: only "metadata.name", "metadata.namespace"';
    assert.equal(wrong('/apis/apps/v1/deployments', 'status.phase=x'), others);
    assert.equal(wrong('/api/v1/persistentvolumes', 'status.phase=x'), others);
    assert.equal(wrong(podsPath, 'x'), "400 invalid selector: 'x'; can't understand 'x'");
    send('POST', '/api/v1/namespaces/default/secrets', { metadata: { name: 'a' }, type: 'example.com/own' });
    const secrets = select('/api/v1/secrets', 'type=example.com/own').body as { items: unknown[] };
    assert.equal(secrets.items.length, 1);
  });

  it('a binding of another name, without a Node, or of a Pod that has one', () => {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web'));
    const bind = (body: object, query: Record<string, string> = {}) =>
      send('POST', `${podsPath}/web/binding`, body, { query });
    const metadata = { name: 'web' };
    const target = { kind: 'Node', name: 'node-1' };
    assert.equal(
      refusal(bind({ metadata: { name: 'x' }, target })),
      '400 name in URL does not match name in Binding object',
    );
    assert.equal(refusal(bind({ metadata })), '500 target.name: Required value');
    assert.equal(
      refusal(bind({ metadata, target: { kind: 'Pod', name: 'x' } })),
      '500 target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>"',
    );
    assert.equal(bind({ metadata, target }, { dryRun: 'All' }).code, 201);
    assert.equal(bind({ metadata, target }).code, 201);
    assert.equal(
      refusal(bind({ metadata, target })),
      '409 Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-1"',
    );
  });
});

describe('what is refused besides', () => {
  it('to delete all Namespaces, or the objects of all of them', () => {
    const { send, server } = makeServer();
    const before = server.store.revision;
    for (const path of ['/api/v1/namespaces', '/api/v1/configmaps']) assert.equal(send('DELETE', path).code, 405, path);
    assert.equal(server.store.revision, before);
  });

  it('to write to a log, to scale by another kind, and tokens for longer than there are', () => {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web'));
    assert.equal(send('POST', `${podsPath}/web/log`, {}).code, 405);
    const path = '/apis/apps/v1/namespaces/default/deployments';
    const template = { metadata: { labels: { app: 'web' } }, spec: podManifest('x').spec };
    const spec = { selector: { matchLabels: { app: 'web' } }, template };
    assert.equal(send('POST', path, { metadata: { name: 'web' }, spec }).code, 201);
    assert.equal(
      refusal(send('PUT', `${path}/web/scale`, { ...podManifest('web'), spec: { replicas: 3 } })),
      '400 Pod in version "v1" cannot be handled as a Scale: converting (v1.Pod) to (autoscaling.Scale): unknown conversion',
    );
    const token = '/api/v1/namespaces/default/serviceaccounts/default/token';
    assert.match(
      refusal(send('POST', token, { spec: { expirationSeconds: 2 ** 32 + 1 } })),
      /spec\.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2\^32 seconds$/,
    );
  });

  it('evictions that a dry run would not do, and nothing is spent by one', () => {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web'));
    const evict = (query: Record<string, string>) =>
      send('POST', `${podsPath}/web/eviction`, { metadata: { name: 'web' } }, { query });
    assert.equal(evict({ dryRun: 'All' }).code, 201);
    assert.equal(send('GET', `${podsPath}/web`).code, 200);
    assert.equal(evict({ dryRun: 'Some' }).code, 422);
    assert.equal(evict({}).code, 201);
    assert.equal(send('GET', `${podsPath}/web`).code, 404);
  });
});

describe('options of a delete', () => {
  it('are read from the body, and from the query only where there is none', () => {
    const { send } = makeServer();
    const path = `${configMapsPath}/a`;
    send('POST', configMapsPath, { metadata: { name: 'a' } });
    assert.equal(send('DELETE', path, undefined, { query: { dryRun: 'All' } }).code, 200);
    assert.equal(send('DELETE', path, { dryRun: ['All'] }).code, 200);
    assert.equal(send('GET', path).code, 200);
    send('DELETE', path, { propagationPolicy: 'Background' }, { query: { dryRun: 'All' } });
    assert.equal(send('GET', path).code, 404);
  });

  it('are checked together', () => {
    const { send } = makeServer();
    const path = `${configMapsPath}/a`;
    send('POST', configMapsPath, { metadata: { name: 'a' } });
    const wrong = '422 DeleteOptions.meta.k8s.io "" is invalid: ';
    const remove = (body: object) => refusal(send('DELETE', path, body));
    assert.equal(
      remove({ propagationPolicy: 'Orphan', orphanDependents: true }),
      `${wrong}propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set`,
    );
    assert.match(
      remove({ propagationPolicy: 'Slow' }),
      /supported values: "Foreground", "Background", "Orphan", "nil"$/,
    );
    assert.equal(remove({ dryRun: ['Some'] }), `${wrong}dryRun: Unsupported value: ["Some"]: supported values: "All"`);
    assert.equal(remove(podManifest('web')), '500 decoded object cannot be converted to DeleteOptions');
    assert.match(
      remove({ preconditions: { resourceVersion: '1' } }),
      /^409 Operation cannot be fulfilled on ConfigMap "a": the ResourceVersion in the precondition \(1\) does not match the ResourceVersion in record \(\d+\)\. The object might have been modified$/,
    );
    assert.equal(send('GET', path).code, 200);
  });
});
