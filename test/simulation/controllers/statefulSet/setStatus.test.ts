import assert from 'node:assert/strict';
import type { StatefulSetSpec } from '../../../../src/api/generated/objects.ts';
import { setStatus } from '../../../../src/simulation/controllers/statefulSet/setStatus.ts';
import { podsOf, setOf, viewOf } from './setScene.ts';

/** Pods, then the counts replicas / ready / available / current / updated, and the revision that counts as the current one. */
const cases: readonly (readonly [pods: string, counts: string, current: string, spec?: Partial<StatefulSetSpec>])[] = [
  ['', '0/0/0/0/0', 'old'],
  ['', '0/0/0/0/0', 'new', { replicas: 0 }],
  ['0 pending', '1/0/0/0/1', 'old'],
  ['0 old, 1 old, 2 old', '3/3/3/3/0', 'old'],
  ['0 old, 1 old, 2 ending', '3/3/3/2/0', 'old'],
  ['0 old, 1 old, 2 unready', '3/2/2/2/1', 'old'],
  ['0, 1, 2 unready', '3/2/2/0/3', 'old'],
  ['0, 1, 2', '3/3/3/3/3', 'new'],
  // Complete as soon as all are ready, though not all are available.
  ['0, 1, 2 3s', '3/3/2/3/3', 'new', { minReadySeconds: 10 }],
  ['0, 1, 2, 3', '4/4/4/0/4', 'old'],
  ['0, 1, 2', '3/3/3/0/3', 'old', { updateStrategy: { type: 'OnDelete' } }],
  ['0 failed, 1 old', '2/1/1/1/1', 'old'],
];

describe('the status of a StatefulSet', () => {
  for (const [pods, counts, current, spec = {}] of cases) {
    it(`${pods || 'no Pods'}: ${counts}, ${current}`, () => {
      const status = setStatus(viewOf(setOf(spec), podsOf(pods)), 2, 0);
      const { replicas, readyReplicas = 0, availableReplicas, currentReplicas = 0, updatedReplicas = 0 } = status;
      const found = [replicas, readyReplicas, availableReplicas, currentReplicas, updatedReplicas].join('/');
      assert.deepEqual([found, status.currentRevision], [counts, current]);
      assert.deepEqual([status.updateRevision, status.collisionCount, status.observedGeneration], ['new', 2, 3]);
    });
  }

  it('no longer counts the Pod that a rollout has just deleted', () => {
    const status = setStatus(viewOf(setOf(), podsOf('0 old, 1 old, 2 old')), 0, 1);
    assert.equal(status.currentReplicas, 2);
  });
});
