import assert from 'node:assert/strict';
import fc from 'fast-check';
import { podRequests } from '../../../src/api/podResources.ts';
import { Session } from './session.ts';

const capacity = { cpuMilli: 4000, memoryBytes: 8 * 2 ** 30 };

const action = fc.oneof(
  fc.record({
    what: fc.constant('create' as const),
    cpu: fc.integer({ min: 0, max: 5000 }),
    memory: fc.integer({ min: 0, max: 9000 }),
    high: fc.boolean(),
    hostPort: fc.option(fc.constantFrom(80, 443)),
  }),
  fc.record({ what: fc.constant('delete' as const), index: fc.nat(20) }),
  fc.record({ what: fc.constant('cordon' as const), node: fc.integer({ min: 1, max: 3 }), on: fc.boolean() }),
  fc.record({ what: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function play(seed: number, actions: readonly Action[], check: (made: Session) => void): Session {
  const made = new Session(3, seed);
  made.priorityClass('high', 1000);
  let created = 0;
  for (const each of actions) {
    if (each.what === 'create') {
      const ports = each.hostPort ? [{ containerPort: 80, hostPort: each.hostPort }] : [];
      const requests = { cpu: `${each.cpu}m`, memory: `${each.memory}Mi` };
      const containers = [{ name: 'app', image: 'nginx:1.27', resources: { requests }, ports }];
      made.pod(`p${created++}`, {}, { containers, ...(each.high && { priorityClassName: 'high' }) });
    } else if (each.what === 'delete') {
      if (made.get(`p${each.index}`)) made.delete(`p${each.index}`);
    } else if (each.what === 'cordon') made.patchNode(`node-${each.node}`, { spec: { unschedulable: each.on } });
    else made.pass(each.seconds);
    check(made);
  }
  return made;
}

/** What the Pods of each Node ask for together, and the ports they take. */
function usage(made: Session) {
  const nodes = new Map<string, { cpuMilli: number; memoryBytes: number; ports: number[] }>();
  for (const { spec, status } of made.pods()) {
    if (!spec?.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') continue;
    const used = nodes.get(spec.nodeName) ?? { cpuMilli: 0, memoryBytes: 0, ports: [] };
    const { cpuMilli, memoryBytes } = podRequests(spec);
    const ports = spec.containers.flatMap((container) => container.ports ?? []).map(({ hostPort = 0 }) => hostPort);
    nodes.set(spec.nodeName, {
      cpuMilli: used.cpuMilli + cpuMilli,
      memoryBytes: used.memoryBytes + memoryBytes,
      ports: [...used.ports, ...ports],
    });
  }
  return nodes;
}

function assertNothingOverfull(made: Session): void {
  for (const [name, { cpuMilli, memoryBytes, ports }] of usage(made)) {
    assert.ok(cpuMilli <= capacity.cpuMilli, `${name}: ${cpuMilli}m`);
    assert.ok(memoryBytes <= capacity.memoryBytes, `${name}: ${memoryBytes} bytes`);
    assert.equal(new Set(ports).size, ports.length, `${name}: ports ${ports}`);
  }
}

describe('whatever happens', () => {
  const sessions = fc.tuple(fc.nat(), fc.array(action, { maxLength: 30 }));

  it('requests on a Node never exceed what it has, and a host port is taken once', () => {
    fc.assert(
      fc.property(sessions, ([seed, actions]) => {
        play(seed, actions, assertNothingOverfull).pass(120);
      }),
      { numRuns: 40 },
    );
  }).timeout(120_000);

  it('a Pod that fits somewhere is placed in the end', () => {
    fc.assert(
      fc.property(sessions, ([seed, actions]) => {
        const made = play(seed, actions, () => {});
        for (let i = 1; i <= 3; i++) made.patchNode(`node-${i}`, { spec: { unschedulable: false } });
        made.pass(400);
        const used = usage(made);
        for (const { metadata, spec } of made.pods()) {
          if (!spec || spec.nodeName) continue;
          const asked = podRequests(spec);
          const port = spec.containers[0]?.ports?.[0]?.hostPort;
          for (let i = 1; i <= 3; i++) {
            const { cpuMilli, memoryBytes, ports } = used.get(`node-${i}`) ?? {
              cpuMilli: 0,
              memoryBytes: 0,
              ports: [],
            };
            const fits =
              cpuMilli + asked.cpuMilli <= capacity.cpuMilli &&
              memoryBytes + asked.memoryBytes <= capacity.memoryBytes &&
              (port === undefined || !ports.includes(port));
            assert.ok(!fits, `${metadata.name} fits on node-${i}`);
          }
        }
      }),
      { numRuns: 40 },
    );
  }).timeout(120_000);

  it('the same seed and inputs end in the same bytes', () => {
    fc.assert(
      fc.property(sessions, ([seed, actions]) => {
        const [first, second] = [play(seed, actions, () => {}), play(seed, actions, () => {})];
        assert.equal(first.cluster.stateText(), second.cluster.stateText());
      }),
      { numRuns: 10 },
    );
  }).timeout(120_000);
});
