import assert from 'node:assert/strict';
import type { Pod } from '../../src/api/generated/objects.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Replay } from '../../src/simulation/replay.ts';
import { bench, millisecondsOf, perSecond } from './benchmark.ts';

const options = { seed: 1, startTimeMs: Date.UTC(2026, 0, 1), nodes: 2 };
const podsPath = '/api/v1/namespaces/default/pods';

function pod(name: string, command: readonly string[]): Pod {
  const containers = [{ name: 'app', image: 'busybox:1.36', command: [...command] }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers } };
}

function create(cluster: Cluster, name: string, command: readonly string[]): void {
  const { code, body } = cluster.send({ method: 'POST', path: podsPath, body: pod(name, command) });
  assert.equal(code, 201, JSON.stringify(body));
}

function isReady(cluster: Cluster, name: string): boolean {
  const { status } = cluster.send({ method: 'GET', path: `${podsPath}/${name}` }).body as Pod;
  return status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

bench('cluster: start to first ready Pod', 'ms', () =>
  millisecondsOf(() => {
    const cluster = new Cluster(options);
    create(cluster, 'web', ['sh', '-c', 'while true; do echo hello; sleep 1; done']);
    while (!isReady(cluster, 'web')) cluster.step();
  }),
);

bench('cluster: 100 Pods with a loop of 1 s, ten minutes', 'ms', () => {
  const cluster = new Cluster({ ...options, nodes: 5 });
  for (let i = 0; i < 100; i += 1) create(cluster, `p${i}`, ['sh', '-c', 'while true; do date; sleep 1; done']);
  return millisecondsOf(() => cluster.advanceBy(600_000));
});

bench('cluster: replay of ten minutes of one Pod', 'ms', () => {
  const cluster = new Cluster(options);
  create(cluster, 'web', ['sh', '-c', 'i=0; while true; do i=$((i+1)); echo $i; sleep 1; done']);
  cluster.advanceBy(600_000);
  const text = cluster.journalText();
  return millisecondsOf(() => {
    const replay = new Replay(text);
    assert.equal(
      replay.runSlice(() => true),
      'done',
    );
  });
});

const configMaps = 2_000;

bench('store: ConfigMaps created, through admission and validation', 'per second', () => {
  const cluster = new Cluster(options);
  return perSecond(configMaps, () => {
    for (let i = 0; i < configMaps; i += 1) {
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${i}` }, data: { key: 'value' } };
      const { code } = cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/configmaps', body });
      assert.equal(code, 201);
    }
  });
});

bench('store: ConfigMaps got one by one', 'per second', () => {
  const cluster = new Cluster(options);
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { key: 'value' } };
  cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/configmaps', body });
  return perSecond(configMaps, () => {
    for (let i = 0; i < configMaps; i += 1) {
      cluster.send({ method: 'GET', path: '/api/v1/namespaces/default/configmaps/c' });
    }
  });
});
