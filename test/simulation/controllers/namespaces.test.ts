import assert from 'node:assert/strict';
import type { Namespace, Status } from '../../../src/api/generated/objects.ts';
import { workingCluster } from './workingCluster.ts';

const pods = '/api/v1/namespaces/team/pods';
const configMaps = '/api/v1/namespaces/team/configmaps';

function withNamespace(command: readonly string[], finalizers: readonly string[] = []) {
  const working = workingCluster();
  const { cluster, create, get } = working;
  create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  cluster.advanceBy(100);
  const containers = [{ name: 'app', image: 'busybox:1.36', command }];
  create(pods, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers } });
  create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept', finalizers } });
  cluster.advanceBy(20_000);
  working.send('DELETE', '/api/v1/namespaces/team');
  const conditions = () =>
    (get<Namespace>('/api/v1/namespaces/team').status?.conditions ?? [])
      .filter(({ status }) => status === 'True')
      .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
  return { ...working, conditions, has: (path: string) => working.send('GET', path).code === 200 };
}

describe('Namespaces that are to go', () => {
  it('take no new objects', () => {
    const { send } = withNamespace(['sleep', '1000']);
    const { code, body } = send('POST', configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late' },
    });
    assert.equal(code, 403);
    assert.match((body as Status).message ?? '', /because it is being terminated/);
  });

  it('end their Pods with their grace, then all else', () => {
    const { cluster, conditions, has } = withNamespace(['sleep', '1000']);
    cluster.advanceBy(4_000);
    assert.ok(has(`${configMaps}/kept`));
    assert.deepEqual(conditions(), []);
    cluster.advanceBy(3_000);
    assert.deepEqual(conditions(), [
      'NamespaceContentRemaining SomeResourcesRemain: Some resources are remaining: pods. has 1 resource instances',
    ]);
    // A shell program that ignores SIGTERM as process 1 has its 30 seconds.
    cluster.advanceBy(25_000);
    assert.ok(has(`${pods}/app`) && has(`${configMaps}/kept`));
    cluster.advanceBy(30_000);
    assert.equal(has('/api/v1/namespaces/team'), false);
  });

  it('say whose finalizers hold them up', () => {
    const { cluster, conditions, has, patch } = withNamespace(['true'], ['example.com/hold']);
    cluster.advanceBy(60_000);
    assert.deepEqual(conditions(), [
      'NamespaceContentRemaining SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances',
      'NamespaceFinalizersRemaining SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    ]);
    patch(`${configMaps}/kept`, { metadata: { finalizers: null } });
    cluster.advanceBy(20_000);
    assert.equal(has('/api/v1/namespaces/team'), false);
  });
});
