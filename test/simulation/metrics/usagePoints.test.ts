import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseQuantity, toNumber } from '../../../src/api/quantity.ts';
import { NodePoints } from '../../../src/simulation/metrics/resource/nodePoints.ts';
import { PodPoints } from '../../../src/simulation/metrics/resource/podPoints.ts';
import { type UsagePoint, usageBetween } from '../../../src/simulation/metrics/resource/usagePoint.ts';

const mib = 1024 * 1024;
const resolutionMs = 15_000;

function point(atMs: number, cpuMs: number, more: Partial<UsagePoint> = {}): UsagePoint {
  return { startedAtMs: 0, atMs, cpuMs, memoryBytes: 10 * mib, ...more };
}

function coresOf(text: string | undefined): number {
  const quantity = parseQuantity(text ?? '');
  assert.ok(quantity, `no quantity: ${text}`);
  return toNumber(quantity);
}

describe('the use between two points', () => {
  it('is processor time over the time between, and memory as it is at the end', () => {
    const usage = usageBetween(point(115_000, 4_500, { memoryBytes: 18_940 * 1024 }), point(100_000, 1_500));
    assert.deepEqual(usage, { atMs: 115_000, windowMs: 15_000, amounts: { cpu: '200m', memory: '18940Ki' } });
  });

  it('has nanocores, rounded down, in the shortest form', () => {
    const cpu = (usedMs: number) => usageBetween(point(15_000, usedMs), point(0, 0))?.amounts.cpu;
    assert.deepEqual([cpu(0), cpu(1), cpu(0.015), cpu(30_000)], ['0', '66666n', '1u', '2']);
  });

  it('is not known where a counter went back', () => {
    assert.equal(usageBetween(point(15_000, 1), point(0, 2)), undefined);
    assert.equal(usageBetween(point(15_000, 2), point(0, 1, { startedAtMs: 5 })), undefined);
  });

  it('of a container that always works is its cores, whatever the window', () => {
    const cores = fc.double({ min: 0.001, max: 64, noNaN: true });
    fc.assert(
      fc.property(
        cores,
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 10 ** 9 }),
        (c, windowMs, t) => {
          const usage = usageBetween(point(t + windowMs, c * (t + windowMs)), point(t, c * t));
          // Counters have whole nanoseconds, of which the window divides what is cut off.
          assert.ok(Math.abs(coresOf(usage?.amounts.cpu) - c) <= 2e-6 / windowMs + 1e-9 + c * 1e-6, usage?.amounts.cpu);
        },
      ),
    );
  });
});

