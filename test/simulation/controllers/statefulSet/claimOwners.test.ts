import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OwnerReference } from '../../../../src/api/generated/objects.ts';
import {
  goesWithFormerPod,
  hasConflictingController,
  hasRightOwners,
  withRightOwners,
} from '../../../../src/simulation/controllers/statefulSet/claimOwners.ts';
import { claimOf, setOf } from './setScene.ts';

const owner = (kind: string, name: string, uid: string, controller: boolean): OwnerReference => ({
  apiVersion: kind === 'StatefulSet' ? 'apps/v1' : 'v1',
  kind,
  name,
  uid,
  ...(controller && { controller, blockOwnerDeletion: true }),
});

const owners = {
  set: owner('StatefulSet', 'web', 'set', true),
  pod: owner('Pod', 'web-1', 'uid-1', true),
  'set, no controller': owner('StatefulSet', 'web', 'set', false),
  'former set': owner('StatefulSet', 'web', 'set of before', true),
  'former pod': owner('Pod', 'web-1', 'uid of before', true),
  stranger: owner('ConfigMap', 'notes', 'stranger', false),
  'another controller': owner('Operator', 'db', 'operator', true),
};
type Name = keyof typeof owners;

const setWith = (whenDeleted: string, whenScaled: string, replicas: number) =>
  setOf({ replicas, persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } });
const pod = { ordinal: 1, name: 'web-1', uid: 'uid-1' };
const claimWith = (names: readonly Name[]) => claimOf(1, { ownerReferences: names.map((name) => owners[name]) });

/** The policies, whether the Pod is wanted or too much, who owns its claim, and who is to own it. */
const cases: readonly (readonly [deleted: string, scaled: string, pod: 'wanted' | 'too much', Name[], Name[]])[] = [
  ['Retain', 'Retain', 'wanted', [], []],
  ['Retain', 'Retain', 'too much', [], []],
  ['Retain', 'Retain', 'wanted', ['set', 'pod'], []],
  ['Delete', 'Retain', 'wanted', [], ['set']],
  ['Delete', 'Retain', 'too much', ['pod'], ['set']],
  ['Retain', 'Delete', 'wanted', ['set'], []],
  ['Retain', 'Delete', 'wanted', ['pod'], []],
  ['Retain', 'Delete', 'too much', [], ['pod']],
  ['Delete', 'Delete', 'wanted', [], ['set']],
  ['Delete', 'Delete', 'too much', ['set'], ['pod']],
  ['Delete', 'Delete', 'wanted', ['pod'], ['set']],
  ['Delete', 'Retain', 'wanted', ['set, no controller'], ['set']],
  ['Delete', 'Retain', 'wanted', ['stranger'], ['stranger', 'set']],
  ['Retain', 'Retain', 'wanted', ['another controller', 'set'], ['another controller']],
  // Somebody else controls the claim: the policy cannot hold.
  ['Delete', 'Delete', 'wanted', ['another controller'], ['another controller']],
  ['Delete', 'Retain', 'wanted', ['set', 'another controller'], ['another controller']],
  // What belongs to a former set or Pod of that name is left to the garbage collector.
  ['Delete', 'Retain', 'wanted', ['former set'], ['former set']],
  ['Retain', 'Delete', 'too much', ['former pod'], ['former pod']],
];

describe('the owners of a claim', () => {
  for (const [whenDeleted, whenScaled, place, before, after] of cases) {
    it(`deleted ${whenDeleted}, scaled ${whenScaled}, ${place}: ${before.join(' and ') || 'none'} → ${after.join(' and ') || 'none'}`, () => {
      const set = setWith(whenDeleted, whenScaled, place === 'wanted' ? 2 : 1);
      const claim = claimWith(before);
      const isRight = before.join() === after.join();
      assert.equal(hasRightOwners(claim, set, pod), isRight);
      const expected = after.map((name) => owners[name]);
      if (!isRight) assert.deepEqual(withRightOwners(claim, set, pod).metadata.ownerReferences ?? [], expected);
    });
  }

  it('are conflicting where another one controls the claim, unless it is retained anyway', () => {
    const claim = claimWith(['another controller']);
    assert.equal(hasConflictingController(claim, setWith('Retain', 'Retain', 2), pod), false);
    assert.equal(hasConflictingController(claim, setWith('Delete', 'Retain', 2), pod), true);
    assert.equal(hasConflictingController(claimWith(['stranger', 'set']), setWith('Delete', 'Retain', 2), pod), false);
  });

  it('keep a new Pod away from a claim that goes with a former one', () => {
    const claim = claimWith(['former pod']);
    assert.equal(goesWithFormerPod(claim, setWith('Retain', 'Delete', 2), 'web-1'), true);
    assert.equal(goesWithFormerPod(claim, setWith('Delete', 'Retain', 2), 'web-1'), false);
    assert.equal(goesWithFormerPod(claimWith(['set']), setWith('Retain', 'Delete', 2), 'web-1'), false);
  });

  it('are right once they have been mended, whatever they were, and strangers stay', () => {
    const policy = fc.constantFrom('Retain', 'Delete');
    const anyOwners = fc.uniqueArray(fc.constantFrom(...(Object.keys(owners) as Name[])), {
      // Nobody gives a claim two owners of one name.
      selector: (name) => owners[name].kind,
    });
    fc.assert(
      fc.property(policy, policy, fc.integer({ min: 1, max: 2 }), anyOwners, (deleted, scaled, replicas, names) => {
        const set = setWith(deleted, scaled, replicas);
        const claim = claimWith(names);
        if (hasRightOwners(claim, set, pod)) return;
        const mended = withRightOwners(claim, set, pod);
        assert.ok(hasRightOwners(mended, set, pod));
        const uids = (mended.metadata.ownerReferences ?? []).map(({ uid }) => uid);
        for (const name of ['stranger', 'another controller'] as const) {
          assert.equal(uids.includes(owners[name].uid), names.includes(name));
        }
      }),
    );
  });
});
