import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../api/generated/objects.ts';

/** Whether a Pod's `nodeSelector` and required node affinity allow a Node. */
export function selectsNode(spec: PodSpec, node: Node): boolean {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!spec.nodeSelector && !required) return true;
  const labels = node.metadata?.labels ?? {};
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (labels[key] !== value) return false;
  return !required || matchesAnyTerm(required.nodeSelectorTerms, node);
}

/** The terms are alternatives; one without any condition matches nothing. */
export function matchesAnyTerm(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some((term) => matchesTerm(term, node));
}

/** Whether a term matches: all of its conditions together. */
export function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const labels = node.metadata?.labels ?? {};
  return (
    matchExpressions.every((requirement) => matches(requirement, labels[requirement.key])) &&
    matchFields.every((requirement) => requirement.key === 'metadata.name' && matches(requirement, node.metadata?.name))
  );
}

function matches({ operator, values = [] }: NodeSelectorRequirement, actual: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
    case 'Gt':
    case 'Lt': {
      const [have, limit] = [integer(actual), integer(values[0])];
      if (have === undefined || limit === undefined) return false;
      return operator === 'Gt' ? have > limit : have < limit;
    }
    default:
      return false;
  }
}

/** A label that is no whole number is neither greater nor less than one. */
function integer(text: string | undefined): bigint | undefined {
  return text !== undefined && /^[-+]?\d{1,19}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
}
