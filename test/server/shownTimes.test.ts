import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatTime } from '../../src/api/time.ts';
import { storedTimes } from '../../src/server/sentTimes.ts';
import { movedTime, movedTimes, shownBody } from '../../src/server/shownTimes.ts';
import { TimeOffsets } from '../../src/server/timeOffsets.ts';

const pod = {
  kind: 'Pod',
  metadata: {
    name: 'web',
    resourceVersion: '7',
    creationTimestamp: '2026-01-05T09:00:00Z',
    annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-05T09:00:00Z' },
    managedFields: [{ manager: 'kubectl', time: '2026-01-05T09:00:00Z' }],
  },
  spec: { someTime: '2026-01-05T09:00:00Z' },
  status: {
    startTime: '2026-01-05T09:00:01Z',
    message: '2026-01-05T09:00:00Z',
    containerStatuses: [{ state: { terminated: { finishedAt: '2026-01-05T09:59:59.123456Z' } } }],
  },
};

describe('times shown outside', () => {
  it('moves what the system set, and nothing that a user wrote', () => {
    assert.deepEqual(movedTimes(pod, 61_000), {
      kind: 'Pod',
      metadata: {
        name: 'web',
        resourceVersion: '7',
        creationTimestamp: '2026-01-05T09:01:01Z',
        annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-05T09:00:00Z' },
        managedFields: [{ manager: 'kubectl', time: '2026-01-05T09:01:01Z' }],
      },
      spec: { someTime: '2026-01-05T09:00:00Z' },
      status: {
        startTime: '2026-01-05T09:01:02Z',
        message: '2026-01-05T09:00:00Z',
        containerStatuses: [{ state: { terminated: { finishedAt: '2026-01-05T10:01:00.123456Z' } } }],
      },
    });
  });

  it('moves Events, metrics and the Pods that a budget lets go', () => {
    const moved = movedTimes(
      {
        metadata: {},
        eventTime: '2026-01-05T09:00:00.500000Z',
        lastTimestamp: null,
        series: { lastObservedTime: '2026-01-05T09:00:00.000000Z', count: 2 },
        timestamp: '2026-01-05T09:00:00Z',
        status: { disruptedPods: { web: '2026-01-05T09:00:00Z' } },
      },
      -1000,
    );
    assert.deepEqual(moved, {
      metadata: {},
      eventTime: '2026-01-05T08:59:59.500000Z',
      lastTimestamp: null,
      series: { lastObservedTime: '2026-01-05T08:59:59.000000Z', count: 2 },
      timestamp: '2026-01-05T08:59:59Z',
      status: { disruptedPods: { web: '2026-01-05T08:59:59Z' } },
    });
  });

  it('moves each object of a list or a Table by the offset of its version', () => {
    const offsetOf = (version: string | undefined) => Number(version) * 1000;
    const moved = { ...pod, ...movedTimes(pod, 7000) };
    assert.deepEqual(shownBody({ kind: 'PodList', metadata: {}, items: [pod] }, offsetOf), {
      kind: 'PodList',
      metadata: {},
      items: [moved],
    });
    assert.deepEqual(shownBody({ kind: 'Table', rows: [{ cells: ['web'], object: pod }] }, offsetOf), {
      kind: 'Table',
      rows: [{ cells: ['web'], object: moved }],
    });
    const unmoved = { kind: 'PodList', items: [pod] };
    assert.equal(
      shownBody(unmoved, () => 0),
      unmoved,
    );
  });

  it('moves back to where it came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -1e6, max: 1e6 }), (ms, seconds) => {
        const text = formatTime(ms);
        assert.equal(movedTime(movedTime(text, seconds * 1000), -seconds * 1000), text);
      }),
    );
  });
});

