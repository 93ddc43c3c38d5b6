import { deepEqual, equal, ok } from 'node:assert/strict';
import { Latencies } from '../../../../src/simulation/network/flows/latencies.ts';
import { LoadLog } from '../../../../src/simulation/network/flows/loadLog.ts';
import { Timeline } from '../../../../src/simulation/timeline.ts';

const server = { key: '10.0.0.1:80', ip: '10.0.0.1', port: 80 };

describe('The figures of a load', () => {
  function begin() {
    const timeline = new Timeline();
    const log = new LoadLog(timeline);
    const start = () => log.begin({ client: { ip: '10.0.0.9' }, url: 'http://web', as: 'flow' });
    return { timeline, log, start };
  }

  it('are taken down by the second, without gaps', () => {
    const { timeline, log, start } = begin();
    timeline.moveTo(500);
    const recorder = start();
    timeline.moveTo(900);
    recorder.offered(10);
    recorder.answered(20, 8, server);
    recorder.failed('503', 2, server, 5);
    recorder.waiting(server, 3);
    timeline.moveTo(3_000);
    recorder.waiting(server, 0);
    recorder.end();
    timeline.moveTo(9_000);
    const [series] = log.series();
    deepEqual([series?.atMs, series?.endedAtMs], [500, 3_000]);
    deepEqual(
      series?.points.map(({ atMs, spanMs, offered, achieved, errors }) => ({
        atMs,
        spanMs,
        offered,
        achieved,
        errors,
      })),
      [
        { atMs: 500, spanMs: 1_000, offered: 10, achieved: 8, errors: { 503: 2 } },
        { atMs: 1_500, spanMs: 1_000, offered: 0, achieved: 0, errors: {} },
        { atMs: 2_500, spanMs: 500, offered: 0, achieved: 0, errors: {} },
      ],
    );
    deepEqual(
      series?.points.map(({ endpoints }) => endpoints.map(({ waiting }) => waiting)),
      [[3], [3], [0]],
    );
    const [first] = series?.points ?? [];
    const { p50, p99 } = first?.latencyMs ?? { p50: 0, p99: 0 };
    ok(Math.abs(p50 - 20) < 0.6 && Math.abs(p99 - 20) < 0.6);
  });

  it('stay a few hundred however long it takes, and lose nothing by that', () => {
    const { timeline, log, start } = begin();
    const recorder = start();
    const hours = 5;
    for (let second = 1; second <= hours * 3600; second++) {
      timeline.moveTo(second * 1000);
      recorder.offered(3);
      recorder.answered(1 + (second % 7), 2, server);
      recorder.failed('timeout', 1);
    }
    recorder.end();
    const points = log.series()[0]?.points ?? [];
    ok(points.length > 200 && points.length <= 600, `${points.length}`);
    const sum = (of: (point: (typeof points)[number]) => number) =>
      Math.round(points.reduce((total, point) => total + of(point), 0));
    equal(
      sum(({ offered, spanMs }) => (offered * spanMs) / 1000),
      3 * hours * 3600,
    );
    equal(
      sum(({ achieved, spanMs }) => (achieved * spanMs) / 1000),
      2 * hours * 3600,
    );
    equal(
      sum(({ errors }) => errors.timeout ?? 0),
      hours * 3600,
    );
    let endMs = 0;
    for (const { atMs, spanMs } of points) {
      equal(atMs, endMs);
      endMs = atMs + spanMs;
    }
  });

  it('are those of the newest runs', () => {
    const { log, start } = begin();
    for (let run = 0; run < 30; run++) start();
    deepEqual([log.series().length, log.series()[0]?.id], [20, 11]);
  });

  it('have quantiles that are exact to some hundredths', () => {
    const latencies = new Latencies();
    for (let ms = 1; ms <= 1_000; ms++) latencies.add(ms, 1);
    const { p50, p90, p99 } = latencies.summary ?? { p50: 0, p90: 0, p99: 0 };
    for (const [found, exact] of [
      [p50, 500],
      [p90, 900],
      [p99, 990],
    ] as const)
      ok(Math.abs(found / exact - 1) < 0.03, `${found}`);
    equal(new Latencies().summary, undefined);
  });
});
