import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { NodeCpu } from '../../../../src/simulation/containers/cpu.ts';
import type { Flow } from '../../../../src/simulation/network/flows/flow.ts';
import type { FlowOptions } from '../../../../src/simulation/network/flows/flowOptions.ts';
import type { NetworkNamespace } from '../../../../src/simulation/network/networkNamespace.ts';
import { ServiceWorld } from '../serviceWorld.ts';

/** A Service with servers that flows can count on, and a client. */
class FlowWorld {
  readonly world = new ServiceWorld();
  readonly cpu = new NodeCpu(this.world.timeline, 4);
  readonly servers = new Map<string, { readonly namespace: NetworkNamespace; isAlive: boolean }>();
  readonly client = this.world.pod('10.244.1.200');
  readonly counts = {
    offered: 0,
    answered: 0,
    opened: 0,
    waiting: 0,
    failed: new Map<string, number>(),
    byServer: new Map<string, number>(),
  };
  readonly #waiting = new Map<string, number>();
  #ips: string[] = [];

  constructor(limitCores?: number, ips: readonly string[] = []) {
    this.world.service({ ports: [{ port: 80, targetPort: 8080 }] });
    for (const ip of ips) this.add(ip, limitCores);
    this.publish(ips);
    this.world.sync();
  }

  add(ip: string, limitCores?: number): void {
    const namespace = this.servers.get(ip)?.namespace ?? this.world.pod(ip);
    const listener = namespace.listen({ ip: '0.0.0.0', port: 8080 }, 128, { pod: { namespace: 'default', name: ip } });
    if (typeof listener === 'string') return;
    const server = { namespace, isAlive: true };
    const cpu = this.cpu.container({ requestCores: 0.1, limitCores });
    listener.server = { cpu, threads: 100, isAlive: () => server.isAlive };
    this.servers.set(ip, server);
  }

  publish(ips: readonly string[]): void {
    this.#ips = [...ips];
    this.world.endpoints(8080, this.#ips);
  }

  /** Ends the process that listens there, at once or when it has done what it has. */
  stop(ip: string, how: 'killed' | 'gracefully'): void {
    const server = this.servers.get(ip);
    if (!server) return;
    if (how === 'killed') server.isAlive = false;
    server.namespace.listenerAt({ ip, port: 8080 })?.close();
  }

  open(options: Partial<FlowOptions>): Flow {
    const { counts } = this;
    return this.client.openFlow({
      target: { ip: '10.96.0.7', port: 80 },
      connections: 50,
      keeps: 'nothing',
      timeoutMs: 3_000,
      rateAt: () => 200,
      endsAfterMs: 20_000,
      mostRequests: Number.POSITIVE_INFINITY,
      late: 'sent',
      cpu: this.cpu.container({ requestCores: 0, limitCores: undefined }),
      listener: {
        offered: (count) => {
          counts.offered += count;
        },
        opened: (count) => {
          counts.opened += count;
        },
        answered: (latencyMs, count, _status, { ip }) => {
          ok(latencyMs >= 0.2 && latencyMs <= 3_000 + 1e-6, `${latencyMs}`);
          counts.answered += count;
          counts.byServer.set(ip, (counts.byServer.get(ip) ?? 0) + count);
        },
        failed: (kind, _latencyMs, count) => void counts.failed.set(kind, (counts.failed.get(kind) ?? 0) + count),
        waiting: ({ key }, count) => {
          this.#waiting.set(key, count);
        },
        changed: () => {},
      },
      ...options,
    });
  }

  get failed(): number {
    return [...this.counts.failed.values()].reduce((sum, count) => sum + count, 0);
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, count) => sum + count, 0);
  }

  run(ms: number): void {
    this.world.timeline.advanceTo(this.world.timeline.nowMs + ms);
  }
}

const three = ['10.244.1.2', '10.244.1.3', '10.244.2.2'];

