import assert from 'node:assert/strict';
import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../../../src/api/generated/objects.ts';
import { normalize } from '../../../../src/simulation/controllers/horizontalPodAutoscaler/normalization.ts';
import {
  noHistory,
  type ScalingHistory,
  withInitialRecommendation,
  withScaleEvent,
} from '../../../../src/simulation/controllers/horizontalPodAutoscaler/scalingHistory.ts';
import { nowMs } from './somePods.ts';

const ago = (seconds: number) => nowMs - seconds * 1000;

/** Bounds 1 to 100 and 10 replicas, where nothing else is said; `[size, what limited it, AbleToScale's reason]`. */
function sized(
  proposal: number,
  behavior?: HorizontalPodAutoscalerBehavior,
  history: Partial<ScalingHistory> = {},
  current = 10,
) {
  const { replicas, limit, conditions } = normalize({
    minReplicas: 1,
    maxReplicas: 100,
    currentReplicas: current,
    proposal,
    ...(behavior && { behavior }),
    history: { ...noHistory, ...history },
    nowMs,
  });
  return [replicas, limit?.limitedBy, conditions[0]?.reason];
}

const usualUp: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const usualDown: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};
const up = (rules: Partial<HPAScalingRules>) => ({ scaleUp: { ...usualUp, ...rules }, scaleDown: usualDown });
const down = (rules: Partial<HPAScalingRules>) => ({
  scaleUp: usualUp,
  scaleDown: { ...usualDown, stabilizationWindowSeconds: 0, ...rules },
});

describe('an HPA without behavior', () => {
  it('doubles at most, and always reaches 4', () => {
    assert.deepEqual(sized(15), [15, undefined, 'ReadyForNewScale']);
    assert.deepEqual(sized(50), [20, 'policies', 'ReadyForNewScale']);
    assert.deepEqual(sized(50, undefined, {}, 1), [4, 'policies', 'ReadyForNewScale']);
    assert.deepEqual(sized(500, undefined, {}, 90), [100, 'maxReplicas', 'ReadyForNewScale']);
  });

  it('goes down to the highest proposal of five minutes', () => {
    const recommendations = [
      { replicas: 9, timeMs: ago(301) },
      { replicas: 7, timeMs: ago(300) },
      { replicas: 4, timeMs: ago(15) },
    ];
    assert.deepEqual(sized(2, undefined, { recommendations }), [7, undefined, 'ScaleDownStabilized']);
    assert.deepEqual(sized(0), [1, 'minReplicas', 'ReadyForNewScale']);
  });

  it('remembers its first size as a proposal', () => {
    const history = withInitialRecommendation(noHistory, 10, nowMs);
    assert.deepEqual(sized(2, undefined, history), [10, undefined, 'ScaleDownStabilized']);
    assert.equal(withInitialRecommendation(history, 3, nowMs), history);
  });
});

