import assert from 'node:assert/strict';
import type { StreamChunk } from '../../src/api/request.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { bench, perSecond } from './benchmark.ts';

const mapsPath = '/api/v1/namespaces/default/configmaps';
const watchers = 10;

function makeCluster(): Cluster {
  return new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 1), nodes: 1 });
}

function create(cluster: Cluster, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `m${i}` }, data: { key: 'value' } };
    assert.equal(cluster.send({ method: 'POST', path: mapsPath, body }).code, 201);
  }
}

function watch(cluster: Cluster, onChunk: (chunk: StreamChunk) => void): void {
  for (let i = 0; i < watchers; i += 1) {
    cluster.open({ method: 'GET', path: mapsPath, query: { watch: 'true' } }, { onChunk, onEnd: () => {} });
  }
}

function createWatched(cluster: Cluster, from: number, to: number): void {
  let told = 0;
  watch(cluster, () => {
    told += 1;
  });
  create(cluster, from, to);
  assert.ok(told >= (to - from) * watchers);
}

for (const objects of [1_000, 10_000]) {
  bench(`objects: ${objects} created under ${watchers} watches`, 'per second', () => {
    const cluster = makeCluster();
    return perSecond(objects, () => createWatched(cluster, 0, objects));
  });
}

bench('objects: the last 1,000 of 10,000 created', 'per second', () => {
  const cluster = makeCluster();
  create(cluster, 0, 9_000);
  return perSecond(1_000, () => create(cluster, 9_000, 10_000));
});

bench('objects: 10,000 listed', 'per second', () => {
  const cluster = makeCluster();
  create(cluster, 0, 10_000);
  return perSecond(10_000, () => {
    const list = cluster.send({ method: 'GET', path: mapsPath }).body as { items: unknown[] };
    assert.ok(list.items.length >= 10_000);
  });
});

bench('objects: memory of one of 10,000, with its journal', 'KiB', () => {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const before = process.memoryUsage().heapUsed;
  const cluster = makeCluster();
  create(cluster, 0, 10_000);
  collect?.();
  const used = process.memoryUsage().heapUsed - before;
  assert.ok(cluster.revision > 0);
  return Math.max(0, used) / 10_000 / 1024;
});
