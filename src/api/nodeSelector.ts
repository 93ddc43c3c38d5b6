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
    expressions.every((requirement) => matches(requirement, own(labels, requirement.key))) &&
    fields.every((requirement) => requirement.key === 'metadata.name' && matches(requirement, name))
  );
}

/** A label's value: `constructor` and the like are labels only where somebody has set them. */
function own(labels: NamedNode['labels'], key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
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
