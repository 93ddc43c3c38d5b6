import assert from 'node:assert/strict';
import type { PodSpec } from '../../../src/api/generated/objects.ts';
import { scorePlugins } from '../../../src/simulation/scheduler/plugins.ts';
import { podInfoOf } from '../../../src/simulation/scheduler/podInfo.ts';
import { totalScores } from '../../../src/simulation/scheduler/scoring.ts';
import { Session } from './session.ts';
import { clusterOf, node, pod, stored } from './smallCluster.ts';

/**
 * What a real 1.34 control plane with three Nodes did with these Pods; node-1 was a zone, node-2 and node-3 another.
 * The Deployments of the recordings are ReplicaSets here.
 */
const zone = 'topology.kubernetes.io/zone';
const web = { app: 'web' };

function session(): Session {
  const made = new Session(3);
  for (const [name, value] of [
    ['node-1', 'zone-a'],
    ['node-2', 'zone-b'],
    ['node-3', 'zone-b'],
  ] as const) {
    made.patchNode(name, { metadata: { labels: { [zone]: value } } });
  }
  return made;
}

/** Creates the Pods of a ReplicaSet and says how many each Node got. */
function replicas(made: Session, count: number, spec: Partial<PodSpec> = {}): Record<string, number> {
  const containers = [{ name: 'app', image: 'app:1' }];
  const template = { metadata: { labels: web }, spec: { containers, ...spec } };
  const set = { metadata: { name: 'web' }, spec: { replicas: count, selector: { matchLabels: web }, template } };
  made.send('POST', '/apis/apps/v1/namespaces/default/replicasets', set);
  made.pass(5);
  const nodes = made.pods().map((pod) => pod.spec?.nodeName ?? 'none');
  return Object.fromEntries([...new Set(nodes)].sort().map((name) => [name, nodes.filter((n) => n === name).length]));
}

describe('as a real kube-scheduler did', () => {
  it('sched-gate: says that gates block, and no event', () => {
    const made = session();
    made.pod('p', {}, { schedulingGates: [{ name: 'example.com/wait' }] });
    made.pass(4);
    const { lastTransitionTime, ...condition } = made.scheduled('p') ?? {};
    assert.deepEqual(condition, {
      lastProbeTime: null,
      type: 'PodScheduled',
      status: 'False',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    });
    assert.deepEqual(made.events('p'), []);
    made.send('PATCH', '/api/v1/namespaces/default/pods/p', { spec: { schedulingGates: null } });
    made.pass(1);
    assert.equal(made.scheduled('p')?.status, 'True');
    assert.deepEqual(
      made.events('p').map(([reason]) => reason),
      ['Scheduled'],
    );
  });

  it('sched-mem-big: more memory than any Node has', () => {
    const made = session();
    made.pod('p', { memory: '100Gi' });
    made.pass(4);
    const message =
      '0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate, ' +
      'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
    const { lastTransitionTime, ...condition } = made.scheduled('p') ?? {};
    assert.deepEqual(condition, {
      lastProbeTime: null,
      type: 'PodScheduled',
      observedGeneration: 1,
      status: 'False',
      reason: 'Unschedulable',
      message,
    });
    assert.deepEqual(made.events('p'), [['FailedScheduling', message]]);
  });

  it('sched-pvc-missing: a claim that is not there', () => {
    const made = session();
    made.pod('p', {}, { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] });
    made.pass(4);
    const message = '0/3 nodes are available: persistentvolumeclaim "data" not found. not found';
    assert.equal(made.scheduled('p')?.message, message);
    assert.deepEqual(made.events('p'), [['FailedScheduling', message]]);
  });

  it('sched-antiaffinity: one of four Pods that shun each other stays out', () => {
    const made = session();
    const term = { labelSelector: { matchLabels: web }, topologyKey: 'kubernetes.io/hostname' };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    assert.deepEqual(replicas(made, 4, { affinity }), { 'node-1': 1, 'node-2': 1, 'node-3': 1, none: 1 });
    const left = made.pods().find((pod) => !pod.spec?.nodeName)?.metadata.name ?? '';
    const message =
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. no new claims to deallocate, " +
      'preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.';
    assert.deepEqual(made.events(left), [['FailedScheduling', message]]);
    assert.equal(made.scheduled(left)?.message, message);
  });

  it('sched-spread: the zones get the same number', () => {
    const labelSelector = { matchLabels: web };
    const constraint = { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule', labelSelector };
    const counts = replicas(session(), 6, { topologySpreadConstraints: [constraint] });
    assert.equal(counts['node-1'], 3);
    assert.equal((counts['node-2'] ?? 0) + (counts['node-3'] ?? 0), 3);
  });

  it('sched-default-spread: nine Pods without a word of their own go over all Nodes', () => {
    const counts = replicas(session(), 9);
    assert.deepEqual(Object.keys(counts), ['node-1', 'node-2', 'node-3']);
    for (const count of Object.values(counts)) assert.ok(count >= 2 && count <= 4, JSON.stringify(counts));
  });

  it('sched-default-spread: each Node that it chose is one of the best here', () => {
    // So large that nine small Pods make no difference to LeastAllocated, as in the recording.
    const size = { cpu: '128', memory: '512Gi' };
    const zoneOf = { 'node-1': 'zone-a', 'node-2': 'zone-b', 'node-3': 'zone-b' };
    const nodes = Object.entries(zoneOf).map(([name, value]) => node(name, { [zone]: value }, {}, size));
    const set = stored('apps/v1', 'ReplicaSet', 'default', 'web', { spec: { selector: { matchLabels: web } } });
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'x', controller: true }];
    const owned = () => {
      const plain = pod({}, web);
      return podInfoOf({ ...plain, metadata: { ...plain.metadata, ownerReferences } });
    };
    const cluster = clusterOf({ nodes, objects: [set] });
    for (const chosen of [3, 1, 2, 1, 3, 1, 2, 1, 2].map((number) => `node-${number}`)) {
      const next = owned();
      const totals = totalScores(next, cluster.nodes, cluster, scorePlugins);
      const best = cluster.nodes.filter((_, i) => totals[i] === Math.max(...totals)).map(({ name }) => name);
      assert.ok(best.includes(chosen), `${chosen} of ${best}: ${totals}`);
      cluster.place(next, chosen);
    }
  });
});
