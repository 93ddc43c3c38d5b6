import assert from 'node:assert/strict';
import { Cluster } from '../../src/simulation/cluster.ts';
import { bench, processorMsOf, rareBench } from './benchmark.ts';

const startTimeMs = Date.UTC(2026, 0, 1);
const pods = 5000;
const looks = 40;
const lookMs = 15_000;
const hourMs = 3_600_000;

function manyPods(addons: { readonly addons?: 'kubeadm' }): Cluster {
  const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 50, ...addons }, 'none');
  const containers = [{ name: 'app', image: 'registry.k8s.io/pause:3.10' }];
  for (let index = 0; index < pods; index++) {
    const metadata = { name: `p${index}`, labels: { app: `a${index % 50}` } };
    cluster.send({ method: 'POST', path: '/api/v1/namespaces/default/pods', body: { metadata, spec: { containers } } });
  }
  cluster.advanceBy(90_000);
  return cluster;
}

function measured(cluster: Cluster, labelSelector: string): number {
  const query = { labelSelector };
  const path = '/apis/metrics.k8s.io/v1beta1/namespaces/default/pods';
  return (cluster.send({ method: 'GET', path, query }).body as { items: readonly unknown[] }).items.length;
}

rareBench('metrics: one look at 5,000 Pods on 50 Nodes, beside what they cost themselves', 'ms', () => {
  const [with_, without] = [manyPods({ addons: 'kubeadm' }), manyPods({})].map((cluster) => {
    const ms = processorMsOf(() => cluster.advanceBy(looks * lookMs));
    return { cluster, ms };
  });
  assert.ok(with_ && without);
  assert.equal(measured(with_.cluster, ''), pods);
  return (with_.ms - without.ms) / looks;
});

rareBench('metrics: an autoscaler asks for 100 of 5,000 Pods', 'ms', () => {
  const cluster = manyPods({ addons: 'kubeadm' });
  const times = 20;
  const ms = processorMsOf(() => {
    for (let index = 0; index < times; index++) assert.equal(measured(cluster, `app=a${index}`), 100);
  });
  return ms / times;
});

bench('metrics: an hour of a cluster with nothing but its addons', 'ms', () => {
  const cluster = new Cluster({ seed: 1, startTimeMs, nodes: 1, addons: 'kubeadm' }, 'none');
  cluster.advanceBy(60_000);
  return processorMsOf(() => cluster.advanceBy(hourMs));
});
