import assert from 'node:assert/strict';
import { Cluster } from '../../src/simulation/cluster.ts';
import { RealtimeDriver } from '../../src/simulation/realtime.ts';

/** A wall clock that stands still unless told to go on; each look at it may cost something. */
class FakeHost {
  wallMs = 0;
  costOfLookMs = 0;
  errors: unknown[] = [];
  longestTurnMs = 0;
  #timers: { dueMs: number; action: () => void }[] = [];

  nowMs(): number {
    this.wallMs += this.costOfLookMs;
    return this.wallMs;
  }

  setTimer(delayMs: number, action: () => void): { cancel(): void } {
    const timer = { dueMs: this.wallMs + delayMs, action };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((each) => each !== timer);
      },
    };
  }

  onError(error: unknown): void {
    this.errors.push(error);
  }

  get isIdle(): boolean {
    return this.#timers.length === 0;
  }

  /** Lets the wall clock run; timers come when they are due, or late. */
  run(durationMs: number): void {
    const endMs = this.wallMs + durationMs;
    for (;;) {
      const next = this.#timers.sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next || next.dueMs > endMs) break;
      this.#timers.shift();
      this.wallMs = Math.max(this.wallMs, next.dueMs);
      const beginMs = this.wallMs;
      next.action();
      this.longestTurnMs = Math.max(this.longestTurnMs, this.wallMs - beginMs);
    }
    this.wallMs = Math.max(this.wallMs, endMs);
  }
}

const podsPath = '/api/v1/namespaces/default/pods';

function start() {
  const cluster = new Cluster({ seed: 1, startTimeMs: 0, nodes: 1 });
  const host = new FakeHost();
  return { cluster, host, driver: new RealtimeDriver(cluster, host) };
}

function sleepingPod() {
  const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'while true; do sleep 1; done'] }];
  return { metadata: { name: 'web' }, spec: { containers } };
}

