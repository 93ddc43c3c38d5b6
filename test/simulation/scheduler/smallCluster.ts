import type { Node, NodeSpec, Pod, PodSpec } from '../../../src/api/generated/objects.ts';
import type { KindInfo } from '../../../src/api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../src/api/objects.ts';
import type { ComponentApi } from '../../../src/simulation/apiserver/componentApi.ts';
import { ClusterState } from '../../../src/simulation/scheduler/clusterState.ts';
import { filterNodes } from '../../../src/simulation/scheduler/filtering.ts';
import type { FilterPlugin, Misfit, ScorePlugin } from '../../../src/simulation/scheduler/plugin.ts';
import { podInfoOf } from '../../../src/simulation/scheduler/podInfo.ts';
import { totalScores } from '../../../src/simulation/scheduler/scoring.ts';

type Labels = Record<string, string>;

let made = 0;

/** A Node of 4 CPUs, 8 GiB and 110 Pods. */
export function node(name: string, labels: Labels = {}, spec: NodeSpec = {}, allocatable: Labels = {}): Stored<Node> {
  return {
    ...stored('v1', 'Node', '', name),
    metadata: { ...stored('v1', 'Node', '', name).metadata, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec,
    status: { allocatable: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '10Gi', pods: '110', ...allocatable } },
  };
}

/** A Pod of one container; `more` is the rest of its spec. */
export function pod(more: Partial<PodSpec> = {}, labels: Labels = {}, namespace = 'default'): Stored<Pod> {
  made += 1;
  const object = stored('v1', 'Pod', namespace, `pod-${made}`);
  return {
    ...object,
    metadata: { ...object.metadata, labels },
    spec: { containers: [{ name: 'app', image: 'nginx:1.27' }], ...more },
  };
}

/** A container that requests this. */
export function asking(requests: Labels, more: object = {}) {
  return { name: 'app', image: 'nginx:1.27', resources: { requests }, ...more };
}

/** Any other object, as the API holds it. */
export function stored<T extends object>(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  more?: T,
): Stored<KubernetesObject & T> {
  const metadata = {
    name,
    uid: `${kind}/${namespace}/${name}`,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...(namespace && { namespace }),
  };
  return { apiVersion, kind, metadata, ...more } as unknown as Stored<KubernetesObject & T>;
}

interface Contents {
  readonly nodes: readonly Stored<Node>[];
  /** Pods that run, with the names of their Nodes. */
  readonly pods?: readonly (readonly [Stored<Pod>, string])[];
  readonly objects?: readonly Stored[];
}

/** What the scheduler knows of a cluster with these contents. */
export function clusterOf({ nodes, pods = [], objects = [] }: Contents): ClusterState {
  const inNamespace = (object: Stored, kind: KindInfo, namespace: string | undefined) =>
    object.kind === kind.kind && (namespace === undefined || (object.metadata.namespace ?? '') === namespace);
  const api = {
    get: (kind: KindInfo, namespace: string, name: string) =>
      objects.find((object) => inNamespace(object, kind, namespace) && object.metadata.name === name),
    list: (kind: KindInfo, namespace?: string) => objects.filter((object) => inNamespace(object, kind, namespace)),
  } as unknown as ComponentApi;
  const cluster = new ClusterState(api);
  for (const each of nodes) cluster.setNode(each);
  for (const [each, nodeName] of pods) cluster.place(podInfoOf(each), nodeName);
  return cluster;
}

/** What one plugin says of each Node: its reasons, `!` before those that eviction would not help; or its refusal. */
export function verdicts(
  plugin: FilterPlugin,
  wanted: Stored<Pod>,
  contents: Contents,
): Record<string, string> | string {
  const cluster = clusterOf(contents);
  const { diagnosis, fitting } = filterNodes(podInfoOf(wanted), cluster, [plugin], 0);
  if (diagnosis.refusal !== undefined) return diagnosis.refusal;
  const isFitting = (name: string) => fitting.some((each) => each.name === name);
  const text = (misfit: Misfit | undefined) =>
    misfit ? `${misfit.final ? '!' : ''}${misfit.reasons.join(' + ')}` : 'fits';
  return Object.fromEntries(
    cluster.nodes.map(({ name }) => [
      name,
      text(isFitting(name) ? undefined : (diagnosis.misfits.get(name) ?? diagnosis.others)),
    ]),
  );
}

/** How one plugin rates each Node, with its weight. */
export function ratings(plugin: ScorePlugin, wanted: Stored<Pod>, contents: Contents): Record<string, number> {
  const cluster = clusterOf(contents);
  const totals = totalScores(podInfoOf(wanted), cluster.nodes, cluster, [plugin]);
  return Object.fromEntries(cluster.nodes.map(({ name }, i) => [name, totals[i] ?? 0]));
}
