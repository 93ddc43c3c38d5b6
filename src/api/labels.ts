import type { LabelSelector } from './generated/objects.ts';
import { parseLabelQuery } from './labelQuery.ts';
import { type Requirement, type RequirementOperator, requirementOf } from './labelRequirement.ts';

/** What labels must be like; all requirements hold together. Sorted by key. */
export type LabelQuery = readonly Requirement[];

/** A selector that was read: without a `problem` the query is the whole of it. */
export interface ReadSelector {
  readonly query: LabelQuery;
  /** The server's words for what is wrong. */
  readonly problem?: string;
}

type Labels = Readonly<Record<string, string>> | undefined;

/** Reads a selector as `kubectl -l` and `?labelSelector=` take it: `app=web,tier in (a,b),!canary`. */
export function parseLabelSelector(text: string): ReadSelector {
  const { query, problem } = parseLabelQuery(text);
  return problem === undefined ? { query: sorted(query) } : { query: [], problem };
}

const operators = new Map<string, RequirementOperator>([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
]);

/** The query of an object's selector. */
export function queryOf(selector: LabelSelector): ReadSelector {
  const query: Requirement[] = [];
  const wanted: [string, RequirementOperator, readonly string[]][] = Object.entries(selector.matchLabels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, '=', [value]]);
  for (const { key = '', operator = '', values } of selector.matchExpressions ?? []) {
    const known = operators.get(operator);
    if (!known) return { query: [], problem: `"${operator}" is not a valid label selector operator` };
    wanted.push([key, known, values ?? []]);
  }
  for (const [key, operator, values] of wanted) {
    const made = requirementOf(key, operator, values);
    if (typeof made === 'string') return { query: [], problem: made };
    query.push(made);
  }
  return { query: sorted(query) };
}

function sorted(query: readonly Requirement[]): LabelQuery {
  return [...query].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** Whether the labels are as the query wants them. */
export function matchesLabels(query: LabelQuery, labels: Labels): boolean {
  return query.every((requirement) => matches(requirement, labels));
}

/** Whether an object's selector selects these labels: none selects nothing, an empty one everything, a wrong one nothing. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false;
  const { query, problem } = queryOf(selector);
  return problem === undefined && matchesLabels(query, labels);
}

function matches({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'in':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    default: {
      if (value === undefined || !/^[-+]?\d+$/.test(value)) return false;
      const [have, limit] = [BigInt(value.replace('+', '')), BigInt((values[0] ?? '0').replace('+', ''))];
      return operator === 'gt' ? have > limit : have < limit;
    }
  }
}

/** The query as text, as the server prints it: what `parseLabelSelector` reads. */
export function formatLabelQuery(query: LabelQuery): string {
  return query
    .map(({ key, operator, values }) => {
      if (operator === 'exists') return key;
      if (operator === '!') return `!${key}`;
      if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${[...values].sort().join(',')})`;
      return `${key}${operator === 'gt' ? '>' : operator === 'lt' ? '<' : operator}${values[0] ?? ''}`;
    })
    .join(',');
}

/** An object's selector as kubectl prints it: `app=web,tier in (a,b)`; `<none>` for none. */
export function formatSelector(selector: LabelSelector | undefined): string {
  if (!selector) return '<none>';
  const { query, problem } = queryOf(selector);
  return problem === undefined ? formatLabelQuery(query) || '<none>' : '<error>';
}
