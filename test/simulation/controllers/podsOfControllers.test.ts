import assert from 'node:assert/strict';
import type { Pod } from '../../../src/api/generated/objects.ts';
import type { Stored } from '../../../src/api/objects.ts';
import { availableFromMs, isAvailable } from '../../../src/simulation/controllers/pods/availability.ts';
import { rankForDeletion } from '../../../src/simulation/controllers/pods/deletionRanking.ts';
import { slowStart } from '../../../src/simulation/controllers/slowStart.ts';
import { WorkQueue } from '../../../src/simulation/controllers/workQueue.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

const nowMs = Date.UTC(2026, 0, 5, 9);

interface Wish {
  readonly node?: string;
  readonly phase?: string;
  /** Seconds ago; none for a Pod that is not ready. */
  readonly readyS?: number;
  readonly createdS?: number;
  readonly restarts?: number;
  readonly cost?: string;
}

function pod(name: string, { node, phase = 'Running', readyS, createdS = 100, restarts = 0, cost }: Wish): Stored<Pod> {
  const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString().replace('.000Z', 'Z');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: ago(createdS),
      ...(cost !== undefined && { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], ...(node && { nodeName: node }) },
    status: {
      phase,
      conditions: readyS === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: ago(readyS) }],
      containerStatuses: [{ name: 'app', ready: readyS !== undefined, restartCount: restarts, image: '', imageID: '' }],
    },
  };
}

function ranked(pods: readonly Stored<Pod>[], related = pods): string[] {
  return rankForDeletion(pods, related, nowMs).map(({ metadata }) => metadata.name);
}

describe('the Pods of a controller', () => {
  it('are deleted in this order: without a Node, pending, unready, cheap, crowded, young, restarted', () => {
    const pods = [
      pod('old', { node: 'a', readyS: 5000 }),
      pod('young', { node: 'a', readyS: 5 }),
      pod('cheap', { node: 'b', readyS: 9000, cost: '-1' }),
      pod('unready', { node: 'c' }),
      pod('unknown', { node: 'c', phase: 'Unknown' }),
      pod('pending', { node: 'c', phase: 'Pending' }),
      pod('homeless', { phase: 'Pending' }),
      pod('alone', { node: 'd', readyS: 1 }),
    ];
    assert.deepEqual(ranked(pods), ['homeless', 'pending', 'unknown', 'unready', 'cheap', 'young', 'old', 'alone']);
  });

  it('are as crowded as all ReplicaSets of the Deployment make their Node', () => {
    const pods = [pod('a', { node: 'a', readyS: 10 }), pod('b', { node: 'b', readyS: 10 })];
    assert.deepEqual(ranked(pods, [...pods, pod('other', { node: 'b', readyS: 10 })]), ['b', 'a']);
  });

  it('are of the same age where their ages are of the same power of two: the smaller uid goes', () => {
    assert.deepEqual(ranked([pod('b', { node: 'n', readyS: 70 }), pod('a', { node: 'n', readyS: 80 })]), ['a', 'b']);
    assert.deepEqual(ranked([pod('b', { node: 'n', readyS: 10 }), pod('a', { node: 'n', readyS: 300 })]), ['b', 'a']);
  });

  it('go by restarts before the age of the Pod itself', () => {
    const pods = [pod('a', { node: 'n', createdS: 5 }), pod('b', { node: 'n', createdS: 5000, restarts: 3 })];
    assert.deepEqual(ranked(pods), ['b', 'a']);
  });

  it('are available some seconds of readiness later', () => {
    const ready = pod('a', { node: 'n', readyS: 10 });
    assert.equal(isAvailable(ready, 0, nowMs), true);
    assert.equal(isAvailable(ready, 9, nowMs), true);
    assert.equal(isAvailable(ready, 10, nowMs), false);
    assert.equal(availableFromMs(ready, 30), nowMs + 20_000);
    assert.equal(availableFromMs(pod('b', { node: 'n' }), 0), undefined);
  });

  it('are created in batches of 1, 2, 4, …, and no batch follows one that failed', () => {
    const tries = (count: number, fails: number) => {
      let tried = 0;
      const done = slowStart(count, () => {
        tried += 1;
        return tried < fails;
      });
      return { tried, done };
    };
    assert.deepEqual(tries(10, 100), { tried: 10, done: 10 });
    assert.deepEqual(tries(1000, 1), { tried: 1, done: 0 });
    assert.deepEqual(tries(1000, 2), { tried: 3, done: 1 });
  });
});

describe('a work queue', () => {
  it('looks once at what was named often, and again after a back-off that doubles', () => {
    const timeline = new Timeline();
    const looks: number[] = [];
    const queue = new WorkQueue(timeline, 10, () => {
      looks.push(timeline.nowMs);
      return looks.length < 4 ? 'again' : 'done';
    });
    for (let i = 0; i < 5; i++) queue.add('web');
    timeline.advanceTo(1000);
    assert.deepEqual(looks, [10, 25, 45, 75]);
  });

  it('keeps the earlier of two later looks', () => {
    const timeline = new Timeline();
    const looks: number[] = [];
    const queue = new WorkQueue(timeline, 0, () => {
      looks.push(timeline.nowMs);
      return 'done';
    });
    queue.addAfter('web', 500, 'deadline');
    queue.addAfter('web', 200, 'work');
    queue.addAfter('web', 900, 'work');
    timeline.advanceTo(2000);
    assert.deepEqual(looks, [200]);
  });
});
