import type { Node, NodeSelectorTerm, PersistentVolume, PodSpec } from './generated/objects.ts';
import { matchesNodeTerm } from './nodeSelector.ts';

/** Whether a Pod's `nodeSelector` and required node affinity allow a Node. */
export function selectsNode(spec: PodSpec, node: Node): boolean {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!spec.nodeSelector && !required) return true;
  const labels = node.metadata?.labels ?? {};
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (labels[key] !== value) return false;
  return !required || matchesAnyTerm(required.nodeSelectorTerms, node);
}

/** The terms are alternatives; one without any condition matches nothing. */
function matchesAnyTerm(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some((term) => matchesTerm(term, node));
}

/** Whether a term matches: all of its conditions together. */
export function matchesTerm(term: NodeSelectorTerm, { metadata = {} }: Node): boolean {
  return matchesNodeTerm(term, { name: metadata.name ?? '', labels: metadata.labels ?? {} });
}

/** Whether a volume can be used on a Node. */
export function isReachable({ spec }: PersistentVolume, node: Node): boolean {
  const required = spec?.nodeAffinity?.required;
  return !required || matchesAnyTerm(required.nodeSelectorTerms, node);
}
