import { termMatches, type WeightedTerm } from '../affinityTerm.ts';
import type { ScorePlugin } from '../plugin.ts';
import { maxScore } from '../rating.ts';
import { TopologyCounts } from '../topologyCounts.ts';

/** A required affinity of a Pod that is there draws others a little, too. */
const requiredAffinityWeight = 1;

/** Prefers to be near to the Pods that a Pod would like near, or that would like it near, and far from the others. */
export const interPodAffinityScore: ScorePlugin = {
  name: 'InterPodAffinity',
  weight: 2,
  rate: (pod, _nodes, cluster) => {
    const { preferredAffinity, preferredAntiAffinity } = pod;
    const { namespaceLabels } = cluster;
    const looksAround = preferredAffinity.length + preferredAntiAffinity.length > 0;
    const draw = new TopologyCounts();
    for (const info of looksAround ? cluster.nodes : cluster.nodesWithAffinity()) {
      for (const other of looksAround ? info.pods : info.podsWithAffinity) {
        const pull = (terms: readonly WeightedTerm[], target: typeof other, sign: 1 | -1): void => {
          for (const { term, weight } of terms) {
            if (termMatches(term, target.pod, namespaceLabels)) draw.add(term.topologyKey, info.node, sign * weight);
          }
        };
        pull(preferredAffinity, other, 1);
        pull(preferredAntiAffinity, other, -1);
        pull(other.preferredAffinity, pod, 1);
        pull(other.preferredAntiAffinity, pod, -1);
        pull(
          other.requiredAffinity.map((term) => ({ term, weight: requiredAffinityWeight })),
          pod,
          1,
        );
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
