import assert from 'node:assert/strict';
import {
  isWithinTolerance,
  replicasForAverage,
  replicasForUtilization,
  replicasForValue,
  replicasForValuePerPod,
} from '../../../../src/simulation/controllers/horizontalPodAutoscaler/replicaCalculator.ts';
import { container, nowMs, type PodTraits, pod, samples } from './somePods.ts';

/** Pods `a`, `b`, … and what they use; undefined for one that is not measured. */
function scene(pods: readonly (readonly [PodTraits, number | undefined])[], currentReplicas = pods.length) {
  const name = (index: number) => String.fromCharCode(97 + index);
  const measured = pods.flatMap(([, usage], index) => (usage === undefined ? [] : [[name(index), usage] as const]));
  return {
    pods: pods.map(([traits], index) => pod(name(index), traits)),
    samples: samples(Object.fromEntries(measured)),
    currentReplicas,
    nowMs,
  };
}

const cpu50 = { resource: 'cpu', percent: 50 };

function utilization(
  pods: Parameters<typeof scene>[0],
  target: Parameters<typeof replicasForUtilization>[1] = cpu50,
  currentReplicas?: number,
) {
  const result = replicasForUtilization(scene(pods, currentReplicas), target);
  if (result.problem !== undefined) return result.problem;
  const { replicas, percent, calculation } = result;
  return [replicas, `${percent}%`, calculation.verdict];
}

