import type { TermKind } from '../affinityIndex.ts';
import { termMatches } from '../affinityTerm.ts';
import type { ScorePlugin } from '../plugin.ts';
import { countMeant } from '../podsNear.ts';
import { maxScore } from '../rating.ts';
import { TopologyCounts } from '../topologyCounts.ts';

/** A required affinity of a Pod that is there draws others a little, too. */
const requiredAffinityWeight = 1;
/** What the terms of the Pods that are there do to one that they mean. */
const draws: readonly (readonly [TermKind, number])[] = [
  ['preferredAffinity', 1],
  ['preferredAntiAffinity', -1],
  ['requiredAffinity', requiredAffinityWeight],
];

/** Prefers to be near to the Pods that a Pod would like near, or that would like it near, and far from the others. */
export const interPodAffinityScore: ScorePlugin = {
  name: 'InterPodAffinity',
  weight: 2,
  rate: (pod, _nodes, cluster) => {
    const draw = new TopologyCounts();
    for (const { term, weight } of pod.preferredAffinity) countMeant(term, cluster, draw, weight);
    for (const { term, weight } of pod.preferredAntiAffinity) countMeant(term, cluster, draw, -weight);
    for (const [kind, factor] of draws) {
      for (const { term, byNode } of cluster.affinity.terms(kind)) {
        if (!termMatches(term, pod.pod, cluster.namespaceLabels)) continue;
        for (const [name, amount] of byNode) {
          const info = cluster.node(name);
          if (info) draw.add(term.topologyKey, info.node, factor * amount);
        }
      }
    }
    if (draw.isEmpty) return undefined;
    return {
      score: ({ node }) => {
        let sum = 0;
        for (const amount of draw.allOf(node)) sum += amount;
        return sum;
      },
      normalize: spread,
    };
  },
};

/** The smallest sum becomes 0, the largest 100. */
function spread(scores: number[]): void {
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    scores[i] = most === least ? 0 : Math.trunc((maxScore * (score - least)) / (most - least));
  }
}
