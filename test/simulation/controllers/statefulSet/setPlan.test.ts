import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StatefulSetSpec } from '../../../../src/api/generated/objects.ts';
import { planOf } from '../../../../src/simulation/controllers/statefulSet/setPlan.ts';
import { claimOf, dataTemplate, podsOf, setOf, viewOf, wordsOf } from './setScene.ts';

type Spec = Partial<StatefulSetSpec>;

const parallel: Spec = { podManagementPolicy: 'Parallel' };
const onDelete: Spec = { updateStrategy: { type: 'OnDelete' } };
const partition = (number: number): Spec => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: number } },
});
const noPartition: Spec = { updateStrategy: { type: 'RollingUpdate' } };

/** What is there, and what is done about it; three Pods are wanted where nothing else is said. */
const cases: readonly (readonly [pods: string, plan: string, spec?: Spec])[] = [
  // One after the other
  ['', 'create web-0 of update'],
  ['0 pending', 'complete web-0'],
  ['0 unready', 'nothing'],
  ['0', 'create web-1 of update'],
  ['0 ending', 'nothing'],
  ['0 3s', 'nothing', { minReadySeconds: 10 }],
  ['0 11s', 'create web-1 of update', { minReadySeconds: 10 }],
  ['0, 2', 'create web-1 of update'],
  ['0 unready, 2', 'nothing'],
  ['0, 1, 2', 'nothing'],
  // However a Pod has ended
  ['0 failed, 1, 2', 'delete web-0'],
  ['0 succeeded, 1, 2', 'delete web-0'],
  ['0 failed ending, 1, 2', 'nothing'],
  ['0, 1 unready, 2 failed', 'nothing'],
  // Too many
  ['0, 1, 2, 3, 4', 'delete web-4'],
  ['0, 1, 2, 3, 4 ending', 'nothing'],
  ['0, 1 unready, 2, 3', 'nothing'],
  ['0, 1, 2, 3 unready, 4', 'delete web-4'],
  ['0, 1, 2, 3 unready, 4 unready', 'nothing'],
  ['0, 1, 2, 3, 4 unready', 'delete web-4'],
  ['0, 1, 2, 3 3s, 4 3s', 'nothing', { minReadySeconds: 10 }],
  ['0, 1', 'delete web-1', { replicas: 0 }],
  ['0 old, 1 old, 2 old, 3 old', 'delete web-3'],
  // Other first numbers
  ['5', 'create web-6 of update', { ordinals: { start: 5 } }],
  ['5, 6, 7, 0', 'delete web-0', { ordinals: { start: 5 } }],
  ['5, 6, 7, 8, 4', 'delete web-8', { ordinals: { start: 5 } }],
  // A rollout
  ['0 old, 1 old, 2 old', 'delete web-2'],
  ['0 old, 1 old, 2', 'delete web-1'],
  ['0 old, 1 old, 2 pending', 'complete web-2'],
  ['0 old, 1 old, 2 old ending', 'nothing'],
  ['0 old, 1 old, 2 3s', 'nothing', { minReadySeconds: 10 }],
  ['0 old, 1 old, 2 old unready', 'nothing'],
  ['0 old, 1 old', 'create web-2 of update'],
  ['0 old, 1 old, 2', 'nothing', partition(2)],
  ['0 old, 1 old, 2', 'nothing', partition(7)],
  ['1 old, 2', 'create web-0 of current', partition(2)],
  ['0 old, 1 old', 'create web-2 of update', partition(2)],
  ['0 old, 1 old', 'create web-2 of current', partition(7)],
  ['5 old, 6 old, 7 old', 'delete web-7', { ordinals: { start: 5 }, ...partition(2) }],
  ['5 old, 6 old, 7', 'nothing', { ordinals: { start: 5 }, ...partition(2) }],
  ['6 old, 7', 'create web-5 of current', { ordinals: { start: 5 }, ...partition(2) }],
  // Without a partition as many come back in the old version as the status still counts: two
  ['1 old, 2', 'create web-0 of current', noPartition],
  ['0 old, 1 old', 'create web-2 of update', noPartition],
  // By hand
  ['0 old, 1 old, 2 old', 'nothing', onDelete],
  ['0 old, 2 old', 'create web-1 of update', onDelete],
  // All at once
  ['', 'create web-0 of update; create web-1 of update; create web-2 of update', parallel],
  ['0 unready, 2 failed', 'create web-1 of update; delete web-2', parallel],
  ['0 unready, 1 pending, 2 ending', 'complete web-1', parallel],
  ['0 unready, 1, 2, 3 unready, 4, 5 ending', 'delete web-4; delete web-3', parallel],
  ['0 old unready, 1 old, 2 old', 'delete web-2', parallel],
  ['0 old unready, 1 old, 2 pending', 'complete web-2', parallel],
  ['0 old, 1 old unready, 2', 'delete web-1', parallel],
  ['0 old, 1 old, 2 3s', 'nothing', { ...parallel, minReadySeconds: 10 }],
  ['0 old, 1 old, 2 old, 3 old', 'delete web-3 | delete web-2', parallel],
  // Identity and storage
  ['0 unlabelled, 1, 2', 'repair web-0'],
  ['0 unlabelled unready, 1, 2', 'nothing'],
  ['0 unlabelled unready, 1, 2', 'repair web-0', parallel],
  ['0 unclaimed, 1, 2', 'nothing'],
  ['0 unclaimed, 1, 2', 'repair web-0', { volumeClaimTemplates: [dataTemplate] }],
];