describe('the size that a percentage of the requests asks for', () => {
  // The documentation's examples: 200m where 100m are wanted doubles, 50m halves.
  for (const [what, pods, expected] of [
    [
      'twice the target',
      [
        [{}, 100],
        [{}, 100],
      ],
      [4, '100%', 'moved'],
    ],
    [
      'half the target',
      [
        [{}, 25],
        [{}, 25],
      ],
      [1, '25%', 'moved'],
    ],
    [
      'exactly a tenth more',
      [
        [{}, 55],
        [{}, 55],
      ],
      [2, '55%', 'withinTolerance'],
    ],
    [
      'a tenth and a bit',
      [
        [{}, 56],
        [{}, 56],
      ],
      [3, '56%', 'moved'],
    ],
    [
      'exactly a tenth less',
      [
        [{}, 45],
        [{}, 45],
      ],
      [2, '45%', 'withinTolerance'],
    ],
    [
      'whole percents only',
      [
        [{}, 55],
        [{}, 56],
      ],
      [2, '55%', 'withinTolerance'],
    ],
    // 300 % of one that counts, of two with the idle one: 1.5 times 2 Pods.
    [
      'a young Pod that is not ready counts as idle',
      [
        [{}, 150],
        [{ ready: false, startedAgoSeconds: 60 }, 900],
      ],
      [3, '150%', 'moved'],
    ],
    [
      'on the way down it is as if it were not there',
      [
        [{}, 20],
        [{ ready: false, startedAgoSeconds: 60 }, 900],
      ],
      [1, '20%', 'moved'],
    ],
    [
      'a Pod that was ready once counts when it is not',
      [
        [{}, 50],
        [{ ready: false, readyAgoSeconds: 60 }, 250],
      ],
      [6, '150%', 'moved'],
    ],
    [
      'a Pod that has never been ready does not',
      [
        [{}, 50],
        [{ ready: false, readyAgoSeconds: 3590 }, 250],
      ],
      [2, '50%', 'withinTolerance'],
    ],
    [
      'a young Pod that was measured before it was ready counts as idle',
      [
        [{}, 150],
        [{ startedAgoSeconds: 60, readyAgoSeconds: 20 }, 900],
      ],
      [3, '150%', 'moved'],
    ],
    [
      'a Pending Pod counts as idle',
      [
        [{}, 150],
        [{ phase: 'Pending' }, undefined],
      ],
      [3, '150%', 'moved'],
    ],
    [
      'a Pod without measurement counts as idle on the way up',
      [
        [{}, 150],
        [{}, undefined],
      ],
      [3, '150%', 'moved'],
    ],
    [
      'and as using all of its request on the way down',
      [
        [{}, 10],
        [{}, 10],
        [{}, undefined],
      ],
      [3, '10%', 'moved'],
    ],
    [
      'failed Pods and those that go are left out',
      [
        [{}, 100],
        [{ phase: 'Failed' }, 1],
        [{ terminating: true }, 1],
      ],
      [2, '100%', 'moved'],
    ],
    [
      'what is assumed may lead back into the tolerance',
      [
        [{}, 100],
        [{ phase: 'Pending' }, undefined],
      ],
      [2, '100%', 'withinTolerance'],
    ],
    [
      'or beyond: then it stays',
      [
        [{}, 100],
        [{ phase: 'Pending' }, undefined],
        [{ phase: 'Pending' }, undefined],
      ],
      [3, '100%', 'ratioWouldTurn'],
    ],
    [
      'nothing useful',
      [[{ phase: 'Pending' }, 5]],
      'did not receive metrics for targeted pods (pods might be unready)',
    ],
    ['no Pods', [], 'no pods returned by selector while calculating replica count'],
  ] as [string, Parameters<typeof scene>[0], unknown][]) {
    it(what, () => assert.deepEqual(utilization(pods), expected));
  }

  it('a target above everything that is requested assumes as much of a Pod without measurement', () => {
    const pods: Parameters<typeof scene>[0] = [
      [{}, 100],
      [{}, undefined],
    ];
    assert.deepEqual(utilization(pods, { resource: 'cpu', percent: 150 }), [2, '100%', 'moved']);
    const { calculation } = replicasForUtilization(scene(pods), { resource: 'cpu', percent: 150 }) as Extract<
      ReturnType<typeof replicasForUtilization>,
      { problem?: undefined }
    >;
    assert.equal(calculation.pods.find(({ name }) => name === 'b')?.assumedMilli, 150);
  });

  it('a size that would turn the direction stays', () => {
    // 5 Pods are left of a Deployment that shall have 2: the ratio says down, the number of Pods up.
    const pods: Parameters<typeof scene>[0] = [
      [{}, 20],
      [{}, 20],
      [{}, 20],
      [{}, 20],
      [{}, undefined],
    ];
    assert.deepEqual(utilization(pods, cpu50, 2), [2, '20%', 'sizeWouldTurn']);
  });

  it('needs a request in each container and sidecar, unless it asks for one container, or the Pod has a request', () => {
    const [app, log] = [container('app', { cpu: '100m' }), container('log')];
    const missing = (name: string) => `missing request for cpu in container ${name} of Pod a`;
    assert.equal(utilization([[{ containers: [app, log] }, 100]]), missing('log'));
    assert.equal(utilization([[{ containers: [app], sidecars: [log] }, 100]]), missing('log'));
    const sidecar = container('log', { cpu: '100m' });
    assert.deepEqual(utilization([[{ containers: [app], sidecars: [sidecar] }, 100]]), [1, '50%', 'withinTolerance']);
    const one = { ...cpu50, container: 'app' };
    assert.deepEqual(utilization([[{ containers: [app, log] }, 100]], one), [2, '100%', 'moved']);
    assert.equal(utilization([[{}, 100]], { ...cpu50, container: 'web' }), 'container web not found in Pod a');
    const whole = { containers: [app, log], requests: { cpu: '200m' } };
    assert.deepEqual(utilization([[whole, 100]]), [1, '50%', 'withinTolerance']);
    const memory = { resource: 'memory', percent: 50 };
    assert.equal(utilization([[whole, 100]], memory), 'missing pod-level request for memory in Pod a');
  });

  it('only cpu asks whether a Pod is ready', () => {
    const young: PodTraits = { ready: false, startedAgoSeconds: 10 };
    const mebi = 1024 * 1024 * 1000;
    const pods: Parameters<typeof scene>[0] = [
      [{}, 64 * mebi],
      [young, 64 * mebi],
    ];
    assert.deepEqual(utilization(pods, { resource: 'memory', percent: 50 }), [4, '100%', 'moved']);
  });
});

