import type { TopologySpreadConstraint } from '../../api/generated/objects.ts';
import { formatSelector } from '../../api/labels.ts';
import type { DescribeText } from './describeText.ts';

/** How Pods are to be spread, a constraint on each line; nothing where there is none. */
export function describeTopologySpread(
  text: DescribeText,
  constraints: readonly TopologySpreadConstraint[],
  indent = '',
): void {
  if (constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  const words = sorted.map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
    const rule = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded`;
    return labelSelector ? `${rule} for selector ${formatSelector(labelSelector)}` : rule;
  });
  text.column(`${indent}Topology Spread Constraints`, words);
}
