import type { Expectation } from './lab.ts';
import type { Sight } from './sources/source.ts';
import { parseValuePath, valuesAt } from './valuePath.ts';
import type { YamlValue } from './yamlFields.ts';

/** One way to compare: how its value is read from a lab, when it holds, and how it is said. */
interface Operator<Name extends Expectation['operator']> {
  read(value: YamlValue): Extract<Expectation, { operator: Name }>['value'] | undefined;
  holds(sight: Sight, wanted: Extract<Expectation, { operator: Name }>['value']): boolean;
  /** Completes "It should …". */
  say(wanted: Extract<Expectation, { operator: Name }>['value']): string;
}

/** Longer texts are searched in their last part only. */
const searchLimit = 200_000;

const operators: { readonly [Name in Expectation['operator']]: Operator<Name> } = {
  equals: {
    read: (value) => value.scalar(),
    holds: ({ values }, wanted) => values.some((value) => value === wanted),
    say: (wanted) => `be ${quote(wanted)}`,
  },
  exists: {
    read: (value) => value.flag(),
    holds: ({ values }, wanted) => values.length > 0 === wanted,
    say: (wanted) => (wanted ? 'be there' : 'not be there'),
  },
  matches: {
    read: (value) => {
      const pattern = value.text();
      if (pattern === undefined) return undefined;
      return regularExpression(pattern) ? pattern : value.problem('This is not a regular expression.');
    },
    holds: ({ values }, wanted) => values.some((value) => regularExpression(wanted)?.test(textOf(value)) === true),
    say: (wanted) => `match ${quote(wanted)}`,
  },
  contains: {
    read: (value) => value.scalar(),
    holds: ({ values }, wanted) => values.some((value) => containsValue(value, wanted)),
    say: (wanted) => `contain ${quote(wanted)}`,
  },
  lacks: {
    read: (value) => value.scalar(),
    holds: ({ values, root }, wanted) => root !== undefined && !values.some((value) => containsValue(value, wanted)),
    say: (wanted) => `not contain ${quote(wanted)}`,
  },
  atLeast: {
    read: (value) => value.number(),
    holds: ({ values }, wanted) => values.some((value) => typeof value === 'number' && value >= wanted),
    say: (wanted) => `be ${wanted} or more`,
  },
  sharesWith: {
    read: (value) => {
      const path = value.text();
      if (path === undefined) return undefined;
      return parseValuePath(path) ? path : value.problem('This is not a path such as spec.volumes[0].name.');
    },
    holds: ({ values, root }, wanted) => {
      const path = parseValuePath(wanted);
      const others = path ? valuesAt(root, path) : [];
      return values.some((value) => others.includes(value));
    },
    say: (wanted) => `be the same as ${wanted}`,
  },
};

/** The operators' names, as a lab writes them. */
export const operatorNames = Object.keys(operators) as Expectation['operator'][];

/** Reads the value behind an operator's name. */
export function readExpectation(name: Expectation['operator'], value: YamlValue): Expectation | undefined {
  const wanted = operators[name].read(value);
  return wanted === undefined ? undefined : ({ operator: name, value: wanted } as Expectation);
}

/** Whether what was found is what was expected. */
export function holds(sight: Sight, { operator, value }: Expectation): boolean {
  return (operators[operator] as Operator<Expectation['operator']>).holds(sight, value as never);
}

/** What was expected, to follow "It should". */
export function sayExpectation({ operator, value }: Expectation): string {
  return (operators[operator] as Operator<Expectation['operator']>).say(value as never);
}

/** A value as a finding shows it: short, on one line, strings in quotes. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value.trim().replace(/\s+/g, ' ')}"` : textOf(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function containsValue(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value)) return value.includes(wanted);
  return textOf(value).slice(-searchLimit).includes(String(wanted));
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.slice(-searchLimit);
}

function regularExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'mu');
  } catch {
    return undefined;
  }
}
