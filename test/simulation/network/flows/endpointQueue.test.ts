import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { EndpointQueue } from '../../../../src/simulation/network/flows/endpointQueue.ts';
import { Latencies } from '../../../../src/simulation/network/flows/latencies.ts';
import { waitingTimes } from '../../../../src/simulation/network/flows/waitingTimes.ts';

const tickMs = 100;

interface Run {
  /** Requests per second. */
  readonly rate: number | ((second: number) => number);
  /** Processor time of a request. */
  readonly cpuMs: number;
  readonly cores: number;
  readonly seconds: number;
  readonly clients?: number;
  readonly timeoutMs?: number;
  readonly room?: number;
}

/** A queue under a flow that comes evenly, at a server that does what its cores allow. */
function run({ rate, cpuMs, cores, seconds, clients = 1e9, timeoutMs = 15_000, room = 600 }: Run) {
  const latencies = new Latencies();
  const found = { offered: 0, sent: 0, answered: 0, gaveUp: 0, usedMs: 0, slowestMs: 0, latencies };
  const queue = new EndpointQueue(timeoutMs, {
    answered: (latencyMs, count) => {
      found.answered += count;
      found.slowestMs = Math.max(found.slowestMs, latencyMs);
      latencies.add(latencyMs, count);
    },
    gaveUp: (_latencyMs, count) => {
      found.gaveUp += count;
    },
  });
  for (let fromMs = 0; fromMs < seconds * 1000; fromMs += tickMs) {
    const perSecond = typeof rate === 'number' ? rate : rate(fromMs / 1000);
    const sent = (perSecond * tickMs) / 1000;
    const wantedMs = (queue.work + sent) * cpuMs;
    const hadMs = Math.min(wantedMs, cores * tickMs);
    found.usedMs += hadMs;
    found.offered += sent;
    found.sent += sent;
    found.sent -= queue.advance({
      fromMs,
      toMs: fromMs + tickMs,
      sent,
      served: hadMs / cpuMs,
      baseMs: cpuMs + 0.2,
      serviceMs: cpuMs / cores,
      mostUnderWay: clients,
      room,
    });
  }
  return { ...found, waiting: queue.waiting };
}

describe('The queue of a server under a flow', () => {
  it('answers nearly at once what it can do easily', () => {
    const { answered, latencies, usedMs, waiting } = run({ rate: 20, cpuMs: 10, cores: 1, seconds: 60 });
    equal(Math.round(answered), 1_200);
    equal(waiting, 0);
    ok(Math.abs(usedMs - 12_000) < 1);
    const { p50, p99 } = latencies.summary ?? { p50: 0, p99: 0 };
    ok(p50 > 9.9 && p50 < 10.6, `${p50}`);
    ok(p99 < 40, `${p99}`);
  });

  it('lets requests wait the longer the nearer it comes to what it can do, as M/D/1 does', () => {
    const meanMs = (load: number) =>
      waitingTimes(load, 10, Number.POSITIVE_INFINITY).reduce((sum, { ms, part }) => sum + ms * part, 0);
    for (const load of [0.1, 0.5, 0.8, 0.9]) {
      const expected = (load * 10) / (2 * (1 - load));
      ok(Math.abs(meanMs(load) - expected) < 0.01 * expected, `${meanMs(load)} at ${load}, not ${expected}`);
    }
    const p99 = [20, 50, 80, 95].map(
      (rate) => run({ rate, cpuMs: 10, cores: 1, seconds: 60 }).latencies.summary?.p99 ?? 0,
    );
    for (const [index, value] of p99.entries()) ok(value > (p99[index - 1] ?? 0), p99.join(' '));
  });

  it('gets slower and slower beyond that, until clients lose patience', () => {
    const { answered, gaveUp, slowestMs, usedMs } = run({
      rate: 110,
      cpuMs: 10,
      cores: 1,
      seconds: 60,
      timeoutMs: 3_000,
    });
    ok(slowestMs > 2_900 && slowestMs <= 3_000, `${slowestMs}`);
    ok(gaveUp > 100, `${gaveUp}`);
    ok(answered < 5_000, `${answered}`);
    // It works all the time, also for those that have gone.
    ok(Math.abs(usedMs - 60_000) < 1);
  });

  it('does not get slower than its clients wait: they send nothing meanwhile', () => {
    const { sent, offered, latencies, waiting, gaveUp } = run({
      rate: 200,
      cpuMs: 10,
      cores: 1,
      seconds: 60,
      clients: 8,
    });
    ok(Math.abs(sent / 60 - 100) < 1, `${sent / 60} of ${offered / 60} a second`);
    const { p50 } = latencies.summary ?? { p50: 0 };
    // Little's law: eight clients, a hundred answers a second.
    ok(Math.abs(p50 - 80) < 4, `${p50}`);
    equal(gaveUp, 0);
    ok(Math.abs(waiting - 8) < 1e-6);
  });

  it('answers nobody whom it has no room for', () => {
    const { gaveUp, waiting } = run({ rate: 1_000, cpuMs: 10, cores: 1, seconds: 30, room: 50, timeoutMs: 2_000 });
    ok(gaveUp > 24_000, `${gaveUp}`);
    ok(waiting <= 2_100, `${waiting}`);
  });

  it('loses no request and makes none up, whatever comes and whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.record({
          rates: fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 12 }),
          cpuMs: fc.constantFrom(0.05, 1, 10, 30),
          cores: fc.constantFrom(0.05, 0.5, 2),
          clients: fc.constantFrom(1, 8, 1e9),
          timeoutMs: fc.constantFrom(500, 3_000, Number.POSITIVE_INFINITY),
          room: fc.constantFrom(20, 600),
        }),
        ({ rates, ...rest }) => {
          const found = run({ ...rest, seconds: rates.length, rate: (second) => rates[Math.floor(second)] ?? 0 });
          const sum = found.answered + found.gaveUp + found.waiting;
          ok(Math.abs(sum - found.sent) < 1e-6 * Math.max(1, found.sent), `${sum} of ${found.sent}`);
          ok(found.waiting <= rest.clients + 1e-6 && found.waiting >= 0);
          ok(found.slowestMs <= rest.timeoutMs + 1e-6);
        },
      ),
    );
  });
});
