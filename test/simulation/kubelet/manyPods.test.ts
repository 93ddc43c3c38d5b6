import assert from 'node:assert/strict';
import type { Container, LifecycleHandler, Pod, Probe } from '../../../src/api/generated/objects.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';
import { Random } from '../../../src/simulation/random.ts';
import { script } from './podRun.ts';

const path = '/api/v1/namespaces/default/pods';
const contentType = 'application/strategic-merge-patch+json';
const podCount = 8;

function anyProbe(random: Random): Probe {
  const actions: readonly Probe[] = [
    { exec: { command: ['true'] } },
    { exec: { command: ['false'] } },
    { exec: { command: ['sleep', '3'] } },
    { exec: { command: ['no-such-program'] } },
    { httpGet: { port: 80 } },
    { tcpSocket: { port: 80 } },
    { grpc: { port: 80 } },
  ];
  const [periodSeconds, failureThreshold] = [random.integer(1, 12), random.integer(1, 4)];
  return { ...random.pick(actions), periodSeconds, failureThreshold, initialDelaySeconds: random.integer(0, 5) };
}

function anyContainer(random: Random, name: string): Container {
  const hook: LifecycleHandler = random.pick([
    { exec: { command: ['sleep', '4'] } },
    { exec: { command: ['false'] } },
    { sleep: { seconds: 5 } },
    { httpGet: { port: 80 } },
  ]);
  const base = random.pick<Container>([
    { name, image: 'nginx:1.27' },
    { name, image: 'nginx:1.72' },
    script(`sleep ${random.integer(1, 60)}; exit ${random.integer(0, 2)}`, { name }),
    script('trap "exit 0" TERM; while true; do sleep 1; done', { name }),
  ]);
  const maybe = () => random.fraction() < 0.5;
  return {
    ...base,
    ...(maybe() && { livenessProbe: anyProbe(random) }),
    ...(maybe() && { readinessProbe: anyProbe(random) }),
    ...(maybe() && { startupProbe: anyProbe(random) }),
    ...(maybe() && { lifecycle: { [random.pick(['postStart', 'preStop'])]: hook } }),
  };
}

function anySpec(random: Random): Pod['spec'] {
  const sidecar = { ...anyContainer(random, 'side'), restartPolicy: 'Always' };
  return {
    restartPolicy: random.pick(['Always', 'OnFailure', 'Never']),
    terminationGracePeriodSeconds: random.integer(6, 20),
    ...(random.fraction() < 0.2 && { activeDeadlineSeconds: random.integer(5, 100) }),
    ...(random.fraction() < 0.5 && { initContainers: [sidecar, script('sleep 2', { name: 'init' })] }),
    containers: [anyContainer(random, 'a'), anyContainer(random, 'b')],
  };
}

function podsOf(cluster: Cluster): Pod[] {
  return (cluster.send({ method: 'GET', path }).body as { items: Pod[] }).items;
}

/** Deletes, edits or debugs one of the Pods, or leaves it alone. */
function disturb(cluster: Cluster, random: Random, round: number): void {
  const pod = `${path}/p${random.integer(0, podCount)}`;
  const what = random.integer(0, 4);
  if (what === 0) {
    const query: Record<string, string> =
      random.fraction() < 0.5 ? {} : { gracePeriodSeconds: `${random.integer(0, 5)}` };
    cluster.send({ method: 'DELETE', path: pod, query });
  } else if (what === 1) {
    const body = { spec: { containers: [{ name: 'a', image: random.pick(['nginx:1.27', 'busybox:1.36']) }] } };
    cluster.send({ method: 'PATCH', path: pod, contentType, body });
  } else if (what === 2) {
    const body = { spec: { ephemeralContainers: [script('sleep 20', { name: `debug-${round}` })] } };
    cluster.send({ method: 'PATCH', path: `${pod}/ephemeralcontainers`, contentType, body });
  }
}

function check({ metadata, status }: Pod): void {
  const { phase = '', conditions = [], containerStatuses = [] } = status ?? {};
  const isReady = conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True');
  if (isReady)
    assert.ok(
      containerStatuses.every(({ ready }) => ready),
      `${metadata?.name} is ready before its containers`,
    );
  const runs = containerStatuses.some(({ state }) => state?.running);
  assert.ok(!(runs && /Succeeded|Failed/.test(phase)), `${metadata?.name} is ${phase} and runs`);
}

describe('Pods with all sorts of probes and hooks', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`are never ready before their containers, and leave nothing behind (seed ${seed})`, () => {
      const random = new Random(seed);
      const cluster = new Cluster({ seed, startTimeMs: Date.UTC(2026, 0, 5), nodes: 2 });
      for (let index = 0; index < podCount; index++) {
        const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}` }, spec: anySpec(random) };
        const { code, body: answer } = cluster.send({ method: 'POST', path, body });
        assert.equal(code, 201, JSON.stringify(answer));
      }
      for (let round = 0; round < 40; round++) {
        cluster.advanceBy(random.integer(100, 15_000));
        disturb(cluster, random, round);
        podsOf(cluster).forEach(check);
      }
      for (let index = 0; index < podCount; index++) cluster.send({ method: 'DELETE', path: `${path}/p${index}` });
      cluster.advanceBy(60_000);
      assert.deepEqual(podsOf(cluster), []);
      assert.equal(cluster.timeline.pendingWork, 0);
    });
  }
});
