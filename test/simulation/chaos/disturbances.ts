import fc from 'fast-check';
import type { Container, PodSpec } from '../../../src/api/generated/objects.ts';
import type { ApiRequest } from '../../../src/api/request.ts';
import type { Cluster } from '../../../src/simulation/cluster.ts';
import type { PodInvariants } from './podInvariants.ts';

const nodeNames = ['node-1', 'node-2', 'node-3'];
export const podsPath = '/api/v1/namespaces/default/pods';
export const deploymentsPath = '/apis/apps/v1/namespaces/default/deployments';
export const setsPath = '/apis/apps/v1/namespaces/default/statefulsets';
export const jobsPath = '/apis/batch/v1/namespaces/default/jobs';
const nodesPath = '/api/v1/nodes';

/** One input: numbers choose among names, so that a session that fails shrinks to a short one. */
export interface Disturbance {
  readonly what: keyof typeof inputs;
  readonly which: number;
  readonly how: number;
  readonly thenMs: number;
}

const requests = { cpu: '300m', memory: '32Mi' };
const shell = (name: string, text: string): Container => ({
  name,
  image: 'busybox:1.36',
  command: ['sh', '-c', text],
  resources: { requests },
});
const probe = { httpGet: { port: 80 }, periodSeconds: 3, failureThreshold: 2 };

/** Containers that stay up, end, crash, hang and answer probes. */
const behaviours: readonly ((name: string) => Container)[] = [
  (name) => shell(name, 'trap "exit 0" TERM; while true; do sleep 1; done'),
  (name) => shell(name, 'sleep 20; exit 0'),
  (name) => shell(name, 'sleep 3; exit 1'),
  (name) => shell(name, 'while true; do sleep 5; done'),
  (name) => ({ name, image: 'nginx:1.27', readinessProbe: probe, livenessProbe: probe, resources: { requests } }),
  (name) => ({
    ...shell(name, 'sleep 30; rm /tmp/up; sleep 900'),
    livenessProbe: { exec: { command: ['ls', '/tmp'] } },
  }),
  (name) => ({ ...shell(name, 'sleep 900'), readinessProbe: probe }),
  (name) => ({ ...shell(name, 'exit 1'), image: 'no-such-image:1' }),
];

function specOf(how: number, which: number): PodSpec {
  const behaviour = (index: number) => behaviours[index % behaviours.length] as (name: string) => Container;
  const init = shell('init', how % 3 === 0 ? 'sleep 2; exit 1' : 'sleep 2');
  return {
    restartPolicy: ['Always', 'OnFailure', 'Never'][how % 3] ?? 'Always',
    terminationGracePeriodSeconds: 1 + (how % 12),
    ...(which % 4 === 0 && { initContainers: [init, { ...shell('side', 'sleep 900'), restartPolicy: 'Always' }] }),
    containers: [behaviour(how)('a'), ...(which % 2 === 0 ? [behaviour(how + which)('b')] : [])],
  };
}

function patch(path: string, body: object): ApiRequest {
  return { method: 'PATCH', path, body, contentType: 'application/strategic-merge-patch+json' };
}

const podName = (which: number) => `p${which % 6}`;
const nodeName = (which: number) => nodeNames[which % nodeNames.length] as string;
const nobody = { onChunk: () => {}, onEnd: () => {} };