describe('the points of Pods', () => {
  const scrape = (points: PodPoints, pods: Record<string, Record<string, UsagePoint>>) =>
    points.store(
      new Map(
        Object.entries(pods).map(([pod, each]) => {
          const containers = Object.entries(each).map(([name, one]) => ({ ...one, name }));
          return [pod, { atMs: containers[0]?.atMs ?? 0, containers }];
        }),
      ),
    );

  it('give usage from the second look on', () => {
    const points = new PodPoints(resolutionMs);
    scrape(points, { 'a/web': { app: point(100_000, 100) } });
    assert.equal(points.hasUsage, false);
    assert.equal(points.usageOf('a/web'), undefined);
    scrape(points, { 'a/web': { app: point(115_000, 1_600) } });
    assert.equal(points.hasUsage, true);
    assert.deepEqual(points.usageOf('a/web'), {
      atMs: 115_000,
      windowMs: 15_000,
      containers: [{ name: 'app', usage: { cpu: '100m', memory: '10Mi' } }],
    });
    assert.equal(points.usageOf('b/web'), undefined);
  });

  for (const [ageMs, known] of [
    [9_999, false],
    [10_000, true],
    [14_999, true],
    [15_000, false],
  ] as const)
    it(`${known ? 'take' : 'do not take'} the beginning of a container that is ${ageMs} ms old`, () => {
      const points = new PodPoints(resolutionMs);
      scrape(points, { 'a/web': { app: point(100_000, ageMs / 2, { startedAtMs: 100_000 - ageMs }) } });
      assert.equal(points.usageOf('a/web')?.containers[0]?.usage.cpu, known ? '500m' : undefined);
      assert.equal(points.usageOf('a/web')?.windowMs, known ? ageMs : undefined);
    });

  it('say nothing of a Pod until each of its containers is known', () => {
    const points = new PodPoints(resolutionMs);
    scrape(points, { 'a/web': { app: point(100_000, 100) } });
    const young = { startedAtMs: 112_000 };
    scrape(points, { 'a/web': { app: point(115_000, 200), log: point(115_000, 1, young) } });
    assert.equal(points.usageOf('a/web'), undefined);
    scrape(points, { 'a/web': { app: point(130_000, 300), log: point(130_000, 2, young) } });
    assert.deepEqual(
      points.usageOf('a/web')?.containers.map(({ name }) => name),
      ['app', 'log'],
    );
    scrape(points, { 'a/web': { log: point(145_000, 3, young) } });
    assert.equal(points.usageOf('a/web')?.containers.length, 1, 'one that has ended is not waited for');
  });

  it('begin anew with a restart', () => {
    const points = new PodPoints(resolutionMs);
    scrape(points, { 'a/web': { app: point(100_000, 5_000) } });
    scrape(points, { 'a/web': { app: point(115_000, 6, { startedAtMs: 109_000 }) } });
    assert.equal(points.usageOf('a/web'), undefined);
    scrape(points, { 'a/web': { app: point(130_000, 1_506, { startedAtMs: 109_000 }) } });
    assert.equal(points.usageOf('a/web')?.containers[0]?.usage.cpu, '100m');
  });

  it('are forgotten when a look lacks them', () => {
    const points = new PodPoints(resolutionMs);
    for (const atMs of [100_000, 115_000]) scrape(points, { 'a/web': { app: point(atMs, atMs) } });
    scrape(points, {});
    assert.equal(points.usageOf('a/web'), undefined);
    scrape(points, { 'a/web': { app: point(145_000, 145_000) } });
    assert.equal(points.usageOf('a/web'), undefined, 'the look before did not see it');
  });

  it('never give usage of a window that began before the container', () => {
    const look = fc.record({ gapMs: fc.integer({ min: 1, max: 40_000 }), restarts: fc.boolean(), seen: fc.boolean() });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
        const points = new PodPoints(resolutionMs);
        let [nowMs, startedAtMs] = [1_000_000, 990_000];
        for (const { gapMs, restarts, seen } of looks) {
          nowMs += gapMs;
          if (restarts) startedAtMs = nowMs - Math.floor(gapMs / 2);
          const cpuMs = (nowMs - startedAtMs) / 4 + 1;
          scrape(points, seen ? { 'a/web': { app: point(nowMs, cpuMs, { startedAtMs }) } } : {});
          const usage = points.usageOf('a/web');
          if (!usage) continue;
          assert.ok(seen && usage.atMs === nowMs);
          assert.ok(usage.atMs - usage.windowMs >= startedAtMs);
          // A quarter of a core all the time, and a millisecond to begin with.
          const used = coresOf(usage.containers[0]?.usage.cpu) * (usage.windowMs / 1000);
          assert.ok(used <= usage.windowMs / 4000 + 0.0011, `${used} in ${usage.windowMs} ms`);
        }
      }),
    );
  });
});

describe('the points of Nodes', () => {
  it('give usage of the last two looks, and none after one that failed', () => {
    const points = new NodePoints();
    const store = (nodes: Record<string, UsagePoint>) => points.store(new Map(Object.entries(nodes)));
    store({ 'node-1': point(0, 0), 'node-2': point(0, 0) });
    assert.equal(points.hasUsage, false);
    store({ 'node-1': point(15_000, 1500), 'node-2': point(15_000, 3000) });
    assert.equal(points.usageOf('node-1')?.amounts.cpu, '100m');
    store({ 'node-1': point(30_000, 1500) });
    assert.deepEqual([points.usageOf('node-1')?.amounts.cpu, points.usageOf('node-2')], ['0', undefined]);
    // It has booted in the meantime: its counters have begun anew.
    store({ 'node-1': point(45_000, 1500), 'node-2': point(45_000, 10) });
    assert.equal(points.usageOf('node-2'), undefined);
  });
});
