import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random } from '../../src/simulation/random.ts';

describe('random', () => {
  it('draws the same from the same seed, and forks do not disturb each other', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(20), (seed, draws) => {
        const [first, second] = [new Random(seed), new Random(seed)];
        for (let i = 0; i < draws; i++) first.fork('a').uuid();
        assert.equal(first.fork('b').uuid(), second.fork('b').uuid());
        assert.notEqual(first.fork('a').uuid(), first.fork('b').uuid());
      }),
    );
  });

  it('keeps its promises about ranges and forms', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = new Random(seed);
        const fraction = random.fraction();
        assert.ok(fraction >= 0 && fraction < 1);
        assert.ok([3, 4, 5].includes(random.integer(3, 6)));
        assert.match(random.nameSuffix(), /^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
        assert.match(random.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.match(random.hex(12), /^[0-9a-f]{12}$/);
      }),
    );
  });
});
