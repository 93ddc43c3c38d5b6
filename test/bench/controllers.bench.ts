import assert from 'node:assert/strict';
import { StandInCluster } from '../oracle/traces/standInCluster.ts';
import { bench, millisecondsOf, rareBench } from './benchmark.ts';

const path = '/apis/apps/v1/namespaces/default/deployments';

function deployment(name: string, replicas: number, image: string) {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image }] } };
  const spec = { replicas, selector: { matchLabels: { app: name } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec };
}

function write(cluster: StandInCluster, method: 'POST' | 'PUT', to: string, body: object): void {
  assert.ok(cluster.send({ method, path: to, body }).code < 300);
}

function available(cluster: StandInCluster): number {
  const deployments = cluster.end('default').Deployment ?? [];
  return deployments.reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0);
}

bench('controllers: 2,000 Pods in 20 Deployments, control plane only', 'ms', () =>
  millisecondsOf(() => {
    const cluster = new StandInCluster([]);
    for (let i = 0; i < 20; i++) write(cluster, 'POST', path, deployment(`d${i}`, 100, 'app:1'));
    cluster.advanceTo(60_000);
    assert.equal(available(cluster), 2000);
  }),
);

bench('controllers: a Deployment from 0 to 2,000, control plane only', 'ms', () =>
  millisecondsOf(() => {
    const cluster = new StandInCluster([]);
    write(cluster, 'POST', path, deployment('web', 2000, 'app:1'));
    cluster.advanceTo(60_000);
    assert.equal(available(cluster), 2000);
  }),
);

bench('controllers: a rolling update of 300, control plane only', 'ms', () => {
  const cluster = new StandInCluster([]);
  write(cluster, 'POST', path, deployment('web', 300, 'app:1'));
  cluster.advanceTo(60_000);
  return millisecondsOf(() => {
    write(cluster, 'PUT', `${path}/web`, deployment('web', 300, 'app:2'));
    cluster.advanceTo(180_000);
    assert.equal(cluster.end('default').Deployment?.[0]?.status?.updatedReplicas, 300);
  });
});

rareBench('controllers: a Deployment from 0 to 5,000, control plane only', 'ms', () =>
  millisecondsOf(() => {
    const cluster = new StandInCluster([]);
    write(cluster, 'POST', path, deployment('web', 5000, 'app:1'));
    cluster.advanceTo(120_000);
    assert.equal(available(cluster), 5000);
  }),
);

rareBench('controllers: a rolling update of 1,000, control plane only', 'ms', () => {
  const cluster = new StandInCluster([]);
  write(cluster, 'POST', path, deployment('web', 1000, 'app:1'));
  cluster.advanceTo(60_000);
  return millisecondsOf(() => {
    write(cluster, 'PUT', `${path}/web`, deployment('web', 1000, 'app:2'));
    cluster.advanceTo(360_000);
    assert.equal(cluster.end('default').Deployment?.[0]?.status?.updatedReplicas, 1000);
  });
});