describe('A flow of requests', () => {
  it('is dealt to all endpoints by lot, request by request', () => {
    const world = new FlowWorld(undefined, three);
    const flow = world.open({});
    world.run(25_000);
    ok(flow.isOver);
    const { answered, byServer, opened } = world.counts;
    equal(Math.round(answered), 4_000);
    equal(Math.round(opened), 4_000);
    equal(byServer.size, 3);
    for (const count of byServer.values()) ok(count > 1_150 && count < 1_500, `${[...byServer.values()]}`);
  });

  it('stays where its connections are while they are kept, also when there are more Pods', () => {
    const world = new FlowWorld(undefined, three.slice(0, 1));
    world.open({ keeps: 'connections', connections: 6 });
    world.run(5_000);
    world.add(three[1] as string);
    world.publish(three.slice(0, 2));
    world.run(20_000);
    deepEqual([[...world.counts.byServer.keys()], world.counts.opened], [[three[0]], 6]);
    equal(Math.round(world.counts.answered), 4_000);
  });

  it('goes to one endpoint alone with affinity', () => {
    const world = new FlowWorld(undefined, three);
    world.world.service({ ports: [{ port: 80, targetPort: 8080 }], sessionAffinity: 'ClientIP' });
    world.world.sync();
    world.open({});
    world.run(25_000);
    equal(world.counts.byServer.size, 1);
  });

  it('is refused where there are no endpoints, and waits for an answer where nobody has the address', () => {
    const none = new FlowWorld();
    none.open({});
    none.run(30_000);
    deepEqual([...none.counts.failed.keys()], ['refused']);
    equal(Math.round(none.failed), 4_000);
    const gone = new FlowWorld();
    gone.publish(['10.244.9.9']);
    gone.world.sync();
    const flow = gone.open({ connections: 10 });
    gone.run(30_000);
    ok(flow.isOver);
    deepEqual([...gone.counts.failed.keys()], ['timeout']);
    // Ten clients, three seconds each.
    ok(gone.failed >= 60 && gone.failed <= 80, `${gone.failed}`);
  });

  it('uses the processor time of its servers, within their limits', () => {
    const world = new FlowWorld(0.05, three.slice(0, 1));
    const flow = world.open({ rateAt: () => 2_000, connections: 20 });
    world.run(20_000);
    // 0.06 ms each until a real request has shown another cost: 50 ms of a second are enough for 833.
    ok(Math.abs(world.counts.answered / 20 - 833) < 20, `${world.counts.answered / 20} a second`);
    flow.end();
    const before = world.cpu.usedMs;
    // Its clients need 0.05 ms for each.
    ok(Math.abs(before - 20 * 833 * (0.06 + 0.05)) < 50, `${before} ms`);
    world.run(5_000);
    // What was left behind is done, and no more.
    ok(world.cpu.usedMs - before <= 20 * 0.06 + 1e-6);
  });

  it('sends as many as it is told, as fast as it can, and as long as it takes', () => {
    for (const keeps of ['connections', 'nothing'] as const) {
      for (const ips of [three, []]) {
        const world = new FlowWorld(0.02, ips);
        const rateAt = () => Number.POSITIVE_INFINITY;
        const flow = world.open({
          keeps,
          connections: 4,
          rateAt,
          endsAfterMs: Number.POSITIVE_INFINITY,
          mostRequests: 5_000,
        });
        world.run(60_000);
        const done = ips.length > 0 ? world.counts.answered : world.failed;
        ok(flow.isOver, `${done} of 5000, ${keeps}`);
        ok(Math.abs(done - 5_000) < 1, `${done} of 5000, ${keeps}`);
      }
    }
  });

  it('wakes nobody once it is over', () => {
    const world = new FlowWorld(undefined, three);
    world.open({ endsAfterMs: 1_000 });
    world.run(10_000);
    equal(world.world.timeline.nextTimeMs(), undefined);
  });

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
  });

  /** Lets a flow live through events; its figures at the end. */
  function live({
    events,
    keeps,
    connections,
    rate,
    late,
    limit,
    timeoutMs,
  }: typeof flows extends fc.Arbitrary<infer T> ? T : never) {
    const world = new FlowWorld(limit, three);
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
    for (let ms = 0; ms < 20_000; ms += 777) {
      timeline.advanceTo(beginMs + ms);
      most();
    }
    timeline.advanceTo(beginMs + 300_000);
    most();
    return { flow, world };
  }

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