/** What may come from outside. */
const inputs = {
  createPod(cluster: Cluster, which: number, how: number) {
    cluster.send({
      method: 'POST',
      path: podsPath,
      body: { metadata: { name: podName(which) }, spec: specOf(how, which) },
    });
  },
  deletePod(cluster: Cluster, which: number, how: number) {
    const query: Record<string, string> = how % 3 === 0 ? { gracePeriodSeconds: '0' } : {};
    cluster.send({ method: 'DELETE', path: `${podsPath}/${podName(which)}`, query });
  },
  editImage(cluster: Cluster, which: number, how: number) {
    const image = ['busybox:1.36', 'nginx:1.27', 'busybox:1.35'][how % 3];
    cluster.send(patch(`${podsPath}/${podName(which)}`, { spec: { containers: [{ name: 'a', image }] } }));
  },
  label(cluster: Cluster, which: number, how: number) {
    cluster.send(patch(`${podsPath}/${podName(which)}`, { metadata: { labels: { round: `${how}` } } }));
  },
  exec(cluster: Cluster, which: number, how: number) {
    const command = [
      ['sh', '-c', 'kill -9 -1'],
      ['kill', '1'],
      ['sh', '-c', 'sleep 4; touch /tmp/up'],
    ][how % 3] as string[];
    const query = { container: 'a', stdout: 'true', command };
    cluster.open({ method: 'POST', path: `${podsPath}/${podName(which)}/exec`, query }, nobody);
  },
  createDeployment(cluster: Cluster, which: number, how: number) {
    const labels = { app: `d${which % 2}` };
    const spec = { containers: [(behaviours[how % 2 === 0 ? 0 : 4] as (name: string) => Container)('a')] };
    const body = {
      metadata: { name: labels.app },
      spec: { replicas: how % 4, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    };
    cluster.send({ method: 'POST', path: deploymentsPath, body });
  },
  scale(cluster: Cluster, which: number, how: number) {
    cluster.send(patch(`${deploymentsPath}/d${which % 2}`, { spec: { replicas: how % 5 } }));
  },
  rollOut(cluster: Cluster, which: number, how: number) {
    const template = { metadata: { annotations: { round: `${how}` } } };
    cluster.send(patch(`${deploymentsPath}/d${which % 2}`, { spec: { template } }));
  },
  createStatefulSet(cluster: Cluster, which: number, how: number) {
    const labels = { app: `s${which % 2}` };
    const spec = { containers: [(behaviours[how % 2 === 0 ? 0 : 4] as (name: string) => Container)('a')] };
    const podManagementPolicy = how % 3 === 0 ? 'Parallel' : 'OrderedReady';
    const template = { metadata: { labels }, spec };
    const body = {
      metadata: { name: labels.app },
      spec: { replicas: how % 4, podManagementPolicy, selector: { matchLabels: labels }, template },
    };
    cluster.send({ method: 'POST', path: setsPath, body });
  },
  changeStatefulSet(cluster: Cluster, which: number, how: number) {
    const template = { metadata: { annotations: { round: `${how}` } } };
    const spec = how % 2 === 0 ? { replicas: how % 5 } : { template };
    cluster.send(patch(`${setsPath}/s${which % 2}`, { spec }));
  },
  createJob(cluster: Cluster, which: number, how: number) {
    const template = { spec: { restartPolicy: 'Never', containers: [shell('a', `sleep ${how}; exit ${how % 2}`)] } };
    const body = { metadata: { name: `j${which % 2}` }, spec: { completions: 2, backoffLimit: 2, template } };
    cluster.send({ method: 'POST', path: jobsPath, body });
  },
  cordon(cluster: Cluster, which: number, how: number) {
    cluster.send(patch(`${nodesPath}/${nodeName(which)}`, { spec: { unschedulable: how % 2 === 0 } }));
  },
  taint(cluster: Cluster, which: number, how: number) {
    const taints =
      how % 2 === 0 ? [{ key: 'chaos', value: 'x', effect: how % 4 === 0 ? 'NoExecute' : 'NoSchedule' }] : null;
    cluster.send({
      ...patch(`${nodesPath}/${nodeName(which)}`, { spec: { taints } }),
      contentType: 'application/merge-patch+json',
    });
  },
  power(cluster: Cluster, which: number, how: number, invariants: PodInvariants) {
    invariants.forgetStreaks(nodeName(which));
    cluster.setNodePower(nodeName(which), how % 2 === 0 ? 'off' : 'on');
  },
  removeNode(cluster: Cluster, which: number, _how: number, invariants: PodInvariants) {
    invariants.forgetStreaks(nodeName(which));
    cluster.send({ method: 'DELETE', path: `${nodesPath}/${nodeName(which)}` });
  },
  createNode(cluster: Cluster, which: number) {
    createNode(cluster, nodeName(which));
  },
};

function createNode(cluster: Cluster, name: string): void {
  cluster.send({ method: 'POST', path: nodesPath, body: { apiVersion: 'v1', kind: 'Node', metadata: { name } } });
}

export function disturb(cluster: Cluster, { what, which, how, thenMs }: Disturbance, invariants: PodInvariants): void {
  inputs[what](cluster, which, how, invariants);
  cluster.advanceBy(thenMs);
}

/** All machines are there, run and take every Pod. */
export function mendNodes(cluster: Cluster, invariants: PodInvariants): void {
  for (const name of nodeNames) {
    invariants.forgetStreaks(name);
    createNode(cluster, name);
    cluster.setNodePower(name, 'on');
    const path = `${nodesPath}/${name}`;
    const mended = { ...patch(path, { spec: { unschedulable: null, taints: null } }) };
    cluster.send({ ...mended, contentType: 'application/merge-patch+json' });
  }
}

export const anySession: fc.Arbitrary<Disturbance[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...(Object.keys(inputs) as (keyof typeof inputs)[])),
    which: fc.nat(11),
    how: fc.nat(23),
    thenMs: fc.oneof(fc.nat(1_500), fc.nat(30_000), fc.constantFrom(120_000, 700_000)),
  }),
  { minLength: 5, maxLength: 30 },
);
