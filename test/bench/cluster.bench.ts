import assert from 'node:assert/strict';
import type { Pod } from '../../src/api/generated/objects.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Replay } from '../../src/simulation/replay.ts';
import { bench, heapKiBOf, millisecondsOf, perSecond, processorMsOf, rareBench } from './benchmark.ts';

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

const minuteMs = 60_000;

/** Makes the Pods, one in ten of them a web server, and runs until all are Ready. */
function startAll(cluster: Cluster, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const image = i % 10 === 0 ? 'nginx:1.27' : 'registry.k8s.io/pause:3.10';
    const resources = { requests: { cpu: '10m', memory: '16Mi' } };
    const body = { metadata: { name: `p${i}` }, spec: { containers: [{ name: 'app', image, resources }] } };
    const { code } = cluster.send({ method: 'POST', path: podsPath, body });
    assert.equal(code, 201);
  }
  assert.ok(cluster.settle(10 * minuteMs));
  for (const name of ['p0', `p${count - 1}`]) assert.ok(isReady(cluster, name), `${name} is not Ready`);
}

for (const { count, nodes } of [
  { count: 1_000, nodes: 50 },
  { count: 10_000, nodes: 500 },
]) {
  const named = `cluster: ${count.toLocaleString('en-US')} Pods on ${nodes} Nodes, from nothing to Ready`;
  rareBench(`${named}, processor time`, 'ms', () => {
    const cluster = new Cluster({ ...options, nodes }, 'none');
    return processorMsOf(() => startAll(cluster, count));
  });
  rareBench(`${named}, memory`, 'KiB', () => {
    return heapKiBOf(() => {
      const cluster = new Cluster({ ...options, nodes }, 'none');
      startAll(cluster, count);
      return cluster;
    });
  });
}

rareBench('cluster: an hour of 100 Pods with probes and logging sidecars, against real time', 'times as fast', () => {
  const cluster = new Cluster({ ...options, nodes: 5 }, 'none');
  const probe = { httpGet: { path: '/', port: 80 }, periodSeconds: 10 };
  const volumeMounts = [{ name: 'logs', mountPath: '/logs' }];
  const write = 'while true; do date >> /logs/app.log; sleep 5; done';
  const containers = [
    { name: 'web', image: 'nginx:1.27', readinessProbe: probe, livenessProbe: probe },
    { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', write], volumeMounts },
  ];
  const sidecar = {
    name: 'shipper',
    image: 'busybox:1.36',
    command: ['tail', '-n', '+1', '-F', '/logs/app.log'],
    restartPolicy: 'Always',
    volumeMounts,
  };
  for (let i = 0; i < 100; i += 1) {
    const spec = { initContainers: [sidecar], containers, volumes: [{ name: 'logs', emptyDir: {} }] };
    const { code } = cluster.send({ method: 'POST', path: podsPath, body: { metadata: { name: `p${i}` }, spec } });
    assert.equal(code, 201);
  }
  assert.ok(cluster.settle(10 * minuteMs));
  const hourMs = 60 * minuteMs;
  const speed = hourMs / processorMsOf(() => cluster.advanceBy(hourMs));
  assert.ok(isReady(cluster, 'p99'));
  return speed;
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
