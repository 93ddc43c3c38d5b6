import type { Node } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ClusterState } from '../clusterState.ts';
import { type Check, type FilterPlugin, finalMisfit, resolvableMisfit } from '../plugin.ts';
import type { PodInfo } from '../podInfo.ts';
import { constraintsOf, counts, hasTopologies, type SpreadConstraint, selectsPod } from '../spreadConstraint.ts';

const misfit = resolvableMisfit("node(s) didn't match pod topology spread constraints");
const missingLabel = finalMisfit("node(s) didn't match pod topology spread constraints (missing required label)");

/** Keeps the numbers of Pods in the domains of a topology close to each other (`topologySpreadConstraints`). */
export const podTopologySpread: FilterPlugin = {
  name: 'PodTopologySpread',
  prepare: (pod, cluster) => {
    const constraints = constraintsOf(pod.spec, 'DoNotSchedule');
    return constraints.length === 0 ? undefined : spreadCheck(pod, constraints, cluster);
  },
  mayHelp: (pod, change) => {
    const constraints = constraintsOf(pod.spec, 'DoNotSchedule');
    if (change.what === 'waitingPod') return change.before?.metadata.labels !== change.after?.metadata.labels;
    if (change.what === 'node') {
      const { before, after } = change;
      const had = before !== undefined && hasTopologies(before, constraints);
      const has = after !== undefined && hasTopologies(after, constraints);
      if (had !== has) return true;
      return has && before !== undefined && after !== undefined && movedDomain(before, after, constraints);
    }
    if (change.what !== 'assignedPod') return false;
    const isCounted = (other: PodInfo | undefined) =>
      other?.namespace === pod.namespace &&
      constraints.some((constraint) => selectsPod(constraint, other.pod.metadata.labels));
    if (!change.before || !change.after) return isCounted(change.before ?? change.after);
    return isCounted(change.before) !== isCounted(change.after);
  },
};

interface Domains {
  readonly constraint: SpreadConstraint;
  /** The value of the topology's label to the number of Pods. */
  readonly pods: Map<string, number>;
  readonly countsItself: boolean;
  /** The smallest number; counted anew once a number changed. */
  smallest: number | undefined;
}

function spreadCheck(pod: PodInfo, constraints: readonly SpreadConstraint[], cluster: ClusterState): Check {
  const all = constraints.map((constraint) => domainsOf(constraint, constraints, pod, cluster));

  const change = (other: PodInfo, node: Node, by: 1 | -1): void => {
    if (other.namespace !== pod.namespace || !hasTopologies(node, constraints)) return;
    for (const domains of all) {
      const { constraint, pods } = domains;
      if (!selectsPod(constraint, other.pod.metadata.labels) || !counts(constraint, pod.spec, node)) continue;
      const value = labelOf(node, constraint.topologyKey);
      pods.set(value, (pods.get(value) ?? 0) + by);
      domains.smallest = undefined;
    }
  };

  return {
    filter: ({ node }) => {
      const { labels = {} } = node.metadata;
      for (const domains of all) {
        const { constraint, pods, countsItself } = domains;
        const value = labels[constraint.topologyKey];
        if (value === undefined) return missingLabel;
        const skew = (pods.get(value) ?? 0) + (countsItself ? 1 : 0) - smallestOf(domains);
        if (skew > constraint.maxSkew) return misfit;
      }
      return undefined;
    },
    addPod: (other, { node }) => change(other, node, 1),
    removePod: (other, { node }) => change(other, node, -1),
  };
}

function domainsOf(
  constraint: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  pod: PodInfo,
  cluster: ClusterState,
): Domains {
  const { query, topologyKey } = constraint;
  const byNode = query && cluster.podCounts(pod.namespace, query, 'left out');
  const pods = new Map<string, number>();
  for (const { node, name } of cluster.nodes) {
    if (!hasTopologies(node, constraints) || !counts(constraint, pod.spec, node)) continue;
    const value = labelOf(node, topologyKey);
    pods.set(value, (pods.get(value) ?? 0) + (byNode?.get(name) ?? 0));
  }
  return { constraint, pods, countsItself: selectsPod(constraint, pod.pod.metadata.labels), smallest: undefined };
}

function smallestOf(domains: Domains): number {
  const { constraint, pods } = domains;
  domains.smallest ??= pods.size < constraint.minDomains ? 0 : smallest(pods.values());
  return domains.smallest;
}

function smallest(numbers: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const number of numbers) if (number < least) least = number;
  return least;
}

function labelOf(node: Node, key: string): string {
  return node.metadata?.labels?.[key] ?? '';
}

function movedDomain(before: Stored<Node>, after: Stored<Node>, constraints: readonly SpreadConstraint[]): boolean {
  return constraints.some(({ topologyKey }) => labelOf(before, topologyKey) !== labelOf(after, topologyKey));
}
