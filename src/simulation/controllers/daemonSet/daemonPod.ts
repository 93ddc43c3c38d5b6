import type {
  Affinity,
  DaemonSet,
  Node,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Toleration,
} from '../../../api/generated/objects.ts';
import { selectsNode } from '../../../api/nodeSelection.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { tolerates } from '../../../api/tolerations.ts';
import { revisionHashLabel } from '../history/revisionHistory.ts';

/** Where a DaemonSet counts the changes of its template, and its Pods say which one they have. */
const generationAnnotation = 'deprecated.daemonset.template.generation';
const generationLabel = 'pod-template-generation';

const key = (name: string, effect: string): Toleration => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
  effect,
});

/** What every daemon Pod tolerates (https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations). */
const ownTolerations: readonly Toleration[] = [
  key('not-ready', 'NoExecute'),
  key('unreachable', 'NoExecute'),
  key('disk-pressure', 'NoSchedule'),
  key('memory-pressure', 'NoSchedule'),
  key('pid-pressure', 'NoSchedule'),
  key('unschedulable', 'NoSchedule'),
];

/** Whether a Node is to have a Pod, and whether one that is there may stay. */
export interface Place {
  readonly runs: boolean;
  readonly stays: boolean;
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#running-pods-on-select-nodes */
export function placeOn({ spec }: DaemonSet, node: Node): Place {
  const podSpec = spec?.template.spec;
  const { nodeName } = podSpec ?? {};
  const isNamed = !nodeName || nodeName === node.metadata?.name;
  if (!podSpec || !isNamed || !selectsNode(podSpec, node)) return { runs: false, stays: false };
  const tolerations = tolerationsOf(podSpec);
  const refused = (node.spec?.taints ?? []).filter(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint),
  );
  return { runs: refused.length === 0, stays: refused.every(({ effect }) => effect !== 'NoExecute') };
}

/** The template of the Pod for one Node: the scheduler is told of no other. */
export function podFor(daemonSet: DaemonSet, nodeName: string, revisionHash: string): PodTemplateSpec {
  const { metadata, spec } = daemonSet.spec?.template ?? {};
  const generation = daemonSet.metadata?.annotations?.[generationAnnotation];
  const labels = {
    ...metadata?.labels,
    ...(generation !== undefined && { [generationLabel]: generation }),
    [revisionHashLabel]: revisionHash,
  };
  if (!spec) return { metadata: { ...metadata, labels } };
  const tolerations = tolerationsOf(spec);
  return {
    metadata: { ...metadata, labels },
    spec: { ...spec, tolerations, affinity: boundTo(nodeName, spec.affinity) },
  };
}

/** The Node that a daemon Pod has or waits for. */
export function targetNode({ spec }: Pod): string | undefined {
  if (spec?.nodeName) return spec.nodeName;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms
    .flatMap(({ matchFields = [] }) => matchFields)
    .find(({ key: field, operator, values }) => field === 'metadata.name' && operator === 'In' && values?.length === 1)
    ?.values?.[0];
}

/** Whether a Pod has the present template. */
export function isUpdated({ metadata }: Pod, daemonSet: DaemonSet, revisionHash: string): boolean {
  const generation = daemonSet.metadata?.annotations?.[generationAnnotation];
  const labels = metadata?.labels ?? {};
  return (
    labels[revisionHashLabel] === revisionHash || (generation !== undefined && labels[generationLabel] === generation)
  );
}

/** Those with a Node first, then the older (`podByCreationTimestampAndPhase`). */
export function oldestFirst(pods: readonly Stored<Pod>[]): Stored<Pod>[] {
  const order = ({ metadata, spec }: Stored<Pod>) =>
    `${spec?.nodeName ? 0 : 1} ${metadata.creationTimestamp} ${metadata.name}`;
  return [...pods].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function tolerationsOf(spec: PodSpec): Toleration[] {
  const network = spec.hostNetwork ? [key('network-unavailable', 'NoSchedule')] : [];
  const own = [...ownTolerations, ...network];
  const written = (spec.tolerations ?? []).filter((one) => !own.some((other) => sameValue(one, other)));
  return [...written, ...own];
}

/** The Node's name takes the place of what Nodes the template wants: that was looked at before. */
function boundTo(nodeName: string, affinity: Affinity | undefined): Affinity {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [nodeName] }];
  const required = { nodeSelectorTerms: [{ matchFields }] };
  return {
    ...affinity,
    nodeAffinity: { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: required },
  };
}
