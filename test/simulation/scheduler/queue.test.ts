import assert from 'node:assert/strict';
import { podInfoOf } from '../../../src/simulation/scheduler/podInfo.ts';
import { type QueuedPod, SchedulingQueue } from '../../../src/simulation/scheduler/schedulingQueue.ts';
import { Session } from './session.ts';
import { pod } from './smallCluster.ts';

describe('the scheduling queue', () => {
  function queueOf(...priorities: number[]) {
    const clock = { nowMs: 0 };
    const queue = new SchedulingQueue(() => clock.nowMs);
    const infos = priorities.map((priority) => podInfoOf(pod({ priority })));
    for (const info of infos) {
      queue.add(info);
      clock.nowMs += 1;
    }
    return { clock, queue, infos };
  }

  it('gives the highest priority first, then the oldest', () => {
    const { queue, infos } = queueOf(0, 5, 5, 9);
    const order = [queue.pop(), queue.pop(), queue.pop(), queue.pop()].map((next) => next?.pod);
    assert.deepEqual(order, [infos[3], infos[1], infos[2], infos[0]]);
    assert.equal(queue.pop(), undefined);
  });

  it('keeps an unschedulable Pod until something helps it; then back-off only matters while others wait', () => {
    const { queue, clock } = queueOf(0);
    const first = queue.pop() as QueuedPod;
    queue.putBack(first, new Set(['NodeResourcesFit']));
    assert.equal(queue.pop(), undefined);
    assert.equal(queue.readyMs(), undefined);
    queue.requeue(first);
    const other = podInfoOf(pod());
    queue.add(other);
    assert.equal(queue.pop()?.pod, other);
    assert.equal(queue.readyMs(), clock.nowMs);
    assert.equal(queue.pop(), first);
  });

  it('backs off 1 s, 2 s, … 10 s after errors', () => {
    const { queue, clock } = queueOf(0);
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      const next = queue.pop() as QueuedPod;
      queue.putBack(next, new Set());
      assert.equal(queue.pop(), undefined);
      waits.push((queue.readyMs() ?? 0) - clock.nowMs);
      clock.nowMs = queue.readyMs() ?? 0;
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it('tries a forgotten Pod again after five minutes', () => {
    const { queue, clock } = queueOf(0);
    const next = queue.pop() as QueuedPod;
    queue.putBack(next, new Set(['NodeAffinity']));
    clock.nowMs += 300_000;
    queue.requeueForgotten();
    assert.equal(queue.pop(), undefined);
    clock.nowMs += 1;
    queue.requeueForgotten();
    assert.equal(queue.pop(), next);
  });

  it('forgets a Pod that is gone, wherever it is', () => {
    const { queue, infos } = queueOf(0, 0);
    queue.delete(infos[0]?.uid ?? '');
    assert.equal(queue.pop()?.pod, infos[1]);
    assert.equal(queue.pop(), undefined);
  });
});

describe('an unschedulable Pod', () => {
  const failures = (made: Session, name: string) =>
    made.events(name).filter(([reason]) => reason === 'FailedScheduling').length;

  it('is placed when a Pod makes room', () => {
    const made = new Session(1);
    made.pod('first', { cpu: '3' });
    made.pass(20);
    made.pod('second', { cpu: '3' });
    made.pass(20);
    assert.equal(failures(made, 'second'), 1);
    made.delete('first');
    made.pass(60);
    assert.equal(made.nodeOf('second'), 'node-1');
  });

  it('is placed when a Node is added, uncordoned, labelled or freed of a taint', () => {
    const made = new Session(1);
    made.patchNode('node-1', { spec: { unschedulable: true, taints: [{ key: 'x', effect: 'NoSchedule' }] } });
    made.pod('ssd', {}, { nodeSelector: { disk: 'ssd' } });
    made.pass(5);
    assert.equal(
      made.scheduled('ssd')?.message,
      '0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate, ' +
        'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    );
    made.patchNode('node-1', { spec: { unschedulable: null } });
    made.pass(5);
    assert.match(made.scheduled('ssd')?.message ?? '', /1 node\(s\) had untolerated taint\(s\)\./);
    made.patchNode('node-1', { spec: { taints: null } });
    made.pass(5);
    assert.match(made.scheduled('ssd')?.message ?? '', /1 node\(s\) didn't match Pod's node affinity\/selector\./);
    made.patchNode('node-1', { metadata: { labels: { disk: 'ssd' } } });
    made.pass(5);
    assert.equal(made.nodeOf('ssd'), 'node-1');
  });

  it('is not tried again for a change that cannot help', () => {
    const made = new Session(1);
    made.pod('ssd', {}, { nodeSelector: { disk: 'ssd' } });
    made.pass(5);
    made.patchNode('node-1', { metadata: { labels: { colour: 'red' } } });
    made.pod('other');
    made.pass(5);
    made.delete('other');
    made.pass(60);
    assert.equal(failures(made, 'ssd'), 1);
    made.pass(300);
    assert.equal(failures(made, 'ssd'), 2);
  });

  it('waits for a first Node', () => {
    const made = new Session(1);
    made.send('DELETE', '/api/v1/nodes/node-1');
    made.pass(1);
    made.pod('early');
    made.pass(3);
    assert.equal(made.scheduled('early')?.message, 'no nodes available to schedule pods');
    const allocatable = { cpu: '4', memory: '8Gi', pods: '110' };
    made.send('POST', '/api/v1/nodes', { metadata: { name: 'late' }, status: { allocatable } });
    made.pass(10);
    assert.equal(made.nodeOf('early'), 'late');
  });

  it('is left alone where it asks for another scheduler', () => {
    const made = new Session(1);
    made.pod('other', {}, { schedulerName: 'mine' });
    made.pass(30);
    assert.equal(made.nodeOf('other'), undefined);
    assert.deepEqual(made.events('other'), []);
  });

  it('has its repetitions counted in one event', () => {
    const made = new Session(1);
    made.pod('big', { cpu: '100' });
    for (let i = 0; i < 4; i++) made.pass(330);
    const { items } = made.send('GET', '/api/v1/namespaces/default/events') as {
      items: { reason: string; series?: { count: number } }[];
    };
    const counts = items.filter(({ reason }) => reason === 'FailedScheduling').map(({ series }) => series?.count);
    // The first stands alone: its own failure changed the Pod. What follows is a series, written when it begins.
    assert.deepEqual(counts.sort(), [2, undefined]);
  });
});
