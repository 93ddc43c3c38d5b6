import type { LabelSelector, Pod, PodAffinityTerm } from '../generated/objects.ts';

interface WithKeys {
  labelSelector?: LabelSelector;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
}

/** A new Pod's selectors take the values of the labels that `matchLabelKeys` names (KEP-3633, KEP-3243). */
export function mergeMatchLabelKeys(pod: Pod): void {
  const { affinity, topologySpreadConstraints = [] } = pod.spec ?? {};
  const labels = pod.metadata?.labels ?? {};
  const terms: PodAffinityTerm[] = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((side) => [
    ...(side?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(side?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => term.podAffinityTerm),
  ]);
  for (const holder of [...terms, ...topologySpreadConstraints]) if (holder) merge(holder, labels);
}

function merge(holder: WithKeys, labels: Record<string, string>): void {
  const { labelSelector: selector, matchLabelKeys = [], mismatchLabelKeys = [] } = holder;
  if (!selector) return;
  const add = (key: string, operator: string): void => {
    const value = labels[key];
    if (value === undefined) return;
    const expressions = selector.matchExpressions ?? [];
    if (expressions.some((e) => e.key === key && e.operator === operator && e.values?.[0] === value)) return;
    selector.matchExpressions = [...expressions, { key, operator, values: [value] }];
  };
  for (const key of matchLabelKeys) add(key, 'In');
  for (const key of mismatchLabelKeys) add(key, 'NotIn');
}