describe('the size that an average asks for', () => {
  const average = (pods: Parameters<typeof scene>[0], averageMilli: number, resource?: string) => {
    const result = replicasForAverage(scene(pods), { averageMilli, ...(resource && { resource }) });
    return result.problem ?? [result.replicas, result.averageMilli, result.calculation.verdict];
  };

  it('needs no request', () => {
    const bare: PodTraits = { containers: [container('app')] };
    assert.deepEqual(
      average(
        [
          [bare, 300],
          [bare, 100],
        ],
        100,
        'cpu',
      ),
      [4, 200, 'moved'],
    );
  });

  it('takes a Pod without measurement for one on target on the way down, and for an idle one on the way up', () => {
    assert.deepEqual(
      average(
        [
          [{}, 10],
          [{}, 10],
          [{}, undefined],
        ],
        100,
      ),
      [2, 10, 'moved'],
    );
    assert.deepEqual(
      average(
        [
          [{}, 400],
          [{}, undefined],
        ],
        100,
      ),
      [4, 400, 'moved'],
    );
    assert.deepEqual(
      average(
        [
          [{}, 100],
          [{}, undefined],
        ],
        100,
      ),
      [2, 100, 'withinTolerance'],
    );
  });

  it('of a metric of its own counts Pods that are not ready', () => {
    assert.deepEqual(
      average(
        [
          [{}, 200],
          [{ ready: false, startedAgoSeconds: 10 }, 200],
        ],
        100,
      ),
      [4, 200, 'moved'],
    );
  });
});

describe('the size that one value asks for', () => {
  const value = (
    valueMilli: number,
    targetMilli: number,
    ready: readonly boolean[],
    currentReplicas = ready.length,
  ) => {
    const input = scene(
      ready.map((one) => [{ ready: one }, undefined]),
      currentReplicas,
    );
    const result = replicasForValue(input, { valueMilli, targetMilli });
    return result.problem ?? [result.replicas, result.calculation.verdict];
  };

  it('grows with the Pods that are ready', () => {
    assert.deepEqual(value(3000, 1000, [true, true]), [6, 'moved']);
    assert.deepEqual(value(3000, 1000, [true, false]), [3, 'moved']);
    assert.deepEqual(value(1100, 1000, [true, true]), [2, 'withinTolerance']);
    assert.deepEqual(value(500, 1000, [true, true, true]), [2, 'moved']);
    assert.deepEqual(value(0, 1000, [true]), [0, 'moved']);
    const none = 'unable to calculate ready pods: no pods returned by selector while calculating replica count';
    assert.equal(value(3000, 1000, [], 2), none);
  });

  it('for each Pod is the value divided by the target', () => {
    const perPod = (statusReplicas: number, valueMilli: number) => {
      const result = replicasForValuePerPod(statusReplicas, { valueMilli, targetMilli: 30_000 });
      return result.problem ?? [result.replicas, result.averageMilli, result.calculation.verdict];
    };
    assert.deepEqual(perPod(2, 100_000), [4, 50_000, 'moved']);
    assert.deepEqual(perPod(3, 95_000), [3, 31_667, 'withinTolerance']);
    assert.deepEqual(perPod(5, 0), [0, 0, 'moved']);
    // No Pod is there yet: what is divided by none is no number.
    assert.deepEqual(perPod(0, 60_000), [2, -(2 ** 63), 'moved']);
  });
});

it('the tolerance is a tenth to both sides, its ends included', () => {
  const inside = [0.9, 0.95, 1, 1.1, 55 / 50, 45 / 50];
  const outside = [0.89, 0.8999, 1.1001, 1.12, 0, 2];
  assert.deepEqual(
    inside.map(isWithinTolerance),
    inside.map(() => true),
  );
  assert.deepEqual(
    outside.map(isWithinTolerance),
    outside.map(() => false),
  );
});
