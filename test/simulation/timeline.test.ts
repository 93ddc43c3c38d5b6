import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Timeline } from '../../src/simulation/timeline.ts';

describe('timeline', () => {
  it('runs timers in the order of their time, and at one instant in the order in which they were set', () => {
    const timeline = new Timeline();
    const ran: string[] = [];
    timeline.after(20, () => ran.push('c'));
    timeline.after(10, () => ran.push('a'));
    timeline.heartbeatAfter(10, () => ran.push('b'));
    timeline.advanceTo(20);
    assert.deepEqual(ran, ['a', 'b', 'c']);
    assert.equal(timeline.nowMs, 20);
    assert.equal(timeline.steps, 3);
  });

  it('does not run what was cancelled, even from a timer of the same instant', () => {
    const timeline = new Timeline();
    const ran: string[] = [];
    timeline.after(5, () => {
      ran.push('first');
      second.cancel();
    });
    const second = timeline.after(5, () => ran.push('second'));
    timeline.advanceTo(10);
    assert.deepEqual(ran, ['first']);
    assert.equal(timeline.pendingWork, 0);
  });

  it('tells work from heartbeats', () => {
    const timeline = new Timeline();
    let beats = 0;
    const heartbeat = timeline.every(10, () => beats++);
    const work = timeline.after(100, () => {});
    assert.equal(timeline.pendingWork, 1);
    work.cancel();
    work.cancel();
    assert.equal(timeline.pendingWork, 0);
    timeline.advanceTo(35);
    assert.equal(beats, 3);
    heartbeat.cancel();
    assert.equal(timeline.nextTimeMs(), undefined);
    assert.equal(timeline.step(), false);
  });

  it('does not move past a timer without running it', () => {
    const timeline = new Timeline();
    timeline.after(10, () => {});
    assert.throws(() => timeline.moveTo(11), /would be passed over/);
    timeline.moveTo(10);
    assert.equal(timeline.nowMs, 10);
    assert.equal(timeline.steps, 0);
  });

  it('runs any set of timers sorted by time, however it is advanced', () => {
    const delays = fc.array(fc.nat(50), { maxLength: 60 });
    fc.assert(
      fc.property(delays, fc.array(fc.nat(60), { maxLength: 10 }), (times, stops) => {
        const timeline = new Timeline();
        const ran: [number, number][] = [];
        times.forEach((time, order) => {
          timeline.after(time, () => ran.push([timeline.nowMs, order]));
        });
        for (const stop of stops.sort((a, b) => a - b)) timeline.advanceTo(stop);
        timeline.advanceTo(60);
        const wanted = times
          .map((time, order) => [time, order])
          .sort(([a = 0, i = 0], [b = 0, j = 0]) => a - b || i - j);
        assert.deepEqual(ran, wanted);
      }),
    );
  });
});

describe('A timeline with many cancelled timers', () => {
  it('forgets them, and runs the others in their order', () => {
    const timeline = new Timeline();
    const ran: number[] = [];
    const kept = Array.from({ length: 500 }, (_, i) => (i * 7919) % 500);
    for (const at of kept) timeline.heartbeatAfter(at, () => ran.push(at));
    const cancelled = Array.from({ length: 30_000 }, (_, i) => timeline.after(1_000_000 + i, () => ran.push(-1)));
    for (const timer of cancelled) timer.cancel();
    for (const timer of cancelled) timer.cancel();
    assert.equal(timeline.pendingWork, 0);
    timeline.advanceTo(2_000_000);
    assert.deepEqual(
      ran,
      [...kept].sort((a, b) => a - b),
    );
    assert.equal(timeline.steps, 500);
  });

  it('may cancel a repeating timer from within itself, and sweep then', () => {
    const timeline = new Timeline();
    let turns = 0;
    const others = Array.from({ length: 30_000 }, () => timeline.heartbeatAfter(5_000, () => {}));
    const timer = timeline.every(10, () => {
      turns += 1;
      if (turns < 3) return;
      timer.cancel();
      for (const other of others) other.cancel();
    });
    timeline.advanceTo(10_000);
    assert.equal(turns, 3);
    assert.equal(timeline.nextTimeMs(), undefined);
  });
});
