import assert from 'node:assert/strict';
import fc from 'fast-check';
import { counterRate, type TimedValue } from '../../../src/simulation/metrics/custom/counterRate.ts';

const nowMs = 1_000_000_000;
const windowMs = 60_000;

function values(...pairs: readonly (readonly [agoMs: number, value: number])[]): TimedValue[] {
  return pairs.map(([agoMs, value]) => ({ atMs: nowMs - agoMs, value }));
}

function rate(...pairs: readonly (readonly [agoMs: number, value: number])[]): number | undefined {
  return counterRate(values(...pairs), nowMs, windowMs);
}

describe('the rate of a counter', () => {
  it('needs two values in the window', () => {
    assert.equal(rate(), undefined);
    assert.equal(rate([1000, 5]), undefined);
    assert.equal(rate([90_000, 1], [60_000, 2], [1000, 5]), undefined, 'its beginning does not belong to it');
    assert.equal(rate([59_999, 2], [1000, 5]) !== undefined, true);
  });

  it('is what the window grew by, carried on to its near ends', () => {
    // Values at 55, 40, 25 and 10 seconds ago: 5 and 10 seconds to the ends are near.
    assert.equal(rate([55_000, 1000], [40_000, 1150], [25_000, 1300], [10_000, 1450]), 10);
    // Nothing before 25 seconds ago: half a gap more is all that is believed.
    assert.equal(rate([25_000, 1000], [10_000, 1150]), (150 * (15 + 7.5 + 10)) / 15 / 60);
  });

  it('does not go below nothing', () => {
    // It began at 0 when it was first seen.
    assert.equal(rate([40_000, 0], [25_000, 150], [10_000, 300]), (300 * (30 + 0 + 10)) / 30 / 60);
  });

  it('takes a step back for a new beginning', () => {
    const near = rate([55_000, 1000], [40_000, 1150], [25_000, 10], [10_000, 160]);
    assert.equal(near, ((150 + 10 + 150) * 60) / 45 / 60);
  });

  it('of a steady counter is its growth, wherever the looks fall', () => {
    const perSecond = fc.double({ min: 0, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(
        perSecond,
        fc.integer({ min: 1, max: 15_000 }),
        fc.integer({ min: 1_000, max: 15_000 }),
        (r, last, gap) => {
          fc.pre(last <= gap);
          const looks: (readonly [number, number])[] = [];
          for (let ago = last; ago < windowMs; ago += gap) looks.unshift([ago, 1e7 + r * ((nowMs - ago) / 1000)]);
          const found = rate(...looks);
          assert.ok(found !== undefined && Math.abs(found - r) <= 1e-3 + r * 1e-6, `${found} of ${r}`);
        },
      ),
    );
  });

  it('is never negative', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 2, maxLength: 8 }), (counts) => {
        const found = rate(...counts.map((count, index) => [(8 - index) * 7_000, count] as const));
        assert.ok(found !== undefined && found >= 0);
      }),
    );
  });
});
