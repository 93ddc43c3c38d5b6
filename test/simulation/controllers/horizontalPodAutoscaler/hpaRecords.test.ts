import assert from 'node:assert/strict';
import { maxPodsInRecord } from '../../../../src/api/autoscaling/hpaRecord.ts';
import { workingCluster } from '../workingCluster.ts';
import { paths, periodMs, scalingScene } from './scalingScene.ts';

type Scene = ReturnType<typeof scalingScene>;

/** A Deployment `web` and its autoscaler, looked at so often; `before` may change the scene after the Pods are ready. */
function looked(replicas: number, spec: object, before: (scene: Scene) => void, looks = 1) {
  const scene = scalingScene();
  scene.workload(paths.deployments, 'web', replicas);
  scene.advance(20_000);
  before(scene);
  scene.autoscaler('web', spec);
  scene.advance(periodMs * looks);
  return { scene, record: scene.records('web').at(-1) };
}

const memoryTarget = {
  type: 'Resource',
  resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '20Mi' } },
};
const cpuTarget = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
};

describe('the record of a look', () => {
  it('has everything that the size came from', () => {
    const { record, scene } = looked(3, { maxReplicas: 20 }, (scene) => {
      scene.measure({ web: { totalMilli: 900 } });
      scene.scale(paths.deployments, 'web', 4);
    });
    // The fourth Pod was ready 14 s ago, and measured for 15 s: it counts as idle.
    const pods = record?.metrics[0]?.calculation?.pods ?? [];
    assert.deepEqual(
      pods.map(({ name: _name, ...rest }) => rest),
      [
        { state: 'measuredBeforeReady', usageMilli: 225, requestMilli: 100, assumedMilli: 0 },
        ...[1, 2, 3].map(() => ({ state: 'counted', usageMilli: 225, requestMilli: 100 })),
      ],
    );
    const { timeMs, metrics, ...rest } = record ?? {};
    assert.equal(timeMs, scene.cluster.nowMs);
    assert.deepEqual(metrics, [
      {
        type: 'Resource',
        name: 'cpu resource utilization (percentage of request)',
        target: '50%',
        current: '225%',
        measuredMs: timeMs,
        calculation: {
          pods,
          counts: { counted: 3, measuredBeforeReady: 1 },
          ratio: 4.5,
          assumedRatio: 3.36,
          factor: 4,
          verdict: 'moved',
          proposal: 14,
        },
      },
    ]);
    assert.deepEqual(rest, {
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 20,
      currentReplicas: 4,
      observed: { replicas: 4, ready: 4 },
      chosenMetric: 0,
      proposal: 14,
      windows: {
        down: {
          seconds: 300,
          recommendations: [
            { replicas: 4, timeMs },
            { replicas: 14, timeMs },
          ],
        },
        replicas: 14,
      },
      limit: { direction: 'up', select: 'Doubling', policies: [], policyReplicas: 8, limitedBy: 'policies' },
      replicas: 8,
      outcome: 'scaled',
      why: [
        'Deployment web has 4 replicas.',
        'cpu resource utilization (percentage of request): left out at first: 1 measured while it was not ready yet; 3 counted.',
        'cpu resource utilization (percentage of request): 225% where 50% is wanted, a ratio of 4.5.',
        'cpu resource utilization (percentage of request): if those that were left out use nothing, the ratio is 3.36; 3.36 × 4 = 13.44, rounded up: 14.',
        'One step goes to twice the size at most, or to 4: to 8.',
        'So it goes from 4 to 8.',
      ],
    });
  });

  it('is kept for the last 500 looks, oldest first', () => {
    const { scene } = looked(1, {}, (scene) => scene.measure({ web: { cpu: '50m' } }), 510);
    const records = scene.records('web');
    assert.equal(records.length, 500);
    assert.ok(records.every(({ timeMs }, index) => index === 0 || timeMs > (records[index - 1]?.timeMs ?? 0)));
    assert.equal(records.at(-1)?.timeMs, scene.cluster.nowMs);
  });

  it('names no more Pods than it can bear', () => {
    const { record } = looked(60, { maxReplicas: 100 }, (scene) => scene.measure({ web: { cpu: '50m' } }));
    const { pods, counts } = record?.metrics[0]?.calculation ?? { pods: [], counts: {} };
    assert.deepEqual([pods.length, counts], [maxPodsInRecord, { counted: 60 }]);
  });

  it('can be read through the hold on the cluster', () => {
    const { cluster, create } = workingCluster();
    create(paths.hpas, {
      metadata: { name: 'web' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 },
    });
    cluster.advanceBy(20_000);
    assert.deepEqual(
      cluster.hpaRecords('default', 'web').map(({ outcome }) => outcome),
      ['noScale'],
    );
    assert.deepEqual(cluster.hpaRecords('default', 'nobody'), []);
  });
});

