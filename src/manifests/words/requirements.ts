import { code } from '../markdown.ts';
import { listing } from './listing.ts';

/** A requirement on a label, as selectors and affinities have it. */
export interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** One requirement in words: "`tier` is `web` or `api`". */
export function requirementText({ key = '', operator = '', values = [] }: Requirement): string {
  const label = code(key);
  const any = listing(
    values.map((value) => code(String(value) || '""')),
    'or',
  );
  switch (operator) {
    case 'In':
      return `${label} is ${any}`;
    case 'NotIn':
      return `${label} is not ${any} (or is missing)`;
    case 'Exists':
      return `there is a label ${label}`;
    case 'DoesNotExist':
      return `there is no label ${label}`;
    case 'Gt':
      return `${label} is greater than ${any}`;
    case 'Lt':
      return `${label} is less than ${any}`;
    default:
      return `${label} ${code(operator)} ${any}`;
  }
}

/** Labels that must all be there: "`app` is `web` and `tier` is `front`". */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return listing(Object.entries(labels).map(([key, value]) => `${code(key)} is ${code(String(value) || '""')}`));
}

/** A label selector in words; '' for one that asks nothing. */
export function selectorText(selector: {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Requirement[];
}): string {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  return listing([...labels, ...(selector.matchExpressions ?? [])].map(requirementText));
}
