import assert from 'node:assert/strict';
import { quietRoundMs, type Settleable, Settling } from '../../src/simulation/settle.ts';
import { Timeline } from '../../src/simulation/timeline.ts';

/** A cluster of which only the changes are there. */
function makeCluster() {
  const timeline = new Timeline();
  const cluster = {
    timeline,
    changes: 0,
    step: () => timeline.step(),
    advanceTo: (elapsedMs: number) => timeline.advanceTo(elapsedMs),
  } satisfies Settleable;
  const change = () => {
    cluster.changes += 1;
  };
  return { cluster, timeline, change };
}

const always = () => true;

describe('settling', () => {
  it('ends at once where nothing will ever happen', () => {
    const { cluster, timeline } = makeCluster();
    assert.equal(new Settling(cluster, 1_000).runSlice(always), 'settled');
    assert.equal(timeline.nowMs, 0);
  });

  it('waits for work, however far ahead, and not for heartbeats that change nothing', () => {
    const { cluster, timeline, change } = makeCluster();
    timeline.every(1_000, () => {});
    timeline.after(100_000, change);
    assert.equal(new Settling(cluster, 300_000).runSlice(always), 'settled');
    assert.equal(timeline.nowMs, 100_000 + quietRoundMs);
  });

  it('does not take the moment between a heartbeat and the work that follows from it for rest', () => {
    const { cluster, timeline, change } = makeCluster();
    // A grace period ends after longer than a quiet round; the process ends; the kubelet sees it; the object goes.
    timeline.after(60_000, () => {
      timeline.heartbeatAfter(2_000, () => timeline.after(10, change));
    });
    assert.equal(new Settling(cluster, 300_000).runSlice(always), 'settled');
    assert.equal(cluster.changes, 1);
  });

  it('settles though heartbeats make work that changes nothing, such as probes', () => {
    const { cluster, timeline } = makeCluster();
    timeline.every(10_000, () => timeline.after(5, () => {}));
    assert.equal(new Settling(cluster, 300_000).runSlice(always), 'settled');
  });

  it('gives up at its limit where heartbeats go on changing things', () => {
    const { cluster, timeline, change } = makeCluster();
    timeline.every(1_000, change);
    const settling = new Settling(cluster, 100_000);
    assert.equal(settling.runSlice(always), 'limit');
    assert.equal(timeline.nowMs, 100_000);
    assert.equal(settling.part, 1);
  });

  it('can be done in slices', () => {
    const { cluster, timeline } = makeCluster();
    timeline.every(1_000, () => {});
    const settling = new Settling(cluster, 300_000);
    let slices = 1;
    while (settling.runSlice(() => false) === 'more') slices += 1;
    assert.ok(slices > 20);
  });
});
