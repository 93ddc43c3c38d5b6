import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ManagedFieldsEntry } from '../../../src/api/generated/objects.ts';
import type { ApiRequest } from '../../../src/api/request.ts';
import { addManagers, atVersion, LateManagers, managersOf } from '../../../src/simulation/apiserver/lateManagers.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const pods = '/api/v1/namespaces/default/pods';
const deployments = '/apis/apps/v1/namespaces/default/deployments';
const labels = { app: 'a' };
const template = {
  metadata: { labels },
  spec: { containers: [{ name: 'c', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 7; exit 1'] }] },
};

function mergePatch(path: string, body: object): ApiRequest {
  return { method: 'PATCH', path, body, contentType: 'application/merge-patch+json' };
}

/** What a session may do next: write as a client, or let the components work. */
const inputs: readonly ((cluster: Cluster) => void)[] = [
  (cluster) =>
    cluster.send({ method: 'POST', path: pods, body: { metadata: { name: 'p', labels }, spec: template.spec } }),
  (cluster) =>
    cluster.send({
      method: 'POST',
      path: deployments,
      body: { metadata: { name: 'd' }, spec: { replicas: 2, selector: { matchLabels: labels }, template } },
    }),
  (cluster) => cluster.send(mergePatch(`${deployments}/d`, { spec: { replicas: 3 } })),
  (cluster) => cluster.send(mergePatch(`${pods}/p`, { metadata: { labels: { app: 'b', tier: 'x' } } })),
  (cluster) => cluster.send(mergePatch(`${pods}/p/status`, { status: { message: 'hand-made', reason: 'Test' } })),
  (cluster) => cluster.send(mergePatch(`${pods}/p`, { metadata: { managedFields: [{}] } })),
  (cluster) => cluster.send({ method: 'DELETE', path: `${pods}/p` }),
  (cluster) => cluster.advanceBy(400),
  (cluster) => cluster.advanceBy(5_000),
  (cluster) => cluster.advanceBy(90_000),
];

describe('managers that are found out when somebody reads them', () => {
  it('are those that are found out at once', () => {
    const sessions = fc.array(fc.nat(inputs.length - 1), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(sessions, (session) => {
        const read = new Cluster({ seed: 5, startTimeMs: 0, nodes: 2 });
        // Whoever reads every version as it is made leaves nothing for later.
        const seen = new Map<string, string>();
        const readAll = {
          onChunk: (chunk: unknown) => seen.set(String(seen.size), JSON.stringify(chunk)),
          onEnd: () => {},
        };
        for (const path of [pods, deployments, '/apis/apps/v1/replicasets']) {
          read.open({ method: 'GET', path, query: { watch: 'true', timeoutSeconds: '100000' } }, readAll);
        }
        const unread = new Cluster({ seed: 5, startTimeMs: 0, nodes: 2 });
        for (const input of session) {
          inputs[input]?.(read);
          inputs[input]?.(unread);
        }
        assert.equal(unread.stateText(), read.stateText());
      }),
      { numRuns: 25 },
    );
  });

  it('stay in their place in copies, and are looked for once', () => {
    let looked = 0;
    const entries: readonly ManagedFieldsEntry[] = [{ manager: 'kubelet', operation: 'Update' }];
    const metadata = { name: 'p' };
    addManagers(
      metadata,
      new LateManagers([], () => {
        looked += 1;
        return entries;
      }),
    );
    const copy = atVersion(atVersion(metadata, '1'), '2');
    assert.equal(looked, 0);
    assert.equal(JSON.stringify(copy), JSON.stringify({ name: 'p', managedFields: entries, resourceVersion: '2' }));
    assert.deepEqual({ ...copy }.managedFields, entries);
    assert.equal(managersOf(copy), managersOf(metadata));
    assert.equal(looked, 1);
  });

  it('do not keep old versions without end', () => {
    let found = 0;
    let newest: LateManagers | undefined;
    for (let i = 0; i < 1_000; i++) {
      const before: LateManagers | undefined = newest;
      newest = new LateManagers(before ?? [], () => {
        before?.read();
        found += 1;
        return [];
      });
      assert.ok(i + 1 - found <= 8, `${i + 1 - found} wait`);
    }
  });
});
