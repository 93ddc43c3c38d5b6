import type { NodeSelectorRequirement, NodeSelectorTerm } from './generated/objects.ts';

/** What a term asks about: a Node's name and labels. */
export interface NamedNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether a Node is one of those that a term of a node selector chooses; an empty term chooses none. */
export function matchesNodeTerm(term: NodeSelectorTerm, { name, labels }: NamedNode): boolean {
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
