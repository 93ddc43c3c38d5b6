import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../../api/generated/objects.ts';
import type { Filter } from '../plugin.ts';

/**
 * Plugin NodeAffinity: `nodeSelector` and the required node affinity
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/).
 */
export const nodeAffinity: Filter = (pod, { node }) => {
  const labels = node.metadata.labels ?? {};
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const fits =
    selector.every(([key, value]) => labels[key] === value) &&
    (!required || required.nodeSelectorTerms.some((term) => matchesTerm(term, labels, node.metadata.name)));
  return fits ? undefined : { reasons: ["node(s) didn't match Pod's node affinity/selector"], final: true };
};

function matchesTerm(term: NodeSelectorTerm, labels: Readonly<Record<string, string>>, name: string): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((requirement) => matches(requirement, labels[requirement.key])) &&
    fields.every((requirement) => requirement.key === 'metadata.name' && matches(requirement, name))
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
      return actual !== undefined && Number(actual) > Number(values[0]);
    case 'Lt':
      return actual !== undefined && Number(actual) < Number(values[0]);
    default:
      return false;
  }
}
