import assert from 'node:assert/strict';
import type { Pod } from '../../../src/api/generated/objects.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const pods = '/api/v1/namespaces/default/pods';

function clusterWith(spec: Pod['spec']): Cluster {
  const cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5), nodes: 1 });
  const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
  assert.equal(cluster.send({ method: 'POST', path: pods, body }).code, 201);
  return cluster;
}

function podOf(cluster: Cluster): Pod | undefined {
  const { code, body } = cluster.send({ method: 'GET', path: `${pods}/web` });
  return code === 200 ? (body as Pod) : undefined;
}

describe('a kubelet', () => {
  it('runs the image that the Pod asks for, whenever it is edited', () => {
    for (let editMs = 0; editMs <= 4_000; editMs += 50) {
      const cluster = clusterWith({ containers: [{ name: 'app', image: 'redis:7' }] });
      cluster.advanceTo(editMs);
      const contentType = 'application/strategic-merge-patch+json';
      const body = { spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] } };
      assert.equal(cluster.send({ method: 'PATCH', path: `${pods}/web`, contentType, body }).code, 200);
      cluster.advanceBy(120_000);
      const [status] = podOf(cluster)?.status?.containerStatuses ?? [];
      assert.equal(status?.image, 'nginx:1.27', `edited after ${editMs} ms`);
      assert.match(status?.imageID ?? '', /nginx/, `edited after ${editMs} ms`);
      assert.ok(status?.state?.running, `edited after ${editMs} ms`);
    }
  });

  it('leaves no work behind when a Pod has ended long before its grace period', () => {
    const cluster = clusterWith({
      terminationGracePeriodSeconds: 3600,
      containers: [
        { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'trap exit TERM; while true; do sleep 1; done'] },
      ],
    });
    cluster.advanceTo(5_000);
    cluster.send({ method: 'DELETE', path: `${pods}/web` });
    cluster.advanceBy(10_000);
    assert.equal(podOf(cluster), undefined);
    assert.equal(cluster.timeline.pendingWork, 0);
  });

  it('leaves no work behind when a Pod that runs once has ended', () => {
    const container = { name: 'app', image: 'busybox:1.36', command: ['sleep', '2'] };
    const cluster = clusterWith({ restartPolicy: 'Never', containers: [container] });
    cluster.advanceTo(10_000);
    assert.equal(podOf(cluster)?.status?.phase, 'Succeeded');
    assert.equal(cluster.timeline.pendingWork, 0);
  });

  it('reports containers by their names, init containers in the order in which they run', () => {
    const sleeper = { image: 'busybox:1.36', command: ['sleep', '1000'] };
    const once = { image: 'busybox:1.36', command: ['true'] };
    const cluster = clusterWith({
      initContainers: [
        { name: 'second', ...once },
        { name: 'first', ...once },
      ],
      containers: [
        { name: 'web', ...sleeper },
        { name: 'adapter', ...sleeper },
        { name: 'log', ...sleeper },
      ],
    });
    cluster.advanceTo(1_000);
    const contentType = 'application/strategic-merge-patch+json';
    for (const name of ['shell', 'probe']) {
      const body = { spec: { ephemeralContainers: [{ name, ...sleeper }] } };
      const { code } = cluster.send({ method: 'PATCH', path: `${pods}/web/ephemeralcontainers`, contentType, body });
      assert.equal(code, 200);
    }
    for (const atMs of [2_000, 20_000]) {
      cluster.advanceTo(atMs);
      const { initContainerStatuses, containerStatuses, ephemeralContainerStatuses } = podOf(cluster)?.status ?? {};
      assert.deepEqual(
        [initContainerStatuses, containerStatuses, ephemeralContainerStatuses].map((all) =>
          all?.map(({ name }) => name),
        ),
        [
          ['second', 'first'],
          ['adapter', 'log', 'web'],
          ['probe', 'shell'],
        ],
      );
    }
  });
});
