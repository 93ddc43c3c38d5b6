import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HpaRecord } from '../../../../src/api/autoscaling/hpaRecord.ts';
import { isWithinTolerance } from '../../../../src/simulation/controllers/horizontalPodAutoscaler/replicaCalculator.ts';
import { paths, periodMs, scalingScene } from './scalingScene.ts';

const [minReplicas, maxReplicas] = [2, 12];

const rules = (leastWindowSeconds: number) =>
  fc.record({
    stabilizationWindowSeconds: fc.integer({ min: leastWindowSeconds, max: 120 }),
    selectPolicy: fc.constantFrom('Max', 'Min'),
    policies: fc.array(
      fc.record({
        type: fc.constantFrom('Pods', 'Percent'),
        value: fc.integer({ min: 1, max: 100 }),
        periodSeconds: fc.integer({ min: 1, max: 60 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  });
/** Without a window for scaling down an HPA need not come to rest; see below. */
const behaviors = fc.option(fc.record({ scaleUp: rules(0), scaleDown: rules(60) }), { nil: undefined });

/** What a person, the world or a Node may do to what an autoscaler looks after. */
const disturbance = fc.oneof(
  { weight: 4, arbitrary: fc.record({ load: fc.integer({ min: 0, max: 900 }) }) },
  fc.record({ scaleTo: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ deletePods: fc.integer({ min: 1, max: 6 }) }),
  fc.constant({ measures: 'nothing' as const }),
  fc.record({ apply: fc.integer({ min: 1, max: 20 }) }),
);
type Disturbance = typeof disturbance extends fc.Arbitrary<infer One> ? One : never;

type Scene = ReturnType<typeof scalingScene>;

function disturb(scene: Scene, one: Disturbance): void {
  if ('load' in one) scene.measure({ web: { totalMilli: one.load } });
  if ('measures' in one) scene.measure({});
  if ('scaleTo' in one) scene.scale(paths.deployments, 'web', one.scaleTo);
  if ('apply' in one) scene.send('PATCH', `${paths.deployments}/web`, { spec: { replicas: one.apply } });
  if ('deletePods' in one) {
    const some = scene.pods().slice(0, one.deletePods);
    for (const { metadata } of some) scene.send('DELETE', `/api/v1/namespaces/default/pods/${metadata.name}`);
  }
}

describe('an autoscaler of real Pods, whatever happens', () => {
  it('never leaves its bounds, does nothing within the tolerance, and comes to rest', () => {
    fc.assert(
      fc.property(
        behaviors,
        fc.array(fc.tuple(disturbance, fc.integer({ min: 1, max: 60 })), { maxLength: 25 }),
        fc.integer({ min: 50, max: 900 }),
        (behavior, disturbances, lastLoad) => {
          const scene = scalingScene();
          scene.workload(paths.deployments, 'web', 3);
          scene.measure({ web: { totalMilli: 150 } });
          scene.autoscaler('web', { minReplicas, maxReplicas, ...(behavior && { behavior }) });
          for (const [one, seconds] of disturbances) {
            disturb(scene, one);
            scene.advance(seconds * 1000);
          }
          for (const record of scene.records('web')) checkLook(record);

          scene.measure({ web: { totalMilli: lastLoad } });
          if (scene.sizeOf(paths.deployments, 'web') === 0) scene.scale(paths.deployments, 'web', 1);
          // Twelve Pods at the pace of one a minute, the window, and the time in which new Pods do not count.
          scene.advance(12 * 60_000 + 300_000 + 60_000);
          scene.advance(periodMs * 12);
          const rest = scene.records('web').slice(-12);
          assert.deepEqual(new Set(rest.map(({ outcome }) => outcome)), new Set(['kept']));
          const size = rest.at(-1)?.replicas ?? 0;
          const ratio = Math.floor(lastLoad / size) / 50;
          const isAtBound = size === minReplicas || size === maxReplicas;
          const fits = isWithinTolerance(ratio) || Math.ceil(ratio * size) === size;
          assert.ok(isAtBound || fits, `${size} replicas at a ratio of ${ratio}`);
          assert.equal(scene.pods().filter(({ metadata }) => !metadata.deletionTimestamp).length, size);
        },
      ),
      { numRuns: 15 },
    );
  }).timeout(60_000);
});

describe('an autoscaler without a window for scaling down', () => {
  it('may swing for ever, as a real one: Pods that are too new to count are missing on the way down', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 3);
    scene.measure({ web: { totalMilli: 201 } });
    scene.advance(20_000);
    scene.autoscaler('web', { behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } });
    scene.advance(periodMs * 40);
    const sizes = scene.records('web').map(({ replicas }) => replicas);
    assert.deepEqual(new Set(sizes.slice(-10)), new Set([3, 5]));
  });

  it('and does not with one', () => {
    const scene = scalingScene();
    scene.workload(paths.deployments, 'web', 3);
    scene.measure({ web: { totalMilli: 201 } });
    scene.advance(20_000);
    scene.autoscaler('web', { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } });
    scene.advance(periodMs * 40);
    const sizes = scene.records('web').map(({ replicas }) => replicas);
    assert.deepEqual(new Set(sizes.slice(-10)), new Set([4]));
  });
});

function checkLook({ outcome, replicas = 0, currentReplicas = 0, metrics, proposal, windows }: HpaRecord): void {
  if (outcome === 'scaled') assert.ok(replicas >= minReplicas && replicas <= maxReplicas, `scaled to ${replicas}`);
  else assert.equal(replicas, currentReplicas);
  const verdicts = metrics.map(({ calculation }) => calculation?.verdict);
  if (verdicts.length === 0 || verdicts.includes('moved') || verdicts.includes(undefined)) return;
  assert.equal(proposal, currentReplicas);
  if (windows?.replicas === proposal) assert.equal(replicas, currentReplicas, 'moved within the tolerance');
}
