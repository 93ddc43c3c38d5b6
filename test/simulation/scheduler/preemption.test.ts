import assert from 'node:assert/strict';
import { podInfoOf } from '../../../src/simulation/scheduler/podInfo.ts';
import { bestCandidate } from '../../../src/simulation/scheduler/victims.ts';
import { Session } from './session.ts';
import { pod } from './smallCluster.ts';

const high = { priorityClassName: 'high' };

function session(nodes = 1): Session {
  const made = new Session(nodes);
  made.priorityClass('low', 10);
  made.priorityClass('high', 1000);
  made.priorityClass('polite', 1000, { preemptionPolicy: 'Never' });
  return made;
}

describe('preemption', () => {
  it('ends the least important Pods gracefully, says so, and takes their place', () => {
    const made = session();
    made.pod('low', { cpu: '2' }, { priorityClassName: 'low' });
    made.pod('lower', {}, { containers: [slowToStop('2')] });
    made.pass(20);
    const { uid } = made.pod('high', { cpu: '2' }, high).metadata;
    made.pass(1);
    assert.deepEqual(made.events('high'), [['FailedScheduling', '0/1 nodes are available: 1 Insufficient cpu.']]);
    assert.equal(made.get('high')?.status?.nominatedNodeName, 'node-1');
    assert.deepEqual(made.events('lower').slice(1), [['Preempted', `Preempted by pod ${uid} on node node-1`]]);
    const condition = made.get('lower')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    assert.equal(condition?.reason, 'PreemptionByScheduler');
    assert.equal(condition?.message, 'default-scheduler: preempting to accommodate a higher priority pod');
    made.pass(60);
    assert.equal(made.get('lower'), undefined);
    assert.equal(made.nodeOf('high'), 'node-1');
    assert.equal(made.nodeOf('low'), 'node-1');
  });

  it('keeps the room that it has made from Pods of lower priority', () => {
    const made = session();
    made.pod('victim', { cpu: '4' }, { terminationGracePeriodSeconds: 30, containers: [slowToStop('4')] });
    made.pass(20);
    made.pod('high', { cpu: '4' }, high);
    made.pass(2);
    made.pod('late', { cpu: '1' });
    made.pass(60);
    assert.equal(made.nodeOf('high'), 'node-1');
    assert.equal(made.nodeOf('late'), undefined);
  });

  it('does not happen for the same priority, nor for the policy Never', () => {
    const made = session();
    made.pod('first', { cpu: '4' }, high);
    made.pass(20);
    made.pod('second', { cpu: '4' }, high);
    made.pod('polite', { cpu: '4' }, { priorityClassName: 'polite' });
    made.pass(2);
    const available = '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption:';
    assert.equal(
      made.scheduled('second')?.message,
      `${available} 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    );
    assert.equal(made.scheduled('polite')?.message, `${available} not eligible due to preemptionPolicy=Never.`);
    assert.equal(made.get('first')?.metadata.deletionTimestamp, undefined);
  });

  it('says what still does not fit without the victims', () => {
    const made = session();
    made.pod('important', { memory: '6Gi' }, high);
    made.pod('lower', { memory: '1Gi' });
    made.pass(20);
    made.priorityClass('middle', 500);
    made.pod('middle', { memory: '4Gi' }, { priorityClassName: 'middle' });
    made.pass(2);
    assert.equal(
      made.scheduled('middle')?.message,
      '0/1 nodes are available: 1 Insufficient memory. no new claims to deallocate, ' +
        'preemption: 0/1 nodes are available: 1 Insufficient memory.',
    );
    assert.equal(made.get('lower')?.metadata.deletionTimestamp, undefined);
  });

  it('spares what a PodDisruptionBudget wants to keep, where something else can go', () => {
    const made = session(2);
    const labels = { app: 'kept' };
    const budget = { metadata: { name: 'kept' }, spec: { minAvailable: 1, selector: { matchLabels: labels } } };
    made.send('POST', '/apis/policy/v1/namespaces/default/poddisruptionbudgets', budget);
    made.pod('kept', { cpu: '3' }, {}, { labels });
    made.pod('other', { cpu: '3' });
    made.pass(20);
    made.pod('high', { cpu: '3' }, high);
    made.pass(60);
    assert.ok(made.nodeOf('high'));
    assert.ok(made.get('kept'));
    assert.equal(made.get('other'), undefined);
  });
});

describe('the Node where least is lost', () => {
  const victim = (priority: number, startTime = '2026-01-01T00:00:00Z') => {
    const made = pod({ priority });
    return podInfoOf({ ...made, status: { startTime } });
  };
  const candidate = (nodeName: string, victims: ReturnType<typeof victim>[], violations = 0) => ({
    nodeName,
    victims,
    violations,
  });
  const cases: [string, ReturnType<typeof candidate>[]][] = [
    ['fewest budgets broken', [candidate('a', [victim(1)], 1), candidate('best', [victim(9), victim(9)])]],
    ['lowest of the highest priorities', [candidate('a', [victim(9)]), candidate('best', [victim(5), victim(5)])]],
    ['lowest sum of priorities', [candidate('a', [victim(5), victim(5)]), candidate('best', [victim(5), victim(1)])]],
    ['fewest Pods', [candidate('a', [victim(5), victim(5)]), candidate('best', [victim(5)])]],
    [
      'latest start',
      [
        candidate('a', [victim(5)]),
        candidate('best', [victim(5, '2026-01-01T00:05:00Z')]),
        candidate('c', [victim(5)]),
      ],
    ],
  ];
  for (const [title, candidates] of cases) {
    it(title, () => assert.equal(bestCandidate(candidates)?.nodeName, 'best'));
  }
});

function slowToStop(cpu: string) {
  return {
    name: 'app',
    image: 'busybox:1.36',
    command: ['sh', '-c', "trap '' TERM; while true; do sleep 1; done"],
    resources: { requests: { cpu } },
  };
}
