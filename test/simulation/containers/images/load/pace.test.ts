import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { SharedPace } from '../../../../../src/simulation/containers/images/load/pace.ts';
import {
  dueAt,
  dueUntil,
  durationOf,
  rateAt,
  type Stage,
} from '../../../../../src/simulation/containers/images/load/ratePlan.ts';

const anyStages: fc.Arbitrary<Stage[]> = fc.array(
  fc.record({
    durationMs: fc.constantFrom(0, 1, 700, 5_000, 60_000),
    toRate: fc.constantFrom(0, 0.3, 1, 2.5, 20, 500),
  }),
  { minLength: 1, maxLength: 6 },
);
const dueTimes = (stages: readonly Stage[]) => {
  const times: number[] = [];
  for (let at = dueAt(stages, 0); at !== undefined; at = dueAt(stages, times.length)) times.push(at);
  return times;
};

describe('The requests of a load by stages', () => {
  it('are due at even distances where the rate is the same, the first at once', () => {
    deepEqual(
      dueTimes([
        { durationMs: 0, toRate: 2 },
        { durationMs: 3_000, toRate: 2 },
      ]),
      [0, 500, 1_000, 1_500, 2_000, 2_500],
    );
  });

  it('come closer while a rate rises', () => {
    const times = dueTimes([{ durationMs: 10_000, toRate: 2 }]).map(Math.round);
    deepEqual(times, [0, 3162, 4472, 5477, 6325, 7071, 7746, 8367, 8944, 9487]);
  });

  it('are as many by any moment as the rate says, and each is due when so many have been', () => {
    fc.assert(
      fc.property(anyStages, (stages) => {
        const endMs = durationOf(stages);
        let sum = 0;
        const stepMs = Math.max(0.05, endMs / 20_000);
        for (let atMs = 0; atMs < endMs; atMs += stepMs) {
          const widthMs = Math.min(stepMs, endMs - atMs);
          sum += (rateAt(stages, atMs + widthMs / 2) * widthMs) / 1000;
        }
        const all = dueUntil(stages, endMs);
        ok(Math.abs(all - sum) < 1e-3 * Math.max(1, sum) + stepMs, `${all}, not ${sum}`);
        equal(dueUntil(stages, endMs + 5_000), all);
        let before = 0;
        for (const count of [0, 1, 2, Math.floor(all / 2), Math.floor(all) - 1]) {
          const at = count < 0 ? undefined : dueAt(stages, count);
          if (at === undefined) {
            ok(count < 0 || count >= all - 1e-6, `${count} of ${all}`);
            continue;
          }
          ok(at >= 0 && at <= endMs && (count < 2 || at >= before), `${count} at ${at}`);
          before = at;
          ok(Math.abs(dueUntil(stages, at) - count) < 1e-6 * Math.max(1, count), `${count} at ${at}`);
        }
        equal(dueAt(stages, Math.ceil(all)), undefined);
      }),
    );
  });

  it('are taken by whoever is free; what nobody was free for is dropped', () => {
    const pace = new SharedPace((before) => (before < 6 ? before * 100 : undefined));
    deepEqual(pace.next(0, 0), { waitMs: 0, dropped: 0 });
    deepEqual(pace.next(0, 0), { waitMs: 100, dropped: 0 });
    deepEqual(pace.next(1, 30), { waitMs: 170, dropped: 0 });
    deepEqual(pace.next(1, 450), { waitMs: 50, dropped: 2 });
    deepEqual(pace.next(2, 900), { waitMs: undefined, dropped: 0 });
  });
});
