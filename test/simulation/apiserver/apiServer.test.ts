import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../../src/api/objects.ts';
import { configMapsPath, makeServer, objectIn, podManifest, podsPath, statusIn } from './harness.ts';

const mergePatch = { contentType: 'application/merge-patch+json' };

function itemNames(body: unknown): string[] {
  return (body as { items: KubernetesObject[] }).items.map(({ metadata }) => metadata?.name ?? '');
}

describe('API server', () => {
  it('creates, reads, changes and deletes, in the words of a real one', () => {
    const { send } = makeServer();
    assert.equal(send('POST', configMapsPath, { metadata: { name: 'a' }, data: { x: '1' } }).code, 201);
    const again = statusIn(send('POST', configMapsPath, { metadata: { name: 'a' } }));
    assert.equal(again.message, 'configmaps "a" already exists');
    assert.equal(again.reason, 'AlreadyExists');
    const stored = objectIn(send('GET', `${configMapsPath}/a`));
    assert.equal(send('PUT', `${configMapsPath}/a`, { ...stored, data: { x: '2' } }).code, 200);
    const stale = statusIn(send('PUT', `${configMapsPath}/a`, { ...stored, data: { x: '3' } }));
    assert.equal(
      stale.message,
      'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    );
    const deleted = statusIn(send('DELETE', `${configMapsPath}/a`));
    assert.equal(deleted.status, 'Success');
    assert.deepEqual(deleted.details, { name: 'a', kind: 'configmaps', uid: stored.metadata.uid });
    assert.equal(statusIn(send('GET', `${configMapsPath}/a`)).message, 'configmaps "a" not found');
  });

  it('does not write what would change nothing', () => {
    const { send } = makeServer();
    const stored = objectIn(send('POST', configMapsPath, { metadata: { name: 'a' }, data: { x: '1' } }));
    const same = objectIn(send('PATCH', `${configMapsPath}/a`, { data: { x: '1' } }, mergePatch));
    assert.equal(same.metadata.resourceVersion, stored.metadata.resourceVersion);
  });

  it('refuses what the path and the object disagree about', () => {
    const { send } = makeServer();
    const elsewhere = statusIn(send('POST', configMapsPath, { metadata: { name: 'a', namespace: 'kube-system' } }));
    assert.match(elsewhere.message ?? '', /the namespace of the provided object does not match/);
    assert.equal(
      statusIn(send('POST', '/api/v1/namespaces/x/pods', podManifest('web'))).message,
      'namespaces "x" not found',
    );
    assert.equal(statusIn(send('POST', configMapsPath, '{"metadata":')).code, 400);
    assert.equal(statusIn(send('GET', '/apis/apps/v9/nothings')).code, 404);
    assert.equal(statusIn(send('PUT', configMapsPath, {})).code, 405);
    const other = statusIn(send('POST', configMapsPath, podManifest('web')));
    assert.match(other.message ?? '', /cannot be handled as a ConfigMap/);
  });

  it('keeps what the system set, whatever a client sends back', () => {
    const { send } = makeServer();
    const stored = objectIn(send('POST', configMapsPath, { metadata: { name: 'a', uid: 'mine', generation: 7 } }));
    assert.notEqual(stored.metadata.uid, 'mine');
    const forged = {
      metadata: { creationTimestamp: '2000-01-01T00:00:00Z', deletionTimestamp: '2000-01-01T00:00:00Z' },
    };
    const after = objectIn(send('PATCH', `${configMapsPath}/a`, forged, mergePatch));
    assert.equal(after.metadata.creationTimestamp, stored.metadata.creationTimestamp);
    assert.equal(after.metadata.deletionTimestamp, undefined);
  });

  it('shows with dryRun what it would do, and does nothing', () => {
    const { send, server } = makeServer();
    const before = server.store.revision;
    const dry = send('POST', podsPath, podManifest('web'), { query: { dryRun: 'All' } });
    assert.equal(dry.code, 201);
    assert.equal(server.store.revision, before);
    const wrong = statusIn(send('POST', podsPath, podManifest('web'), { query: { dryRun: 'Some' } }));
    assert.equal(wrong.code, 422);
    assert.match(wrong.message ?? '', /dryRun: Unsupported value: \["Some"\]: supported values: "All"/);
  });

  it('finds a name for a generateName', () => {
    const { send } = makeServer();
    const manifest = { ...podManifest('x'), metadata: { generateName: 'web-' } };
    assert.match(objectIn(send('POST', podsPath, manifest)).metadata.name, /^web-[a-z0-9]{5}$/);
  });

  it('lists in parts that all show one moment', () => {
    const { send } = makeServer();
    for (const name of ['a', 'b', 'c', 'd']) send('POST', configMapsPath, { metadata: { name } });
    const first = send('GET', configMapsPath, undefined, { query: { limit: '2' } });
    const { continue: token = '', remainingItemCount } = (first.body as { metadata: Record<string, string> }).metadata;
    assert.equal(remainingItemCount, 3);
    send('DELETE', `${configMapsPath}/c`);
    send('POST', configMapsPath, { metadata: { name: 'bb' } });
    const rest = send('GET', configMapsPath, undefined, { query: { limit: '10', continue: token } });
    assert.deepEqual([...itemNames(first.body), ...itemNames(rest.body)], ['a', 'b', 'c', 'd', 'kube-root-ca.crt']);
    assert.equal(send('GET', configMapsPath, undefined, { query: { continue: 'x' } }).code, 400);
  });

  it('selects by labels and fields', () => {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web', { labels: { app: 'web' } }));
    send('POST', podsPath, podManifest('db', { labels: { app: 'db' } }));
    const select = (query: Record<string, string>) => send('GET', podsPath, undefined, { query });
    assert.deepEqual(itemNames(select({ labelSelector: 'app in (web)' }).body), ['web']);
    assert.deepEqual(itemNames(select({ fieldSelector: 'metadata.name!=web' }).body), ['db']);
    assert.deepEqual(itemNames(select({ fieldSelector: 'status.phase=Pending' }).body), ['db', 'web']);
    assert.equal(statusIn(select({ fieldSelector: 'foo=bar' })).message, 'field label not supported: foo');
    assert.equal(select({ labelSelector: 'a in' }).code, 400);
  });

  it('removes an unscheduled Pod at once and lets a bound one end with grace', () => {
    const { send, timeline } = makeServer();
    send('POST', podsPath, podManifest('web'));
    send('DELETE', `${podsPath}/web`);
    assert.equal(send('GET', `${podsPath}/web`).code, 404);

    send('POST', podsPath, podManifest('web'));
    assert.equal(
      send('POST', `${podsPath}/web/binding`, { metadata: { name: 'web' }, target: { name: 'node-1' } }).code,
      201,
    );
    const marked = objectIn(send('DELETE', `${podsPath}/web`)).metadata;
    assert.equal(marked.deletionGracePeriodSeconds, 30);
    assert.equal(marked.deletionTimestamp, '2026-01-01T00:00:30Z');
    timeline.moveTo(1_000);
    const later = objectIn(send('DELETE', `${podsPath}/web`, undefined, { query: { gracePeriodSeconds: '60' } }));
    assert.equal(later.metadata.deletionTimestamp, '2026-01-01T00:00:30Z');
    const sooner = objectIn(send('DELETE', `${podsPath}/web`, { gracePeriodSeconds: 5 }));
    assert.equal(sooner.metadata.deletionTimestamp, '2026-01-01T00:00:05Z');
    send('DELETE', `${podsPath}/web`, undefined, { query: { gracePeriodSeconds: '0' } });
    assert.equal(send('GET', `${podsPath}/web`).code, 404);
  });

  it('keeps an object until its last finalizer is gone', () => {
    const { send } = makeServer();
    send('POST', configMapsPath, { metadata: { name: 'a', finalizers: ['example.com/hold'] } });
    const marked = objectIn(send('DELETE', `${configMapsPath}/a`));
    assert.notEqual(marked.metadata.deletionTimestamp, undefined);
    assert.equal(send('GET', `${configMapsPath}/a`).code, 200);
    send('PATCH', `${configMapsPath}/a`, { metadata: { finalizers: null } }, mergePatch);
    assert.equal(send('GET', `${configMapsPath}/a`).code, 404);
  });

  it('minds preconditions of a delete', () => {
    const { send } = makeServer();
    send('POST', configMapsPath, { metadata: { name: 'a' } });
    const refused = statusIn(send('DELETE', `${configMapsPath}/a`, { preconditions: { uid: 'other' } }));
    assert.equal(refused.code, 409);
    assert.match(refused.message ?? '', /the UID in the precondition \(other\) does not match the UID in record/);
  });

  it('deletes what a selector chooses of a collection', () => {
    const { send } = makeServer();
    for (const name of ['a', 'b']) send('POST', configMapsPath, { metadata: { name, labels: { app: name } } });
    const gone = send('DELETE', configMapsPath, undefined, { query: { labelSelector: 'app=a' } });
    assert.deepEqual(itemNames(gone.body), ['a']);
    assert.deepEqual(itemNames(send('GET', configMapsPath).body), ['b', 'kube-root-ca.crt']);
  });

  it('counts generations of the spec only', () => {
    const { send } = makeServer();
    send('POST', podsPath, podManifest('web'));
    const labelled = objectIn(send('PATCH', `${podsPath}/web`, { metadata: { labels: { a: 'b' } } }, mergePatch));
    assert.equal(labelled.metadata.generation, 1);
    const image = { spec: { containers: [{ name: 'app', image: 'busybox:1.37' }] } };
    const strategic = { contentType: 'application/strategic-merge-patch+json' };
    assert.equal(objectIn(send('PATCH', `${podsPath}/web`, image, strategic)).metadata.generation, 2);
  });

  it('answers discovery, version and health', () => {
    const { send } = makeServer();
    assert.equal((send('GET', '/version').body as { gitVersion: string }).gitVersion.startsWith('v1.34.'), true);
    assert.equal(send('GET', '/readyz').body, 'ok');
    const { resources } = send('GET', '/api/v1').body as { resources: { name: string; shortNames?: string[] }[] };
    assert.deepEqual(resources.find(({ name }) => name === 'pods')?.shortNames, ['po']);
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    assert.equal((send('GET', '/api', undefined, { accept }).body as { kind: string }).kind, 'APIGroupDiscoveryList');
  });

  it('shows Pods as the table that kubectl prints', () => {
    const { send, timeline } = makeServer();
    send('POST', podsPath, podManifest('web'));
    timeline.moveTo(65_000);
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const table = send('GET', podsPath, undefined, { accept }).body as {
      kind: string;
      columnDefinitions: { name: string; priority: number }[];
      rows: { cells: unknown[]; object: { kind: string } }[];
    };
    assert.equal(table.kind, 'Table');
    const shown = table.columnDefinitions.filter(({ priority }) => priority === 0).map(({ name }) => name);
    assert.deepEqual(shown, ['Name', 'Ready', 'Status', 'Restarts', 'Age']);
    assert.deepEqual(table.rows[0]?.cells.slice(0, 6), ['web', '0/1', 'Pending', '0', '65s', '<none>']);
    assert.equal(table.rows[0]?.object.kind, 'PartialObjectMetadata');
  });
});
