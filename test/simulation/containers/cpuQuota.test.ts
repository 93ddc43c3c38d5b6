import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { NodeCpu } from '../../../src/simulation/containers/cpu.ts';
import { CpuQuota } from '../../../src/simulation/containers/cpuQuota.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

/** Steps of a slow but plain model, milliseconds. */
const stepMs = 0.5;

describe("a container's CPU quota", () => {
  it('lets it run at full speed and then stand still until the next period', () => {
    const quota = new CpuQuota(0, 0.5);
    deepEqual([quota.advance(0, 30, 1), quota.advance(30, 100, 1), quota.advance(100, 150, 2)], [30, 20, 50]);
    equal(quota.throttledMs, 75);
    equal(quota.throttledPeriods, 2);
    equal(quota.whenDone(150, 80, 1), 330);
  });

  it('carries what was used too much into the next periods', () => {
    const quota = new CpuQuota(0, 0.1);
    quota.spend(0, 25);
    deepEqual([quota.leftMs(0), quota.leftMs(100), quota.leftMs(200)], [-15, -5, 5]);
    equal(quota.whenDone(0, 5, 1), 205);
    equal(quota.whenDone(0, 6, 1), 301);
  });

  it('gives at any moment what a model in small steps gives, and knows before when work will be done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }).map((tenths) => tenths / 10),
        fc.integer({ min: 1, max: 16 }).map((quarters) => quarters / 4),
        fc.integer({ min: 0, max: 199 }),
        fc.integer({ min: 1, max: 1_200 }),
        (limit, cores, fromMs, durationMs) => {
          const quota = new CpuQuota(0, limit);
          const had = quota.advance(fromMs, fromMs + durationMs, cores);
          let expected = 0;
          let left = limit * 100;
          for (let at = fromMs; at < fromMs + durationMs; at += stepMs) {
            if (at % 100 === 0) left = limit * 100;
            const part = Math.min(cores * stepMs, left);
            left -= part;
            expected += part;
          }
          ok(Math.abs(had - expected) < 1e-6, `${had}, not ${expected}`);
          const whenMs = new CpuQuota(0, limit).whenDone(fromMs, had, cores);
          const again = new CpuQuota(0, limit).advance(fromMs, whenMs, cores);
          ok(Math.abs(again - had) < 1e-4 && whenMs <= fromMs + durationMs + 1e-4, `${again} at ${whenMs}, not ${had}`);
        },
      ),
    );
  });
});

describe("a container's work", () => {
  function containerOf(cores: number, limitCores: number | undefined) {
    const timeline = new Timeline();
    return { timeline, cpu: new NodeCpu(timeline, cores).container({ requestCores: 0, limitCores }) };
  }

  it('does little pieces at once, as many as fit into a millisecond', () => {
    const { timeline, cpu } = containerOf(2, undefined);
    const atOnce = () => [0.4, 0.4, 0.4].map((ms) => cpu.workAtOnce(ms));
    deepEqual(atOnce(), [true, true, false]);
    timeline.advanceTo(1);
    deepEqual(atOnce(), [true, true, false]);
    ok(Math.abs(cpu.usedMs - 1.6) < 1e-9);
  });

  it('stands still once its quota is used up, little pieces too', () => {
    const { timeline, cpu } = containerOf(2, 0.1);
    cpu.charge(12_000);
    deepEqual([cpu.workAtOnce(0.1), cpu.standsStillMs], [false, 100]);
    timeline.advanceTo(100);
    deepEqual([cpu.standsStillMs, cpu.workAtOnce(0.1)], [0, true]);
  });

  it('shares with steady work by threads, and each gets what it was promised where there is enough', () => {
    const { timeline, cpu } = containerOf(2, 1);
    const steady = cpu.steadyWork();
    steady.set(0.25, 10);
    timeline.advanceTo(1_000);
    ok(Math.abs(steady.takeMs() - 250) < 1e-6);
    steady.set(3, 3);
    let doneAt = 0;
    cpu.work(50, () => {
      doneAt = timeline.nowMs;
    });
    timeline.advanceTo(2_000);
    // Four threads on two cores: half a core each, for the first 50 ms of each period.
    equal(doneAt, 1_150);
    ok(Math.abs(cpu.usedMs - 1_250) < 1e-6, `${cpu.usedMs}`);
    steady.end();
    timeline.advanceTo(3_000);
    ok(Math.abs(cpu.usedMs - 1_250) < 1e-6);
  });

  it('uses neither more than the limit nor less than what was done, whatever comes when', () => {
    const piece = fc.record({ atMs: fc.integer({ min: 0, max: 2_000 }), cpuMs: fc.integer({ min: 1, max: 1_500 }) });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom(undefined, 0.05, 0.3, 1, 1.7),
        fc.constantFrom(0, 0.2, 1.5),
        (pieces, limit, steadyCores) => {
          const { timeline, cpu } = containerOf(2, limit);
          const steady = cpu.steadyWork();
          steady.set(steadyCores, 2);
          let doneMs = 0;
          let lateMs = 0;
          for (const { atMs, cpuMs: tenths } of pieces) {
            const cpuMs = tenths / 10;
            timeline.after(atMs, () => {
              cpu.work(cpuMs, () => {
                doneMs += cpuMs;
                lateMs = timeline.nowMs;
              });
            });
          }
          for (let atMs = 100; atMs <= 4_000; atMs += 100) {
            timeline.advanceTo(atMs);
            ok(cpu.usedMs <= (limit ?? 2) * atMs + 1e-6, `${cpu.usedMs} ms at ${atMs} ms`);
          }
          steady.end();
          const steadyMs = steady.takeMs();
          timeline.advanceTo(1_000_000);
          const total = pieces.reduce((sum, { cpuMs }) => sum + cpuMs / 10, 0);
          ok(Math.abs(doneMs - total) < 1e-6);
          // What ends within a millisecond is told at its end, and the account is exact all the same.
          ok(Math.abs(cpu.usedMs - total - steadyMs) < 1e-3, `${cpu.usedMs} ms for ${total} + ${steadyMs}, ${lateMs}`);
        },
      ),
    );
  });
});
