import type { Random } from '../random.ts';
import type { ClusterState } from './clusterState.ts';
import type { NodeInfo } from './nodeInfo.ts';
import type { ScorePlugin } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';

/** The sum of all plugins' ratings for each Node, in the order of the Nodes. */
export function totalScores(
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  cluster: ClusterState,
  plugins: readonly ScorePlugin[],
): readonly number[] {
  const totals = new Array<number>(nodes.length).fill(0);
  for (const plugin of plugins) {
    const rating = plugin.rate(pod, nodes, cluster);
    if (!rating) continue;
    const scores = nodes.map((node) => rating.score(node));
    rating.normalize?.(scores);
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] ?? 0) + plugin.weight * (scores[i] ?? 0);
  }
  return totals;
}

/** The Node with the highest total; among several one is drawn, as kube-scheduler does. */
export function bestNode(
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  cluster: ClusterState,
  plugins: readonly ScorePlugin[],
  random: Random,
): NodeInfo | undefined {
  if (nodes.length <= 1) return nodes[0];
  const totals = totalScores(pod, nodes, cluster, plugins);
  let highest = Number.NEGATIVE_INFINITY;
  for (const total of totals) if (total > highest) highest = total;
  return random.pick(nodes.filter((_, i) => totals[i] === highest));
}
