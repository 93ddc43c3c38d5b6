import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../../../src/api/generated/objects.ts';
import { normalize } from '../../../../src/simulation/controllers/horizontalPodAutoscaler/normalization.ts';
import {
  isWithinTolerance,
  replicasForAverage,
} from '../../../../src/simulation/controllers/horizontalPodAutoscaler/replicaCalculator.ts';
import {
  noHistory,
  withInitialRecommendation,
  withScaleEvent,
} from '../../../../src/simulation/controllers/horizontalPodAutoscaler/scalingHistory.ts';
import { container, nowMs, pod, samples } from './somePods.ts';

const lookMs = 15_000;

const policy = fc.record({
  type: fc.constantFrom('Pods', 'Percent'),
  value: fc.integer({ min: 1, max: 200 }),
  periodSeconds: fc.integer({ min: 1, max: 600 }),
});
const rules: fc.Arbitrary<HPAScalingRules> = fc.record({
  stabilizationWindowSeconds: fc.integer({ min: 0, max: 900 }),
  selectPolicy: fc.constantFrom('Max', 'Min', 'Disabled'),
  policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
});
const behaviors = fc.option(fc.record({ scaleUp: rules, scaleDown: rules }), { nil: undefined });

/** An autoscaler for whose Pods everything happens at once: new ones are ready and share the load. */
function autoscaler(
  bounds: { minReplicas: number; maxReplicas: number },
  start: number,
  behavior?: HorizontalPodAutoscalerBehavior,
) {
  const targetMilli = 100;
  let size = start;
  let history = noHistory;
  let looks = 0;
  const bare = { containers: [container('app')] };
  return (loadMilli: number) => {
    const timeMs = nowMs + looks++ * lookMs;
    const names = Array.from({ length: size }, (_one, index) => `p${index}`);
    const usage = Math.floor(loadMilli / size);
    const input = {
      pods: names.map((name) => pod(name, bare)),
      samples: samples(Object.fromEntries(names.map((name) => [name, usage]))),
      currentReplicas: size,
      nowMs: timeMs,
    };
    const proposal = replicasForAverage(input, { averageMilli: targetMilli });
    assert.ok(proposal.problem === undefined);
    history = withInitialRecommendation(history, size, timeMs);
    const normalized = normalize({
      ...bounds,
      currentReplicas: size,
      proposal: proposal.replicas,
      ...(behavior && { behavior }),
      history,
      nowMs: timeMs,
    });
    const before = size;
    size = normalized.replicas;
    history = normalized.history;
    if (size !== before) history = withScaleEvent(history, behavior, { from: before, to: size, timeMs });
    return { before, size, ratio: usage / targetMilli, windows: normalized.windows, proposal: proposal.replicas };
  };
}

const scenes = fc
  .record({ min: fc.integer({ min: 1, max: 10 }), more: fc.integer({ min: 0, max: 40 }), behavior: behaviors })
  .chain(({ min, more, behavior }) =>
    fc.record({
      bounds: fc.constant({ minReplicas: min, maxReplicas: min + more }),
      start: fc.integer({ min, max: min + more }),
      behavior: fc.constant(behavior),
      loads: fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 1, maxLength: 40 }),
    }),
  );

describe('an autoscaler under any load', () => {
  it('stays within its bounds', () => {
    fc.assert(
      fc.property(scenes, ({ bounds, start, behavior, loads }) => {
        const look = autoscaler(bounds, start, behavior);
        for (const load of loads) {
          const { size } = look(load);
          assert.ok(size >= bounds.minReplicas && size <= bounds.maxReplicas, `${size}`);
        }
      }),
    );
  });

  it('does not move for what lies within the tolerance, unless a window holds back what was wanted before', () => {
    fc.assert(
      fc.property(scenes, ({ bounds, start, behavior, loads }) => {
        const look = autoscaler(bounds, start, behavior);
        for (const load of loads) {
          const { before, size, ratio, windows, proposal } = look(load);
          if (!isWithinTolerance(ratio)) continue;
          assert.equal(proposal, before);
          if (windows.replicas === proposal) assert.equal(size, before);
        }
      }),
    );
  });

  it('comes to rest when the load does, and then fits it as well as bounds and policies let it', () => {
    fc.assert(
      fc.property(scenes, ({ bounds, start, behavior, loads }) => {
        const look = autoscaler(bounds, start, behavior);
        for (const load of loads) look(load);
        const load = loads.at(-1) ?? 0;
        // The slowest policy: one Pod in ten minutes, over fifty Pods, after the longest window.
        const enough = 50 * 41 + 100;
        let last = look(load);
        for (let count = 0; count < enough; count++) last = look(load);
        const rest = Array.from({ length: 100 }, () => look(load));
        assert.deepEqual(new Set(rest.map(({ size }) => size)), new Set([last.size]));
        const wanted = Math.min(Math.max(last.proposal, bounds.minReplicas), bounds.maxReplicas);
        const rulesOnTheWay = wanted > last.size ? behavior?.scaleUp : behavior?.scaleDown;
        if (rulesOnTheWay?.selectPolicy !== 'Disabled') assert.equal(last.size, wanted);
      }),
      { numRuns: 15 },
    );
  }).timeout(60_000);
});
