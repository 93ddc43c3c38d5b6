import assert from 'node:assert/strict';
import type { ControllerRevision, DaemonSet } from '../../../src/api/generated/objects.ts';
import { workingCluster } from './workingCluster.ts';

const path = '/apis/apps/v1/namespaces/default/daemonsets';

function withDaemonSet(spec: object = {}, podSpec: object = {}, nodes = 3) {
  const working = workingCluster(nodes);
  const containers = [
    { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'trap exit TERM; sleep 100000 & wait'] },
  ];
  working.create(path, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: { metadata: { labels: { app: 'agent' } }, spec: { containers, ...podSpec } },
      ...spec,
    },
  });
  const status = () => working.get<DaemonSet>(`${path}/agent`).status;
  const nodesOfPods = () =>
    working
      .pods()
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ spec: podSpec }) => podSpec?.nodeName)
      .sort();
  const revisions = () =>
    [...working.list<ControllerRevision>('/apis/apps/v1/namespaces/default/controllerrevisions')].sort(
      (a, b) => a.revision - b.revision,
    );
  const setCommand = (text: string) =>
    working.patch(`${path}/agent`, {
      spec: { template: { spec: { containers: [{ ...containers[0], env: [{ name: 'TEXT', value: text }] }] } } },
    });
  return { ...working, status, nodesOfPods, revisions, setCommand };
}

