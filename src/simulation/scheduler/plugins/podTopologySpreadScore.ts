import type { ClusterState } from '../clusterState.ts';
import type { NodeInfo } from '../nodeInfo.ts';
import type { Rating, ScorePlugin } from '../plugin.ts';
import type { PodInfo } from '../podInfo.ts';
import { maxScore } from '../rating.ts';
import {
  constraintsOf,
  counts,
  defaultConstraints,
  hasTopologies,
  hostnameLabel,
  type SpreadConstraint,
} from '../spreadConstraint.ts';

/** Prefers the domains with few Pods alike: by the Pod's constraints `ScheduleAnyway`, or by the cluster's own ones. */
export const podTopologySpreadScore: ScorePlugin = {
  name: 'PodTopologySpread',
  weight: 2,
  rate: (pod, nodes, cluster) => {
    const own = (pod.spec.topologySpreadConstraints ?? []).length > 0;
    const constraints = own ? constraintsOf(pod.spec, 'ScheduleAnyway') : defaultConstraints(pod.pod, cluster.api);
    if (constraints.length === 0) return undefined;
    // A Node without a zone can still be one of many: only a Pod's own constraints ask for all labels.
    const isIgnored = ({ node }: NodeInfo) => own && !hasTopologies(node, constraints);
    return spreadRating(pod, nodes, cluster, constraints, isIgnored);
  },
};

interface Domain {
  readonly constraint: SpreadConstraint;
  readonly byNode: ReadonlyMap<string, number> | undefined;
  readonly pods: ReadonlyMap<string, number>;
  readonly weight: number;
}

function spreadRating(
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  cluster: ClusterState,
  constraints: readonly SpreadConstraint[],
  isIgnored: (node: NodeInfo) => boolean,
): Rating {
  const rated = nodes.filter((node) => !isIgnored(node));
  const domains = constraints.map((constraint): Domain => {
    const { query, topologyKey } = constraint;
    const byNode = query && cluster.podCounts(pod.namespace, query, 'left out');
    const pods = new Map<string, number>();
    if (topologyKey === hostnameLabel) return { constraint, byNode, pods, weight: Math.log(rated.length + 2) };
    for (const { node } of rated) pods.set(node.metadata.labels?.[topologyKey] ?? '', 0);
    for (const info of cluster.nodes) {
      if (isIgnored(info) || !counts(constraint, pod.spec, info.node)) continue;
      const value = info.node.metadata.labels?.[topologyKey] ?? '';
      const before = pods.get(value);
      if (before !== undefined) pods.set(value, before + (byNode?.get(info.name) ?? 0));
    }
    // Domains of a small topology must not be drowned by those of a large one.
    return { constraint, byNode, pods, weight: Math.log(pods.size + 2) };
  });
  return {
    score: (info) => (isIgnored(info) ? Number.NaN : scoreOf(info, domains)),
    normalize,
  };
}

function scoreOf({ node, name }: NodeInfo, domains: readonly Domain[]): number {
  let score = 0;
  for (const { constraint, byNode, pods, weight } of domains) {
    const value = node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined) continue;
    const count = constraint.topologyKey === hostnameLabel ? (byNode?.get(name) ?? 0) : (pods.get(value) ?? 0);
    score += count * weight + constraint.maxSkew - 1;
  }
  return Math.round(score);
}

/** The fewer the better; a Node that lacks a label gets nothing. */
function normalize(scores: number[]): void {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const score of scores) {
    if (score < least) least = score;
    if (score > most) most = score;
  }
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (Number.isNaN(score)) scores[i] = 0;
    else scores[i] = most === 0 ? maxScore : Math.floor((maxScore * (most + least - score)) / most);
  }
}