describe('what a StatefulSet does next', () => {
  for (const [pods, plan, spec = {}] of cases) {
    it(`${pods || 'no Pods'}${Object.keys(spec).length > 0 ? ` with ${JSON.stringify(spec)}` : ''}: ${plan}`, () => {
      const view = viewOf(setOf(spec, { replicas: 3, currentReplicas: 2 }), podsOf(pods));
      assert.equal(wordsOf(planOf(view)), plan);
    });
  }

  it('looks at no more missing Pods than it can make in one go', () => {
    const sizeOf = (spec: Spec, pods: string) =>
      planOf(viewOf(setOf({ ...spec, replicas: 2_000_000_000 }), podsOf(pods))).replicas.length;
    assert.deepEqual([sizeOf({}, '0, 1'), sizeOf(parallel, '0, 1')], [3, 502]);
  });

  const owned = (kind: string, name: string, uid: string) => ({
    ownerReferences: [{ apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', kind, name, uid, controller: true }],
  });
  const scaled: Spec = {
    volumeClaimTemplates: [dataTemplate],
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
  };

  it('makes a Pod that is too much the owner of its claim before it goes', () => {
    const view = viewOf(setOf({ ...scaled, replicas: 1 }), podsOf('0, 1'), [claimOf(0, {}), claimOf(1, {})]);
    assert.equal(wordsOf(planOf(view)), 'own web-1 | delete web-1');
    const owners = claimOf(1, owned('Pod', 'web-1', 'uid-1'));
    assert.equal(wordsOf(planOf({ ...view, claims: new Map([['data-web-1', owners]]) })), 'delete web-1');
  });

  it('lets nobody use the claim of a Pod that was too much', () => {
    const left = [claimOf(1, owned('Pod', 'web-1', 'uid of before'))];
    assert.equal(wordsOf(planOf(viewOf(setOf(scaled), podsOf('0'), left))), 'look again');
    assert.equal(
      wordsOf(planOf(viewOf(setOf({ ...scaled, ...parallel }), podsOf('0'), left))),
      'create web-2 of update | look again',
    );
    const retained = { ...scaled, persistentVolumeClaimRetentionPolicy: {} };
    assert.equal(wordsOf(planOf(viewOf(setOf(retained), podsOf('0'), left))), 'create web-1 of update');
  });

  it('takes back a claim when its Pod is wanted again, and gives the set those that go with it', () => {
    const claims = [0, 1, 2].map((ordinal) => claimOf(ordinal, owned('Pod', `web-${ordinal}`, `uid-${ordinal}`)));
    assert.equal(
      wordsOf(planOf(viewOf(setOf(scaled), podsOf('0, 1, 2'), claims))),
      'repair web-0; repair web-1; repair web-2',
    );
    const withSet = {
      ...scaled,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    };
    const unowned = [0, 1, 2].map((ordinal) => claimOf(ordinal, {}));
    assert.equal(wordsOf(planOf(viewOf(setOf(withSet), podsOf('0, 1 unready, 2'), unowned))), 'repair web-0');
  });

  const state = fc.constantFrom(
    '',
    ' old',
    ' pending',
    ' unready',
    ' ending',
    ' failed',
    ' old unready',
    ' old ending',
  );
  const anyPods = fc
    .uniqueArray(fc.tuple(fc.nat(7), state), { selector: ([ordinal]) => ordinal, maxLength: 8 })
    .map((pods) => pods.map(([ordinal, words]) => `${ordinal}${words}`).join(', '));

  it('in order, changes one Pod at a time, and creates none before all below it are well', () => {
    fc.assert(
      fc.property(anyPods, fc.nat(6), fc.nat(6), (words, replicas, kept) => {
        const pods = podsOf(words);
        const { replicas: turns, condemned, update } = planOf(viewOf(setOf({ replicas, ...partition(kept) }), pods));
        const steps = [...turns.flat(), ...condemned, ...(update ? [update] : [])];
        const changes = steps.filter(({ what }) => what === 'create' || what === 'delete');
        assert.ok(changes.length <= 1, 'one at a time');
        for (const { what, slot } of changes) {
          const below = Array.from({ length: Math.min(slot.ordinal, replicas) }, (_, ordinal) => `${ordinal}`);
          const isWell = (ordinal: string) => new RegExp(`(^|, )${ordinal}( old)?(,|$)`).test(words);
          const isEnded = pods.find(({ metadata }) => metadata.name === slot.name)?.status?.phase === 'Failed';
          if (what === 'create') assert.ok(slot.ordinal < replicas && below.every(isWell), 'all below are well');
          else assert.ok(isEnded || below.every(isWell), 'nothing goes while one below it is not well');
          if (what === 'delete' && slot.ordinal >= replicas) {
            assert.ok(
              pods.every(({ metadata }) => metadata.name <= slot.name),
              'the highest goes first',
            );
          }
        }
        if (update) assert.ok(update.slot.ordinal >= kept, 'the partition holds');
      }),
    );
  });
});
