import { deepEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import type { NetworkNamespace } from '../../../../src/simulation/network/networkNamespace.ts';
import { FlowWorld, three } from './flowWorld.ts';

const event = fc.record({
  atMs: fc.integer({ min: 0, max: 18_000 }),
  ip: fc.constantFrom(...three),
  what: fc.constantFrom('kill', 'stop', 'add', 'publish', 'unpublish', 'cut'),
});
const flows = fc.record({
  events: fc.array(event, { maxLength: 12 }),
  keeps: fc.constantFrom('connections' as const, 'nothing' as const),
  connections: fc.constantFrom(1, 7, 200),
  rate: fc.constantFrom(5, 60, 3_000),
  late: fc.constantFrom('sent' as const, 'dropped' as const),
  limit: fc.constantFrom(undefined, 0.01),
  timeoutMs: fc.constantFrom(500, 3_000),
  perConnection: fc.constantFrom(1, 100, Number.POSITIVE_INFINITY),
});
type Plan = typeof flows extends fc.Arbitrary<infer T> ? T : never;

/** Lets a flow live through events; its figures at the end. */
function live({ events, keeps, connections, rate, late, limit, timeoutMs, perConnection }: Plan) {
  const world = new FlowWorld(limit, three, perConnection);
  const published = new Set(three);
  const { timeline, network } = world.world;
  const beginMs = timeline.nowMs;
  for (const { atMs, ip, what } of events) {
    timeline.after(atMs, () => {
      if (what === 'kill') world.stop(ip, 'killed');
      else if (what === 'stop') world.stop(ip, 'gracefully');
      else if (what === 'add') world.add(ip, limit);
      else if (what === 'cut') network.cutOff(world.servers.get(ip)?.namespace as NetworkNamespace);
      else {
        if (what === 'publish') published.add(ip);
        else published.delete(ip);
        world.publish([...published]);
      }
    });
  }
  const flow = world.open({ keeps, connections, rateAt: () => rate, late, timeoutMs, endsAfterMs: 20_000 });
  const most = () => {
    const { offered, answered } = world.counts;
    ok(answered + world.failed + world.waiting <= offered + 1e-3 * Math.max(1, offered), 'more than was to be sent');
    ok(world.waiting <= connections + 1e-6, `${world.waiting} wait`);
  };
  // Also right after an event, when a flow changes most.
  for (let ms = 0; ms < 20_000; ms += 37) {
    timeline.advanceTo(beginMs + ms);
    most();
  }
  timeline.advanceTo(beginMs + 300_000);
  most();
  return { flow, world };
}

describe('A flow of requests, whatever happens', () => {
  it('leaves the clients waiting whose server finishes what it has', () => {
    const plan: Plan = {
      events: [{ atMs: 11_201, ip: '10.244.2.2', what: 'stop' }],
      keeps: 'connections',
      connections: 200,
      rate: 3_000,
      late: 'sent',
      limit: 0.01,
      timeoutMs: 500,
      perConnection: Number.POSITIVE_INFINITY,
    };
    ok(live(plan).flow.isOver);
  });

  it('makes up no request, never has more under way than clients, and ends, whatever happens to its servers', () => {
    fc.assert(
      fc.property(flows, (plan) => {
        const { flow, world } = live(plan);
        ok(flow.isOver);
        ok(world.waiting < 1e-6);
        const { offered, answered } = world.counts;
        ok(Math.abs(offered - 20 * plan.rate) < 1e-6 * offered);
        // What is late and is never dropped is all that may be missing, of clients that had fallen behind.
        if (plan.late === 'dropped') ok(offered - answered - world.failed < 3, `${offered - answered - world.failed}`);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(flows, (plan) => {
        const [one, other] = [live(plan), live(plan)].map(({ world }) => ({
          ...world.counts,
          failed: [...world.counts.failed],
          byServer: [...world.counts.byServer],
        }));
        deepEqual(one, other);
      }),
      { numRuns: 20 },
    );
  });
});
