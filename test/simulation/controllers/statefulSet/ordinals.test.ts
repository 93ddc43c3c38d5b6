import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isWanted,
  ordinalOf,
  podNameOf,
  wantedOrdinals,
} from '../../../../src/simulation/controllers/statefulSet/ordinals.ts';
import { setOf } from './setScene.ts';

describe('the numbers of Pods', () => {
  for (const [set, pod, ordinal] of [
    ['web', 'web-0', 0],
    ['web', 'web-12', 12],
    ['web', 'web-2147483647', 2147483647],
    ['web', 'web-2147483648', undefined],
    ['web', 'web-01', undefined],
    ['web', 'web', undefined],
    ['web', 'web-', undefined],
    ['web', 'web-x', undefined],
    ['web', 'web-1-2', undefined],
    ['web-1', 'web-1-2', 2],
    ['web', 'my-web-1', undefined],
    ['web', 'web--1', undefined],
  ] as const) {
    it(`${pod} in ${set}: ${ordinal ?? 'none'}`, () => assert.equal(ordinalOf(set, pod), ordinal));
  }

  it('are read from the names that they make, and from no other', () => {
    const anyName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(anyName, fc.nat(), anyName, (set, ordinal, other) => {
        assert.equal(ordinalOf(set, podNameOf(set, ordinal)), ordinal);
        const read = ordinalOf(set, other);
        if (read !== undefined) assert.equal(podNameOf(set, read), other);
      }),
    );
  });

  it('begin where the set says', () => {
    const set = setOf({ replicas: 2, ordinals: { start: 5 } });
    assert.deepEqual(wantedOrdinals(set), { first: 5, last: 6 });
    assert.deepEqual(
      [4, 5, 6, 7].map((ordinal) => isWanted(set, ordinal)),
      [false, true, true, false],
    );
  });
});
