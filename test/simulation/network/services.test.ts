import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ServiceWorld } from './serviceWorld.ts';

const backends = ['10.244.1.2', '10.244.1.3', '10.244.2.2', '10.244.2.3'] as const;
const clusterIp = '10.96.0.7';
const pod = { namespace: 'default', name: 'client' };

/** A Service `web` at port 80 with four Pods behind it that listen at 8080, and a client on the first Node. */
function world(spec: Parameters<ServiceWorld['service']>[0] = {}) {
  const made = new ServiceWorld();
  for (const ip of backends) made.pod(ip, 8080);
  made.service({ ports: [{ port: 80, targetPort: 8080 }], ...spec });
  made.endpoints(8080, backends);
  made.sync();
  return { world: made, client: made.pod('10.244.1.100') };
}

describe('a Service', () => {
  it('leads each connection to one of its endpoints by lot, evenly within what chance allows', () => {
    const { world: made, client } = world();
    const counts = new Map<string, number>();
    let sameAsBefore = 0;
    let before = '';
    for (let i = 0; i < 1000; i++) {
      const { trace } = made.connect(client, clusterIp);
      const ip = trace.server?.ip ?? '';
      counts.set(ip, (counts.get(ip) ?? 0) + 1);
      if (ip === before) sameAsBefore += 1;
      before = ip;
    }
    assert.deepEqual([...counts.keys()].sort(), [...backends]);
    // Chi-squared with three degrees of freedom stays below 16.3 in 999 of 1,000 runs.
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
    assert.ok(chiSquared < 16.3, String([...counts]));
    // One after the other would never come back at once; by lot a quarter does (250, deviation 14).
    assert.ok(sameAsBefore > 180 && sameAsBefore < 320, String(sameAsBefore));
  });

  it('says who could have got the connection, and who did', () => {
    const { world: made, client } = world();
    made.endpoints(8080, [backends[0], { ip: backends[1], state: 'not' }, { ip: backends[2], state: 'ending' }]);
    made.sync();
    const { trace } = made.connect(client, clusterIp);
    assert.deepEqual(
      trace.service?.endpoints.map(({ ip, state, eligible }) => [ip, state, eligible]),
      [
        [backends[0], 'ready', true],
        [backends[1], 'notReady', false],
        [backends[2], 'terminating', false],
      ],
    );
    assert.deepEqual(trace.service?.chosen?.pod, { namespace: 'default', name: `pod-${backends[0]}` });
    assert.equal(trace.server?.pod?.name, `pod-${backends[0]}`);
    assert.equal(trace.asked.ip, clusterIp);
  });

  it('passes over slices of names and of addresses that the cluster does not have', () => {
    const { world: made, client } = world();
    made.endpoints(8080, ['10.244.1.2']);
    made.endpoints(8080, ['2001:db8::1'], { slice: 'other', addressType: 'IPv6' });
    made.endpoints(8080, ['example.com'], { slice: 'names', addressType: 'FQDN' });
    made.sync();
    const { endpoints = [] } = made.connect(client, clusterIp).trace.service ?? {};
    assert.deepEqual(
      endpoints.map(({ ip }) => ip),
      ['10.244.1.2'],
    );
  });

  it('falls back to endpoints that terminate where no other is ready', () => {
    const { world: made, client } = world();
    made.endpoints(8080, [
      { ip: backends[1], state: 'not' },
      { ip: backends[2], state: 'ending' },
    ]);
    made.sync();
    assert.equal(made.connect(client, clusterIp).trace.server?.ip, backends[2]);
  });

  it('refuses at once where it has no endpoint that is ready', () => {
    const { world: made, client } = world();
    made.endpoints(8080, [{ ip: backends[1], state: 'not' }]);
    made.sync();
    const { outcome, trace } = made.connect(client, clusterIp);
    assert.deepEqual([outcome, trace.stop, trace.tookMs], ['ECONNREFUSED', 'noEndpoints', 0]);
    assert.equal(trace.service?.endpoints.length, 1);
  });

  it('lets a port that it does not have time out, and so an address that no Service has', () => {
    const { world: made, client } = world();
    assert.deepEqual(
      [made.connect(client, clusterIp, 81)].map(({ outcome, trace }) => [outcome, trace.stop]),
      [['ETIMEDOUT', 'noSuchServicePort']],
    );
    assert.equal(made.connect(client, '10.96.9.9').outcome, 'ETIMEDOUT');
  });

  it('tells who has no patience what was waited for', () => {
    const { world: made, client } = world();
    const stop = client.connect({ ip: clusterIp, port: 81 }, { client: { ip: client.ip, pod } }, () => {});
    made.timeline.advanceTo(made.timeline.nowMs + 1_000);
    stop();
    const { connection } = made.network.traffic.find().at(-1) ?? {};
    assert.deepEqual([connection?.stop, connection?.tookMs], ['noSuchServicePort', 1_000]);
    assert.deepEqual([connection?.service?.name, connection?.service?.port.port], ['web', 81]);
  });

  it('is refused by the Pod where its targetPort is wrong', () => {
    const { world: made, client } = world();
    made.endpoints(9090, backends);
    made.sync();
    const { outcome, trace } = made.connect(client, clusterIp);
    assert.deepEqual([outcome, trace.stop], ['ECONNREFUSED', 'nobodyListens']);
    assert.ok(trace.service?.chosen);
  });

  it('is learned of with a delay, and at most once a second', () => {
    const made = new ServiceWorld();
    made.pod(backends[0], 8080);
    const client = made.pod('10.244.1.100');
    made.service({ ports: [{ port: 80 }] });
    made.endpoints(8080, [backends[0]]);
    made.timeline.advanceTo(29);
    assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP'), undefined);
    made.timeline.advanceTo(31);
    assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP')?.verdict, 'forward');
    made.endpoints(8080, []);
    made.timeline.advanceTo(1_000);
    assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP')?.verdict, 'forward');
    made.timeline.advanceTo(1_040);
    assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP')?.verdict, 'reject');
    made.remove('Service', 'web');
    made.sync();
    assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP'), undefined);
  });

  it('keeps a client with its endpoint while it comes back in time, and no other (sessionAffinity)', () => {
    const timeoutSeconds = 60;
    const { world: made, client } = world({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds } },
    });
    const first = made.connect(client, clusterIp).trace;
    assert.equal(first.service?.choice, 'random');
    for (let i = 0; i < 20; i++) {
      made.timeline.advanceTo(made.timeline.nowMs + 50_000);
      const { trace } = made.connect(client, clusterIp);
      assert.deepEqual([trace.server?.ip, trace.service?.choice], [first.server?.ip, 'affinity']);
    }
    made.timeline.advanceTo(made.timeline.nowMs + 61_000);
    assert.equal(made.connect(client, clusterIp).trace.service?.choice, 'random');
    // Gone is gone.
    made.endpoints(
      8080,
      backends.filter((ip) => ip !== first.server?.ip),
    );
    made.sync();
    assert.notEqual(made.connect(client, clusterIp).trace.server?.ip, first.server?.ip);
  });

  it('shows a Pod that reaches itself the Node’s address, and others the client’s', () => {
    const { world: made, client } = world();
    made.endpoints(8080, [backends[0]]);
    made.sync();
    assert.equal(made.connect(client, clusterIp).seenFrom, '10.244.1.100');
    const itself = made.network.namespaceAt(backends[0]);
    assert.ok(itself);
    assert.deepEqual(
      [made.connect(itself, clusterIp)].map(({ outcome, seenFrom }) => [outcome, seenFrom]),
      [['connected', '10.244.1.1']],
    );
  });

  it('is reached at its nodePort on every Node, which hides the client', () => {
    const { world: made } = world({ type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] });
    const outside = made.network.addNamespace({ ip: '198.51.100.7', nodeName: 'outside', kind: 'outside' });
    made.endpoints(8080, ['10.244.2.2']);
    made.sync();
    for (const node of ['192.168.0.11', '192.168.0.12']) {
      const { outcome, trace, seenFrom } = made.connect(outside, node, 30_080);
      assert.deepEqual([outcome, trace.service?.by, trace.server?.ip], ['connected', 'nodePort', '10.244.2.2']);
      assert.notEqual(seenFrom, '198.51.100.7');
    }
    assert.equal(made.connect(outside, '192.168.0.11', 30_081).outcome, 'ECONNREFUSED');
  });

  it('is not reached by way of a Node that has lost its power', () => {
    const { world: made, client } = world({
      type: 'NodePort',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }],
    });
    made.endpoints(8080, ['10.244.1.2']);
    made.sync();
    assert.equal(made.connect(client, '192.168.0.12', 30_080).outcome, 'connected');
    made.network.cutOffNode('node-2');
    const { outcome, trace } = made.connect(client, '192.168.0.12', 30_080);
    assert.deepEqual([outcome, trace.stop, trace.service], ['ETIMEDOUT', 'cutOff', undefined]);
    assert.equal(made.connect(client, '192.168.0.11', 30_080).outcome, 'connected');
  });

  it('with externalTrafficPolicy Local keeps the client’s address and answers only where it has a Pod', () => {
    const { world: made, client } = world({
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }],
    });
    const outside = made.network.addNamespace({ ip: '198.51.100.7', nodeName: 'outside', kind: 'outside' });
    made.endpoints(8080, ['10.244.2.2']);
    made.sync();
    const there = made.connect(outside, '192.168.0.12', 30_080);
    assert.deepEqual([there.outcome, there.seenFrom], ['connected', '198.51.100.7']);
    const missing = made.connect(outside, '192.168.0.11', 30_080);
    assert.deepEqual([missing.outcome, missing.trace.stop], ['ETIMEDOUT', 'noLocalEndpoints']);
    // For the Node's own Pods it is as inside of the cluster.
    const { outcome, seenFrom } = made.connect(client, '192.168.0.11', 30_080);
    assert.deepEqual([outcome, seenFrom], ['connected', '10.244.1.100']);
  });

  it('hands its address on to another one, whichever of the two has changed first', () => {
    const { world: made, client } = world();
    const spec = { ports: [{ port: 81, targetPort: 8080 }], clusterIP: '10.96.0.8' };
    made.service(spec, 'other');
    made.endpoints(8080, ['10.244.2.2'], { name: 'other' });
    made.sync();
    made.service({ ...spec, ports: [{ port: 82, targetPort: 8080 }] }, 'other');
    made.timeline.advanceTo(made.timeline.nowMs + 11);
    made.remove('Service', 'web');
    made.service({ ...spec, ports: [{ port: 80, targetPort: 8080 }], clusterIP: clusterIp }, 'other');
    made.sync();
    assert.equal(made.connect(client, clusterIp).trace.service?.name, 'other');
  });

  it('leads datagrams of one socket elsewhere once their endpoint is gone', () => {
    const made = new ServiceWorld();
    const [first, second] = ['10.244.1.2', '10.244.2.2'].map((ip) => {
      const socket = made.pod(ip).bindUdp({ ip: '0.0.0.0', port: 53 }, {});
      assert.ok(typeof socket !== 'string');
      return socket;
    });
    made.service({ ports: [{ port: 53, protocol: 'UDP' }] });
    made.endpoints(53, ['10.244.1.2'], { protocol: 'UDP' });
    made.sync();
    const target = { ip: clusterIp, port: 53 };
    const client = made.pod('10.244.1.100').connectUdp(target, {});
    const arrived = (content: string) => {
      client.send(target, content);
      made.timeline.advanceTo(made.timeline.nowMs + 10);
      return [first, second].map((socket) => socket?.receive());
    };
    const contents = (content: string) =>
      arrived(content).map((received) => received && 'content' in received && received.content);
    assert.deepEqual(contents('one'), ['one', undefined]);
    made.endpoints(53, ['10.244.1.2', '10.244.2.2'], { protocol: 'UDP' });
    made.sync();
    assert.deepEqual(contents('two'), ['two', undefined]);
    made.endpoints(53, [{ ip: '10.244.1.2', state: 'not' }, '10.244.2.2'], { protocol: 'UDP' });
    made.sync();
    assert.deepEqual(contents('three'), [undefined, 'three']);
  });

  it('with internalTrafficPolicy Local stays on the Node', () => {
    const { world: made, client } = world({ internalTrafficPolicy: 'Local' });
    for (let i = 0; i < 50; i++) {
      assert.match(made.connect(client, clusterIp).trace.server?.ip ?? '', /^10\.244\.1\./);
    }
    made.endpoints(8080, ['10.244.2.2']);
    made.sync();
    const { outcome, trace } = made.connect(client, clusterIp);
    assert.deepEqual([outcome, trace.stop], ['ETIMEDOUT', 'noLocalEndpoints']);
  });

  it('that another proxy looks after has no rules', () => {
    const { world: made, client } = world();
    made.service({ ports: [{ port: 80 }] }, 'web', { 'service.kubernetes.io/service-proxy-name': 'other' });
    made.sync();
    assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP'), undefined);
  });

  it('of a type without addresses has no rules', () => {
    for (const spec of [{ clusterIP: 'None' }, { type: 'ExternalName', externalName: 'example.com', clusterIP: '' }]) {
      const { world: made, client } = world(spec);
      assert.equal(made.network.translate(client, { ip: clusterIp, port: 80 }, 'TCP'), undefined);
    }
  });

  it('never leads to who is not eligible, whatever the endpoints', () => {
    const state = fc.constantFrom('ready' as const, 'not' as const, 'ending' as const);
    fc.assert(
      fc.property(fc.array(state, { maxLength: 8 }), fc.integer(), (states, seed) => {
        const made = new ServiceWorld(seed);
        const client = made.pod('10.244.1.100');
        made.service({ ports: [{ port: 80 }] });
        const list = states.map((each, index) => {
          const ip = `10.244.${1 + (index % 2)}.${2 + index}`;
          made.pod(ip, 8080);
          return each === 'ready' ? ip : { ip, state: each };
        });
        made.endpoints(8080, list);
        made.sync();
        const allowed = states.includes('ready') ? 'ready' : states.includes('ending') ? 'ending' : undefined;
        const { outcome, trace } = made.connect(client, clusterIp);
        assert.equal(outcome, allowed ? 'connected' : 'ECONNREFUSED');
        const chosen = list.findIndex((each) => (typeof each === 'string' ? each : each.ip) === trace.server?.ip);
        if (allowed) assert.equal(states[chosen], allowed);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a hostPort', () => {
  it('leads from the Node’s address to its Pod, and to no other Node’s', () => {
    const made = new ServiceWorld();
    made.pod('10.244.2.2', 8080);
    const close = made.network.hostPorts.open('node-2', {
      protocol: 'TCP',
      hostPort: 8000,
      to: { ip: '10.244.2.2', port: 8080 },
    });
    const outside = made.network.addNamespace({ ip: '198.51.100.7', nodeName: 'outside', kind: 'outside' });
    const { outcome, trace } = made.connect(outside, '192.168.0.12', 8000);
    assert.deepEqual([outcome, trace.hostPort, trace.server?.ip], ['connected', 8000, '10.244.2.2']);
    assert.equal(made.connect(outside, '192.168.0.11', 8000).outcome, 'ECONNREFUSED');
    close();
    assert.equal(made.connect(outside, '192.168.0.12', 8000).outcome, 'ECONNREFUSED');
  });
});