describe('offsets of versions', () => {
  it('never show a time in the future, never a later moment as earlier, and each version always the same', () => {
    const clockSteps = fc.array(fc.tuple(fc.nat(5000), fc.nat(90_000)), { maxLength: 60 });
    fc.assert(
      fc.property(clockSteps, (steps) => {
        let wallMs = 1_000_000_000_500;
        let virtualMs = 1_000_000_000_000;
        const offsets = new TimeOffsets({ wallMs: () => wallMs, virtualMs: () => virtualMs }, 1);
        const stored: number[] = [];
        const shown = (revision: number) => (stored[revision - 2] as number) + offsets.of(String(revision));
        const seen: number[] = [];
        for (const [wallStep, virtualStep] of steps) {
          wallMs += wallStep;
          virtualMs += virtualStep;
          stored.push(Math.floor(virtualMs / 1000) * 1000);
          const revision = stored.length + 1;
          offsets.written(revision);
          const timeMs = shown(revision);
          assert.ok(timeMs <= wallMs, `${timeMs - wallMs} ms in the future`);
          assert.ok(timeMs >= (seen.at(-1) ?? 0), 'earlier than a version before it');
          seen.push(timeMs);
        }
        seen.forEach((timeMs, index) => {
          assert.equal(shown(index + 2), timeMs);
        });
      }),
    );
  });

  it('are nothing while the clocks go together', () => {
    let wallMs = 1_000_000_000_999;
    let virtualMs = 1_000_000_000_000;
    const offsets = new TimeOffsets({ wallMs: () => wallMs, virtualMs: () => virtualMs }, 1);
    for (let revision = 2; revision < 1000; revision += 1) {
      wallMs += 700;
      virtualMs = wallMs - ((revision * 37) % 900);
      offsets.written(revision);
      assert.equal(offsets.of(String(revision)), 0);
    }
  });

  it("show a log's moments in their order, for good and never in the future, and find them again", () => {
    // Where the cluster stands still between two looks, its very last line may be shown later by the second.
    const steps = fc.array(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 90_000 }), fc.boolean()), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, (taken) => {
        let wallMs = 1_000_000_000_500;
        let virtualMs = 1_000_000_000_000;
        const offsets = new TimeOffsets({ wallMs: () => wallMs, virtualMs: () => virtualMs }, 1);
        const lines: number[] = [];
        let seen: number[] = [];
        taken.forEach(([wallStep, virtualStep, isWrite], index) => {
          wallMs += wallStep;
          virtualMs += virtualStep;
          lines.push(virtualMs);
          if (isWrite) offsets.written(index + 2);
          const shown = lines.map((lineMs) => offsets.shown(lineMs));
          assert.deepEqual(shown.slice(0, seen.length), seen);
          assert.deepEqual(
            shown,
            [...shown].sort((a, b) => a - b),
          );
          assert.ok((shown.at(-1) ?? 0) < wallMs + 1000, 'in whole seconds');
          seen = shown;
        });
        lines.forEach((lineMs, index) => {
          const since = offsets.virtual(seen[index] as number);
          assert.ok(since <= lineMs, `${lineMs} is left out by its own time`);
          const before = lines.filter((_, other) => (seen[other] as number) < (seen[index] as number));
          assert.ok(
            before.every((otherMs) => otherMs < since),
            'what was earlier is left out',
          );
        });
      }),
    );
  });

  it('stay few, and are not in the future after that', () => {
    let wallMs = 1_000_000_000_000;
    let virtualMs = wallMs;
    const offsets = new TimeOffsets({ wallMs: () => wallMs, virtualMs: () => virtualMs }, 1);
    const writes = 250_000;
    const written: [number, number][] = [];
    for (let revision = 2; revision < writes; revision += 1) {
      wallMs += 1000;
      virtualMs += 4000;
      offsets.written(revision);
      if (revision % 1000 === 0) written.push([virtualMs, wallMs]);
    }
    let before = 0;
    written.forEach(([storedMs, thenMs], index) => {
      const shown = storedMs + offsets.of(String((index + 1) * 1000));
      assert.ok(shown <= thenMs && shown >= before, 'in order, and not in the future');
      assert.ok(thenMs - shown < 300_000, `${thenMs - shown} ms too early`);
      before = shown;
    });
  });
});

describe('times that a client sends', () => {
  const stored = { metadata: { resourceVersion: '7' }, status: { startTime: '2026-01-05T09:00:00Z' } };

  it('are the stored ones where it read them, and else moments of its own clock', () => {
    const sent = {
      status: { startTime: '2026-01-05T09:00:10Z', conditions: [{ lastTransitionTime: '2026-01-05T09:30:00Z' }] },
    };
    assert.deepEqual(storedTimes(sent, stored, { readMs: [10_000], nowMs: -60_000 }), {
      status: { startTime: '2026-01-05T09:00:00Z', conditions: [{ lastTransitionTime: '2026-01-05T09:31:00Z' }] },
    });
    assert.equal(storedTimes(stored, stored, { readMs: [0], nowMs: -60_000 }), stored);
  });

  it("are a Lease's too", () => {
    const lease = { metadata: {}, spec: { holderIdentity: 'a', renewTime: '2026-01-05T09:00:00.000001Z' } };
    assert.deepEqual(movedTimes(lease, 1000).spec, { holderIdentity: 'a', renewTime: '2026-01-05T09:00:01.000001Z' });
  });
});