describe('why an autoscaler does what it does, in words', () => {
  const words = (replicas: number, spec: object, before: (scene: Scene) => void, looks?: number) =>
    looked(replicas, spec, before, looks).record?.why.map((text) =>
      text.replaceAll('resource utilization (percentage of request)', '…'),
    );
  const using = (cpu: string, memory?: string) => (scene: Scene) =>
    scene.measure({ web: { cpu, ...(memory && { memory }) } });
  const rules = (scaleUp: object) => ({ behavior: { scaleUp } });

  for (const [what, replicas, spec, before, expected, looks] of [
    [
      'good enough',
      2,
      {},
      using('54m'),
      [
        'cpu …: 54% where 50% is wanted, a ratio of 1.08.',
        'cpu …: 1.08 lies within 0.9 and 1.1, so 2 is good enough.',
        'So it stays at 2.',
      ],
    ],
    [
      'the window',
      4,
      {},
      using('10m'),
      [
        'cpu …: 10% where 50% is wanted, a ratio of 0.2.',
        'cpu …: 0.2 × 4 = 0.8, rounded up: 1.',
        'Within the last 300 s, 4 were proposed, too: it does not go below that yet.',
        'So it stays at 4.',
      ],
    ],
    [
      'a window for scaling up',
      1,
      rules({ stabilizationWindowSeconds: 60 }),
      using('100m'),
      [
        'cpu …: 100% where 50% is wanted, a ratio of 2.',
        'cpu …: 2 × 1 = 2, rounded up: 2.',
        'Within the last 60 s, only 1 was proposed, too: it does not go above that yet.',
        'So it stays at 1.',
      ],
    ],
    [
      'policies',
      2,
      rules({
        policies: [
          { type: 'Pods', value: 1, periodSeconds: 60 },
          { type: 'Percent', value: 10, periodSeconds: 60 },
        ],
      }),
      using('400m'),
      [
        'cpu …: 400% where 50% is wanted, a ratio of 8.',
        'cpu …: 8 × 2 = 16, rounded up: 16.',
        'The policies for scaling up allow 3: 1 Pod in 60 s is 3, 10% in 60 s is 3; the one that changes most counts.',
        'So it goes from 2 to 3.',
      ],
    ],
    [
      'policies that are used up',
      2,
      rules({ policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] }),
      using('400m'),
      [
        'cpu …: 400% where 50% is wanted, a ratio of 8.',
        'cpu …: 8 × 4 = 32, rounded up: 32.',
        'The policies for scaling up allow 4: 2 Pods in 60 s with 2 added already is 4.',
        'So it stays at 4.',
      ],
      3,
    ],
    [
      'a policy that forbids',
      2,
      rules({ selectPolicy: 'Disabled' }),
      using('400m'),
      [
        'cpu …: 400% where 50% is wanted, a ratio of 8.',
        'cpu …: 8 × 2 = 16, rounded up: 16.',
        'The policy for scaling up is Disabled.',
        'So it stays at 2.',
      ],
    ],
    [
      'the largest of several',
      4,
      { metrics: [cpuTarget, memoryTarget], maxReplicas: 6 },
      using('75m', '50Mi'),
      [
        'cpu …: 75% where 50% is wanted, a ratio of 1.5.',
        'cpu …: 1.5 × 4 = 6, rounded up: 6.',
        'memory resource: 50Mi where 20Mi is wanted, a ratio of 2.5.',
        'memory resource: 2.5 × 4 = 10, rounded up: 10.',
        'The largest proposal counts: 10, by memory resource.',
        'maxReplicas is 6.',
        'So it goes from 4 to 6.',
      ],
    ],
    [
      'one that says nothing',
      4,
      { metrics: [cpuTarget, memoryTarget] },
      using('10m'),
      [
        'cpu …: 10% where 50% is wanted, a ratio of 0.2.',
        'cpu …: 0.2 × 4 = 0.8, rounded up: 1.',
        'memory resource: no proposal, because failed to get memory usage: did not receive metrics for targeted pods (pods might be unready).',
        'While a metric says nothing, the size may rise, but not fall: that metric might want more.',
        'So it stays at 4: invalid metrics (1 invalid out of 2), first error is: failed to get memory resource metric value: failed to get memory usage: did not receive metrics for targeted pods (pods might be unready).',
      ],
    ],
    [
      'too few',
      1,
      { minReplicas: 2 },
      () => {},
      ['That is less than minReplicas, 2: no metric is asked.', 'So it goes from 1 to 2.'],
    ],
    [
      'too many',
      9,
      { maxReplicas: 5 },
      () => {},
      ['That is more than maxReplicas, 5: no metric is asked.', 'So it goes from 9 to 5.'],
    ],
  ] as [string, number, object, (scene: Scene) => void, string[], number?][]) {
    it(what, () => assert.deepEqual(words(replicas, spec, before, looks)?.slice(1), expected));
  }

  it('switched off, and without a target', () => {
    assert.deepEqual(
      words(0, {}, () => {}),
      ['Deployment web has 0 replicas. That switches autoscaling off until somebody gives it another size.'],
    );
    const gone = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone' } };
    assert.deepEqual(
      words(1, gone, () => {}),
      ['The size of Deployment gone cannot be read: deployments/scale.apps "gone" not found.', 'So nothing is done.'],
    );
  });
});
