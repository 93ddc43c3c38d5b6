import type { Node } from '../../../api/generated/objects.ts';
import { termMatches } from '../affinityTerm.ts';
import type { ClusterState } from '../clusterState.ts';
import { type Check, type FilterPlugin, finalMisfit, resolvableMisfit } from '../plugin.ts';
import type { PodInfo } from '../podInfo.ts';
import { countMeant } from '../podsNear.ts';
import { TopologyCounts } from '../topologyCounts.ts';

const notNear = finalMisfit("node(s) didn't match pod affinity rules");
const tooNear = resolvableMisfit("node(s) didn't match pod anti-affinity rules");
const unwanted = resolvableMisfit("node(s) didn't satisfy existing pods anti-affinity rules");

/**
 * Pods that must be near others, must not be, or are not wanted near those that are there
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity).
 */
export const interPodAffinity: FilterPlugin = {
  name: 'InterPodAffinity',
  prepare: (pod, cluster) => {
    const state = new AffinityCounts(pod, cluster);
    return state.isIdle ? undefined : checkOf(pod, state);
  },
  mayHelp: (pod, change, cluster) => {
    const { namespaceLabels } = cluster;
    if (change.what === 'waitingPod') return change.before?.metadata.labels !== change.after?.metadata.labels;
    if (change.what === 'node') {
      const keys = [...pod.requiredAffinity, ...pod.requiredAntiAffinity].map(({ topologyKey }) => topologyKey);
      const label = (node: Node | undefined, key: string) => node?.metadata?.labels?.[key];
      if (!change.after) return false;
      // A new Node can also lie where an existing Pod's anti-affinity does not reach.
      if (!change.before) return keys.length === 0 || keys.some((key) => label(change.after, key) !== undefined);
      return keys.some((key) => label(change.before, key) !== label(change.after, key));
    }
    if (change.what !== 'assignedPod') return false;
    const { before, after } = change;
    const wanted = (other: PodInfo | undefined) =>
      other !== undefined && pod.requiredAffinity.every((term) => termMatches(term, other.pod, namespaceLabels));
    const shunned = (other: PodInfo | undefined) =>
      other !== undefined && pod.requiredAntiAffinity.some((term) => termMatches(term, other.pod, namespaceLabels));
    const shuns = (other: PodInfo | undefined) =>
      other?.requiredAntiAffinity.some((term) => termMatches(term, pod.pod, namespaceLabels)) ?? false;
    return (
      (pod.requiredAffinity.length > 0 && wanted(after) && !wanted(before)) ||
      (shunned(before) && !shunned(after)) ||
      (shuns(before) && !shuns(after))
    );
  },
};

function checkOf(pod: PodInfo, state: AffinityCounts): Check {
  return {
    filter: ({ node }) => {
      if (!state.isNear(node)) return notNear;
      if (pod.requiredAntiAffinity.some(({ topologyKey }) => state.shunned.of(topologyKey, node) > 0)) return tooNear;
      for (const count of state.shuns.allOf(node)) if (count > 0) return unwanted;
      return undefined;
    },
    addPod: (other, { node }) => state.count(other, node, 1),
    removePod: (other, { node }) => state.count(other, node, -1),
  };
}

/** How many Pods of each domain the rules of affinity speak of, for one Pod that looks for a Node. */
class AffinityCounts {
  /** Pods that every term of the Pod's affinity means. */
  readonly wanted = new TopologyCounts();
  /** Pods that a term of the Pod's anti-affinity means. */
  readonly shunned = new TopologyCounts();
  /** Pods with an anti-affinity that means the Pod. */
  readonly shuns = new TopologyCounts();
  readonly #pod: PodInfo;
  readonly #cluster: ClusterState;
  readonly #wantsItself: boolean;

  constructor(pod: PodInfo, cluster: ClusterState) {
    this.#pod = pod;
    this.#cluster = cluster;
    this.#wantsItself = pod.requiredAffinity.every((term) => termMatches(term, pod.pod, cluster.namespaceLabels));
    const [term, ...others] = pod.requiredAffinity;
    if (term && others.length === 0) countMeant(term, cluster, this.wanted, 1);
    else if (term)
      for (const { node, pods } of cluster.nodes) for (const other of pods) this.#countWanted(other, node, 1);
    for (const each of pod.requiredAntiAffinity) countMeant(each, cluster, this.shunned, 1);
    for (const { term: each, byNode } of cluster.affinity.terms('requiredAntiAffinity')) {
      if (!termMatches(each, pod.pod, cluster.namespaceLabels)) continue;
      for (const [name, count] of byNode) {
        const info = cluster.node(name);
        if (info) this.shuns.add(each.topologyKey, info.node, count);
      }
    }
  }

  /** No Node can fail. */
  get isIdle(): boolean {
    const { requiredAffinity, requiredAntiAffinity } = this.#pod;
    return requiredAffinity.length === 0 && requiredAntiAffinity.length === 0 && this.shuns.isEmpty;
  }

  /** Whether the Node lies near the Pods that the Pod wants; the first of a group that wants itself may go anywhere. */
  isNear(node: Node): boolean {
    const { requiredAffinity } = this.#pod;
    if (requiredAffinity.length === 0) return true;
    const labels = node.metadata?.labels ?? {};
    if (requiredAffinity.some(({ topologyKey }) => labels[topologyKey] === undefined)) return false;
    if (requiredAffinity.every(({ topologyKey }) => this.wanted.of(topologyKey, node) > 0)) return true;
    return this.wanted.isEmpty && this.#wantsItself;
  }

  /** Counts with a Pod on a Node that is not there, or without one that is. */
  count(other: PodInfo, node: Node, by: 1 | -1): void {
    const { requiredAntiAffinity, pod } = this.#pod;
    const { namespaceLabels } = this.#cluster;
    this.#countWanted(other, node, by);
    for (const term of requiredAntiAffinity) {
      if (termMatches(term, other.pod, namespaceLabels)) this.shunned.add(term.topologyKey, node, by);
    }
    for (const term of other.requiredAntiAffinity) {
      if (termMatches(term, pod, namespaceLabels)) this.shuns.add(term.topologyKey, node, by);
    }
  }

  #countWanted(other: PodInfo, node: Node, by: 1 | -1): void {
    const { requiredAffinity } = this.#pod;
    const isWanted = requiredAffinity.every((term) => termMatches(term, other.pod, this.#cluster.namespaceLabels));
    if (isWanted) for (const { topologyKey } of requiredAffinity) this.wanted.add(topologyKey, node, by);
  }
}