describe('behavior', () => {
  it('as the documentation has it by default', () => {
    assert.deepEqual(sized(50, up({})), [20, 'policies', 'ReadyForNewScale']);
    assert.deepEqual(sized(50, up({}), {}, 1), [5, 'policies', 'ReadyForNewScale']);
    const recommendations = [{ replicas: 8, timeMs: ago(299) }];
    assert.deepEqual(sized(2, up({}), { recommendations }), [8, undefined, 'ScaleDownStabilized']);
  });

  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies
  it('the documentation’s example: 4 Pods or a tenth per minute, from 80 down', () => {
    const rules = down({
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 60 },
        { type: 'Percent', value: 10, periodSeconds: 60 },
      ],
    });
    const sizes = [80];
    for (let current = 80; current > 10; ) {
      const [replicas] = sized(10, rules, {}, current) as [number];
      sizes.push(replicas);
      current = replicas;
    }
    // A tenth of 72 is 7.2, rounded up to 8; below 40 it is 4 Pods each time.
    assert.deepEqual(sizes, [80, 72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10]);
  });

  it('policies count what was done within their period already', () => {
    const policies = [{ type: 'Pods', value: 4, periodSeconds: 60 }];
    const scaleUps = [
      { change: 3, timeMs: ago(59) },
      { change: 9, timeMs: ago(60) },
    ];
    assert.deepEqual(sized(50, up({ policies }), { scaleUps }), [11, 'policies', 'ReadyForNewScale']);
    const scaleDowns = [{ change: 2, timeMs: ago(30) }];
    assert.deepEqual(sized(50, up({ policies }), { scaleUps, scaleDowns }), [13, 'policies', 'ReadyForNewScale']);
    const done = [{ change: 9, timeMs: ago(10) }];
    assert.deepEqual(sized(50, up({ policies }), { scaleUps: done }), [10, 'policies', 'ReadyForNewScale']);
    assert.deepEqual(sized(1, down({ policies }), { scaleDowns: done }), [10, 'policies', 'ReadyForNewScale']);
  });

  it('selectPolicy takes the largest change, the smallest, or none', () => {
    const policies = [
      { type: 'Pods', value: 3, periodSeconds: 60 },
      { type: 'Percent', value: 50, periodSeconds: 60 },
    ];
    const size = (selectPolicy: string) => [
      sized(50, up({ policies, selectPolicy }))[0],
      sized(1, down({ policies, selectPolicy }))[0],
    ];
    assert.deepEqual(size('Max'), [15, 5]);
    assert.deepEqual(size('Min'), [13, 7]);
    assert.deepEqual(size('Disabled'), [10, 10]);
  });

  it('a small percentage of few Pods still moves up, and down', () => {
    const policies = [{ type: 'Percent', value: 1, periodSeconds: 60 }];
    assert.deepEqual(sized(50, up({ policies }), {}, 3), [4, 'policies', 'ReadyForNewScale']);
    assert.deepEqual(sized(1, down({ policies }), {}, 3), [2, 'policies', 'ReadyForNewScale']);
  });

  it('a window for scaling up takes the lowest proposal within it', () => {
    const recommendations = [
      { replicas: 11, timeMs: ago(61) },
      { replicas: 13, timeMs: ago(30) },
    ];
    const rules = up({ stabilizationWindowSeconds: 60 });
    assert.deepEqual(sized(18, rules, { recommendations }), [13, undefined, 'ScaleUpStabilized']);
    assert.deepEqual(sized(18, rules, { recommendations: [{ replicas: 5, timeMs: ago(30) }] }), [
      10,
      undefined,
      'ScaleUpStabilized',
    ]);
  });

  it('both windows at once keep the size between them', () => {
    const rules = { scaleUp: { ...usualUp, stabilizationWindowSeconds: 60 }, scaleDown: usualDown };
    const recommendations = [
      { replicas: 6, timeMs: ago(30) },
      { replicas: 14, timeMs: ago(45) },
    ];
    assert.deepEqual(sized(20, rules, { recommendations }), [10, undefined, 'ScaleUpStabilized']);
    assert.deepEqual(sized(3, rules, { recommendations }), [10, undefined, 'ScaleDownStabilized']);
  });
});

describe('what is remembered', () => {
  it('never grows beyond its window', () => {
    let history: ScalingHistory = noHistory;
    let most = 0;
    for (let look = 0; look < 1000; look++) {
      const input = { minReplicas: 1, maxReplicas: 100, currentReplicas: 10, proposal: 10 + (look % 3) };
      const timeMs = nowMs + look * 15_000;
      history = normalize({ ...input, history, nowMs: timeMs }).history;
      history = withScaleEvent(history, up({}), { from: 10, to: 11, timeMs });
      most = Math.max(most, history.recommendations.length, history.scaleUps.length);
    }
    assert.equal(most, 21);
  });

  it('changes of size are nobody’s business without behavior', () => {
    assert.equal(withScaleEvent(noHistory, undefined, { from: 1, to: 2, timeMs: nowMs }), noHistory);
  });
});
