import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Deployment, Job, Pod, StatefulSet } from '../../../src/api/generated/objects.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';
import { Replay } from '../../../src/simulation/replay.ts';
import {
  anySession,
  type Disturbance,
  deploymentsPath,
  disturb,
  jobsPath,
  mendNodes,
  podsPath,
  setsPath,
} from './disturbances.ts';
import { itemsOf, PodInvariants } from './podInvariants.ts';

const minuteMs = 60_000;

/** A Pod that is bound to a Node while that goes; a machine of the same name comes later. */
const boundToNobody: Disturbance[] = [
  { what: 'createDeployment', which: 0, how: 1, thenMs: 25 },
  { what: 'removeNode', which: 0, how: 0, thenMs: 0 },
  { what: 'createDeployment', which: 1, how: 3, thenMs: 25 },
  { what: 'removeNode', which: 1, how: 0, thenMs: 0 },
  { what: 'removeNode', which: 2, how: 0, thenMs: 0 },
];

/** A Pod whose Node is made anew before anybody has missed it: it stays there, and the new machine has yet to say what it has. */
const boundToTheNextOne: Disturbance[] = [
  { what: 'createDeployment', which: 1, how: 3, thenMs: 145 },
  { what: 'removeNode', which: 2, how: 0, thenMs: 1_400 },
  { what: 'createNode', which: 2, how: 0, thenMs: 636 },
];

/** A container that crashes for long, and whose Pod then finds itself on a new machine: its kubelet knows nothing of the crashes. */
const crashingOnANewMachine: Disturbance[] = [
  { what: 'cordon', which: 1, how: 0, thenMs: 0 },
  { what: 'cordon', which: 2, how: 0, thenMs: 0 },
  { what: 'createPod', which: 10, how: 16, thenMs: 700_000 },
  { what: 'removeNode', which: 0, how: 0, thenMs: 1_000 },
  { what: 'createNode', which: 0, how: 0, thenMs: 120_000 },
];

/** What must have come of everything once the machines are well and nobody disturbs any more. */
function checkCalm(cluster: Cluster): void {
  for (const { metadata, spec, status } of itemsOf<Deployment>(cluster, deploymentsPath)) {
    const { replicas = 1 } = spec ?? {};
    assert.equal(status?.availableReplicas ?? 0, replicas, `${metadata?.name} has its Pods`);
    assert.equal(status?.replicas ?? 0, replicas, `${metadata?.name} has no others`);
  }
  for (const { metadata, spec, status } of itemsOf<StatefulSet>(cluster, setsPath)) {
    const { replicas = 1 } = spec ?? {};
    const { currentRevision, updateRevision, ...counts } = status ?? { replicas: 0 };
    assert.deepEqual(
      [counts.replicas, counts.availableReplicas ?? 0],
      [replicas, replicas],
      `${metadata?.name} is whole`,
    );
    assert.equal(currentRevision, updateRevision, `${metadata?.name} is rolled out`);
  }
  for (const { metadata, status } of itemsOf<Job>(cluster, jobsPath)) {
    const isOver = status?.conditions?.some(
      ({ type, status }) => /^(Complete|Failed)$/.test(type) && status === 'True',
    );
    assert.ok(isOver, `${metadata?.name} has ended`);
  }
  for (const { metadata, spec, status } of itemsOf<Pod>(cluster, podsPath)) {
    assert.equal(metadata?.deletionTimestamp, undefined, `${metadata?.name} is not still being deleted`);
    assert.ok(spec?.nodeName, `${metadata?.name} has a Node`);
    const isRunning = status?.containerStatuses?.some(({ state }) => state?.running);
    if (status?.phase === 'Running') assert.ok(isRunning || spec.restartPolicy !== 'Never', `${metadata?.name} runs`);
  }
}

function play(session: readonly Disturbance[]): Cluster {
  const cluster = new Cluster({ seed: 11, startTimeMs: Date.UTC(2026, 0, 5), nodes: 3 });
  const invariants = new PodInvariants(cluster);
  cluster.advanceBy(1_000);
  for (const disturbance of session) {
    disturb(cluster, disturbance, invariants);
    invariants.checkAll();
  }
  mendNodes(cluster, invariants);
  cluster.advanceBy(20 * minuteMs);
  invariants.checkAll();
  checkCalm(cluster);
  for (const path of [deploymentsPath, setsPath, jobsPath, podsPath]) {
    cluster.send({ method: 'DELETE', path, query: { propagationPolicy: 'Background' } });
  }
  assert.ok(cluster.settle(10 * minuteMs), 'it comes to rest');
  invariants.checkAll();
  assert.deepEqual(
    itemsOf<Pod>(cluster, podsPath).map(({ metadata }) => metadata?.name),
    [],
  );
  return cluster;
}

describe('a cluster in chaos', () => {
  it('keeps what is true of all Pods, comes to rest, and replays', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(anySession, (session) => {
        const cluster = play(session);
        const replay = new Replay(cluster.journalText());
        assert.equal(
          replay.runSlice(() => true),
          'done',
        );
        assert.equal(replay.cluster?.stateText(), cluster.stateText());
      }),
      {
        numRuns: 20,
        examples: [[boundToNobody], [boundToTheNextOne], [crashingOnANewMachine]],
        interruptAfterTimeLimit: 15_000,
      },
    );
  });
});