describe('realtime driver', () => {
  it('follows the wall clock at its speed', () => {
    const { cluster, host, driver } = start();
    host.run(5_000);
    assert.ok(Math.abs(cluster.timeline.nowMs - 5_000) <= 200, `${cluster.timeline.nowMs}`);
    driver.setSpeed(10);
    const before = cluster.timeline.nowMs;
    host.run(5_000);
    assert.ok(Math.abs(cluster.timeline.nowMs - before - 50_000) <= 2_000, `${cluster.timeline.nowMs}`);
  });

  it('stands still while paused, but steps and jumps when asked', async () => {
    const { cluster, host, driver } = start();
    driver.pause();
    host.run(1_000);
    assert.equal(cluster.timeline.nowMs, 0);
    cluster.send({ method: 'POST', path: podsPath, body: sleepingPod() });
    assert.equal(driver.step(), true);
    const jump = driver.advance(60_000);
    host.run(1_000);
    assert.equal(await jump, true);
    const { elapsedMs, paused } = driver.time();
    assert.ok(elapsedMs >= 60_000 && elapsedMs < 60_100 && paused);
    driver.resume();
    host.run(1_000);
    assert.ok(cluster.timeline.nowMs > elapsedMs);
  });

  it('gives an input the time of the wall clock, not of the last timer', () => {
    const { cluster, host } = start();
    host.run(1_000);
    host.wallMs += 150;
    cluster.send({ method: 'POST', path: podsPath, body: sleepingPod() });
    assert.equal(cluster.timeline.nowMs, 1_150);
  });

  it('does not run the hours that the machine slept', () => {
    const { cluster, host } = start();
    host.run(1_000);
    const before = cluster.timeline.nowMs;
    host.wallMs += 8 * 3_600_000;
    host.run(1_000);
    assert.ok(cluster.timeline.nowMs - before < 4_000, `${cluster.timeline.nowMs}`);
  });

  it('jumps in short turns, tells how far it is, and can be cancelled', async () => {
    const { cluster, host, driver } = start();
    cluster.send({ method: 'POST', path: podsPath, body: sleepingPod() });
    host.costOfLookMs = 0.5;
    const parts: number[] = [];
    const cancellation = { aborted: false };
    const onProgress = (part: number) => {
      parts.push(part);
      if (part > 0.5) cancellation.aborted = true;
    };
    const jump = driver.advance(600_000, { cancellation, onProgress });
    host.run(60_000);
    assert.equal(await jump, false);
    assert.ok(parts.length > 3 && parts.every((part, i) => i === 0 || part >= (parts[i - 1] as number)));
    assert.ok(host.longestTurnMs < 50, `${host.longestTurnMs}`);
    assert.ok(cluster.timeline.nowMs >= 300_000 && cluster.timeline.nowMs < 600_000);
  });

  it('settles', async () => {
    const { cluster, host, driver } = start();
    cluster.send({ method: 'POST', path: podsPath, body: sleepingPod() });
    const settled = driver.settle(300_000);
    host.run(1_000);
    assert.equal(await settled, true);
  });

  it('does work at once with no limit to its speed', () => {
    const { cluster, host, driver } = start();
    driver.setSpeed(Number.POSITIVE_INFINITY);
    cluster.send({ method: 'POST', path: podsPath, body: sleepingPod() });
    host.run(20);
    const { body } = cluster.send({ method: 'GET', path: `${podsPath}/web` });
    assert.equal((body as { status: { phase: string } }).status.phase, 'Running');
  });

  it('tells listeners that time went on, now and then', () => {
    const { host, driver } = start();
    const times: number[] = [];
    const stop = driver.onTimeChange(({ elapsedMs }) => times.push(elapsedMs));
    host.run(2_000);
    assert.ok(times.length >= 5 && times.length <= 25, `${times.length}`);
    stop();
    const count = times.length;
    host.run(1_000);
    assert.equal(times.length, count);
  });

  it('reports a break, rests, and can be stopped', async () => {
    const { cluster, host, driver } = start();
    cluster.timeline.after(100, () => {
      throw new Error('broken');
    });
    host.run(1_000);
    assert.equal(host.errors.length, 1);
    assert.equal(driver.time().paused, true);
    const jump = driver.advance(1_000);
    driver.stop();
    assert.equal(await jump, false);
    assert.equal(host.isIdle, true);
  });

  it('runs to the next change, and until a condition holds', async () => {
    const { cluster, host, driver } = start();
    driver.pause();
    cluster.advanceTo(10_000);
    const nothing = driver.runToChange(1_000);
    host.run(10_000);
    assert.deepEqual([await nothing, cluster.timeline.nowMs], [false, 11_000]);
    cluster.send({ method: 'POST', path: podsPath, body: sleepingPod() });
    const { changes } = cluster;
    const bound = driver.runToChange(60_000);
    host.run(10_000);
    assert.deepEqual([await bound, cluster.changes > changes], [true, true]);
    const isRunning = driver.runUntil((api) => phaseOf(api) === 'Running', 60_000);
    host.run(10_000);
    assert.equal(await isRunning, true);
    assert.equal(phaseOf(cluster), 'Running');
    const beforeMs = cluster.timeline.nowMs;
    const never = driver.runUntil((api) => phaseOf(api) === 'Failed', 60_000);
    host.run(10_000);
    assert.equal(await never, false);
    assert.equal(cluster.timeline.nowMs, beforeMs + 60_000);
  });

  it('hands a rewind to who can make the cluster anew', async () => {
    const cluster = new Cluster({ seed: 1, startTimeMs: 0, nodes: 1 });
    const asked: number[] = [];
    const rewind = async (elapsedMs: number) => asked.push(elapsedMs) > 0;
    const driver = new RealtimeDriver(cluster, Object.assign(new FakeHost(), { rewind }));
    cluster.advanceTo(5_000);
    assert.deepEqual(
      [await driver.rewind(1_000), await driver.rewind(9_000), await driver.rewind(-1)],
      [true, true, false],
    );
    assert.deepEqual(asked, [1_000, 5_000]);
    assert.equal(await start().driver.rewind(0), false);
  });
});

function phaseOf(api: Pick<Cluster, 'send'>): string | undefined {
  const { body } = api.send({ method: 'GET', path: `${podsPath}/web` });
  return (body as { status?: { phase?: string } }).status?.phase;
}
