import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LabLevel } from '../../src/labs/lab.ts';
import { inOrder } from '../../src/labs/labOrder.ts';
import { playedLab } from './playedLab.ts';

const labOf = (id: string, after: readonly string[] = [], level: LabLevel = 'beginner') => ({
  lab: { ...playedLab, id, track: id.replace(/\/.*/, ''), after, level },
});
const idsOf = (entries: readonly ReturnType<typeof labOf>[]): string[] => inOrder(entries).map(({ lab }) => lab.id);

describe('the order of labs', () => {
  it('puts each behind those that it names', () => {
    assert.deepEqual(idsOf([labOf('a/1', ['b/2']), labOf('b/1', ['a/1']), labOf('b/2')]), ['b/2', 'a/1', 'b/1']);
  });

  it('stays in a track, goes from easy to hard, then by name', () => {
    const labs = [
      labOf('b/1'),
      labOf('a/3', [], 'advanced'),
      labOf('a/2'),
      labOf('b/2'),
      labOf('a/1', [], 'intermediate'),
    ];
    assert.deepEqual(idsOf(labs), ['a/2', 'a/1', 'a/3', 'b/1', 'b/2']);
  });

  it('does not wait for a lab that there is not, and breaks a circle at its first', () => {
    assert.deepEqual(idsOf([labOf('a/2'), labOf('a/1', ['gone/1'])]), ['a/1', 'a/2']);
    assert.deepEqual(idsOf([labOf('a/2', ['a/1']), labOf('a/1', ['a/2']), labOf('a/3', ['a/1'])]), [
      'a/1',
      'a/2',
      'a/3',
    ]);
    assert.deepEqual(idsOf([labOf('a/1', ['a/1'])]), ['a/1']);
    assert.deepEqual(idsOf([]), []);
  });

  it('is the same however the labs are found, loses none, and keeps what comes before', () => {
    const ids = ['a/1', 'a/2', 'b/1', 'b/2', 'c/1', 'c/2'];
    const entry = fc.record({
      after: fc.subarray(ids),
      level: fc.constantFrom<LabLevel>('beginner', 'intermediate', 'advanced'),
    });
    fc.assert(
      fc.property(
        fc.tuple(...ids.map(() => entry)),
        fc.shuffledSubarray(ids, { minLength: ids.length }),
        (facts, order) => {
          const labs = ids.map((id, index) =>
            labOf(
              id,
              facts[index]?.after.filter((other) => other < id),
              facts[index]?.level,
            ),
          );
          const sorted = idsOf(labs);
          assert.deepEqual([...sorted].sort(), ids);
          for (const { lab } of labs)
            for (const before of lab.after) assert.ok(sorted.indexOf(before) < sorted.indexOf(lab.id));
          assert.deepEqual(idsOf(order.flatMap((id) => labs.filter(({ lab }) => lab.id === id))), sorted);
        },
      ),
    );
  });
});
