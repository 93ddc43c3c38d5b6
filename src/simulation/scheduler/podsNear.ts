import { type AffinityTerm, termMatches } from './affinityTerm.ts';
import type { ClusterState } from './clusterState.ts';
import type { TopologyCounts } from './topologyCounts.ts';

/** Adds the Pods that a term means to the domains that they run in; those that are being deleted are still there. */
export function countMeant(term: AffinityTerm, cluster: ClusterState, counts: TopologyCounts, weight: number): void {
  if (!term.query) return;
  if (!term.namespaceQuery) {
    for (const namespace of term.namespaces) {
      for (const [name, pods] of cluster.podCounts(namespace, term.query, 'counted')) {
        const info = cluster.node(name);
        if (info && pods !== 0) counts.add(term.topologyKey, info.node, pods * weight);
      }
    }
    return;
  }
  for (const { node, pods } of cluster.nodes) {
    let meant = 0;
    for (const { pod } of pods) if (termMatches(term, pod, cluster.namespaceLabels)) meant += 1;
    if (meant > 0) counts.add(term.topologyKey, node, meant * weight);
  }
}