describe('DaemonSets', () => {
  it('have one Pod on each Node, whom only the name of its Node binds', () => {
    const { cluster, pods, status, nodesOfPods, revisions } = withDaemonSet();
    cluster.advanceBy(30_000);
    assert.deepEqual(nodesOfPods(), ['node-1', 'node-2', 'node-3']);
    assert.deepEqual(status(), {
      currentNumberScheduled: 3,
      desiredNumberScheduled: 3,
      numberAvailable: 3,
      numberMisscheduled: 0,
      numberReady: 3,
      observedGeneration: 1,
      updatedNumberScheduled: 3,
    });
    const [pod] = pods();
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: [pod?.spec?.nodeName] }];
    assert.deepEqual(pod?.spec?.affinity, {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } },
    });
    const own = pod?.spec?.tolerations?.map(
      ({ key = '', effect }) => `${key.replace('node.kubernetes.io/', '')} ${effect}`,
    );
    assert.deepEqual(own, [
      'not-ready NoExecute',
      'unreachable NoExecute',
      'disk-pressure NoSchedule',
      'memory-pressure NoSchedule',
      'pid-pressure NoSchedule',
      'unschedulable NoSchedule',
    ]);
    const [revision] = revisions();
    assert.equal(
      pod?.metadata.labels?.['controller-revision-hash'],
      revision?.metadata.labels?.['controller-revision-hash'],
    );
    assert.equal(pod?.metadata.labels?.['pod-template-generation'], '1');
  });

  it('follow the labels of Nodes', () => {
    const { cluster, nodesOfPods, patch, status } = withDaemonSet({}, { nodeSelector: { disk: 'ssd' } });
    cluster.advanceBy(10_000);
    assert.deepEqual([nodesOfPods(), status()?.desiredNumberScheduled], [[], 0]);
    patch('/api/v1/nodes/node-2', { metadata: { labels: { disk: 'ssd' } } });
    cluster.advanceBy(30_000);
    assert.deepEqual(nodesOfPods(), ['node-2']);
    patch('/api/v1/nodes/node-2', { metadata: { labels: { disk: null } } });
    cluster.advanceBy(60_000);
    assert.deepEqual([nodesOfPods(), status()?.numberMisscheduled], [[], 0]);
  });

  it('leave Nodes with taints alone, stay under a new NoSchedule, and go from NoExecute', () => {
    const { cluster, nodesOfPods, patch, status } = withDaemonSet();
    cluster.advanceBy(30_000);
    const taint = (effect: string) => patch('/api/v1/nodes/node-1', { spec: { taints: [{ key: 'gpu', effect }] } });
    taint('NoSchedule');
    cluster.advanceBy(30_000);
    assert.deepEqual([nodesOfPods().length, status()?.desiredNumberScheduled, status()?.numberMisscheduled], [3, 2, 1]);
    taint('NoExecute');
    cluster.advanceBy(60_000);
    assert.deepEqual([nodesOfPods(), status()?.numberMisscheduled], [['node-2', 'node-3'], 0]);
  });

  it('run on Nodes that are closed', () => {
    const { cluster, nodesOfPods, patch, send, pods } = withDaemonSet();
    patch('/api/v1/nodes/node-1', { spec: { unschedulable: true } });
    cluster.advanceBy(30_000);
    assert.equal(nodesOfPods().length, 3);
    const one = pods().find(({ spec }) => spec?.nodeName === 'node-1');
    send('DELETE', `/api/v1/namespaces/default/pods/${one?.metadata.name}`);
    cluster.advanceBy(60_000);
    assert.deepEqual(nodesOfPods(), ['node-1', 'node-2', 'node-3']);
  });

  it('roll from Node to Node', () => {
    const { cluster, status, revisions, setCommand, pods, eventsOf } = withDaemonSet();
    cluster.advanceBy(30_000);
    setCommand('two');
    let least = 3;
    for (let i = 0; i < 600; i++) {
      cluster.advanceBy(100);
      least = Math.min(least, status()?.numberAvailable ?? 0);
    }
    assert.equal(least, 2);
    assert.equal(status()?.updatedNumberScheduled, 3);
    assert.deepEqual(
      revisions().map(({ revision }) => revision),
      [1, 2],
    );
    assert.ok(pods().every(({ metadata }) => metadata.labels?.['pod-template-generation'] === '2'));
    const deleted = eventsOf('DaemonSet', 'agent').filter((text) =>
      text.startsWith('SuccessfulDelete: Deleted pod: agent-'),
    );
    assert.equal(deleted.length, 3);
    setCommand('one again');
    cluster.advanceBy(60_000);
    assert.equal(status()?.updatedNumberScheduled, 3);
  });

  it('have two Pods on a Node for a while where they may surge', () => {
    const strategy = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const { cluster, status, setCommand, pods } = withDaemonSet(strategy);
    cluster.advanceBy(30_000);
    setCommand('two');
    let [least, most] = [3, 3];
    for (let i = 0; i < 600; i++) {
      cluster.advanceBy(100);
      const ready = pods().filter(({ status: podStatus }) =>
        podStatus?.conditions?.some(({ type, status: s }) => type === 'Ready' && s === 'True'),
      );
      least = Math.min(least, new Set(ready.map(({ spec }) => spec?.nodeName)).size);
      most = Math.max(most, pods().filter(({ metadata }) => !metadata.deletionTimestamp).length);
    }
    assert.deepEqual([least, most, status()?.updatedNumberScheduled, pods().length], [3, 4, 3, 3]);
  });

  it('wait for somebody to delete their Pods where they are told to', () => {
    const { cluster, status, setCommand, pods, send } = withDaemonSet({ updateStrategy: { type: 'OnDelete' } });
    cluster.advanceBy(30_000);
    setCommand('two');
    cluster.advanceBy(30_000);
    assert.equal(status()?.updatedNumberScheduled, undefined);
    send('DELETE', `/api/v1/namespaces/default/pods/${pods()[0]?.metadata.name}`);
    cluster.advanceBy(60_000);
    assert.deepEqual([status()?.updatedNumberScheduled, status()?.numberReady], [1, 3]);
  });

  it('forget revisions beyond their limit', () => {
    const { cluster, revisions, setCommand } = withDaemonSet({ revisionHistoryLimit: 1 });
    for (const text of ['a', 'b', 'c']) {
      cluster.advanceBy(60_000);
      setCommand(text);
    }
    cluster.advanceBy(60_000);
    assert.deepEqual(
      revisions().map(({ revision }) => revision),
      [3, 4],
    );
  });
});
