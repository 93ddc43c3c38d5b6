import { deepEqual, equal, ok } from 'node:assert/strict';
import { FlowWorld, three } from './flowWorld.ts';

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
});
