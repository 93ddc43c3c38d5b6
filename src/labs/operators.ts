import { readPath, valuesAtPath } from './jsonPath.ts';
import type { Expectation, Scalar } from './lab.ts';
import type { Sight } from './sources/source.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

type OperatorName = Expectation['operator'];
type Wanted<Name extends OperatorName> = Extract<Expectation, { operator: Name }>['value'];

/** What some comparisons need beside the place itself. */
export interface Beside {
  /** The learner's answer to a question. */
  readonly typed?: string | undefined;
  /** What stood there when the step was opened, as `valuesText` writes it. */
  readonly before?: string | undefined;
}

/** One way to compare: how its value is read from a lab, when it holds, and how it is said. */
interface Operator<Name extends OperatorName> {
  read(value: YamlValue): Wanted<Name> | undefined;
  /** Whether one value fits. */
  fits?(value: unknown, wanted: Wanted<Name>, sight: Sight, beside: Beside): boolean;
  /** Whether the sight as a whole is what is wanted, where it is not a matter of single values. */
  holds?(sight: Sight, wanted: Wanted<Name>, beside: Beside): boolean;
  /** What is wanted, to follow "expected". */
  say(wanted: Wanted<Name>): string;
}

/** Longer texts are searched in their last part only. */
const searchLimit = 200_000;
const matchLimit = 50_000;
/** `(a+)+` and the like, which some texts keep busy for longer than anybody waits. */
const nestedRepetition = /\((?:[^()\\]|\\.)*[*+](?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,)/;

const operators: { readonly [Name in OperatorName]: Operator<Name> } = {
  equals: {
    read: (value) => value.scalar(),
    fits: (value, wanted) => value === wanted,
    say: (wanted) => quote(wanted),
  },
  oneOf: {
    read: (value) => {
      const items = value.list()?.flatMap((item) => item.scalar() ?? []);
      return items?.length === 0 ? value.problem('This should name at least one value.') : items;
    },
    fits: (value, wanted) => wanted.includes(value as Scalar),
    say: (wanted) => wanted.map(quote).join(' or '),
  },
  exists: {
    read: (value) => value.flag(),
    holds: ({ values }, wanted) => values.length > 0 === wanted,
    say: (wanted) => (wanted ? 'something there' : 'nothing there'),
  },
  matches: {
    read: (value) => {
      const pattern = value.text();
      if (pattern === undefined) return undefined;
      if (!regularExpression(pattern)) return value.problem('This is not a regular expression.');
      return nestedRepetition.test(pattern)
        ? value.problem('A repetition inside a repetition can take for ever.')
        : pattern;
    },
    fits: (value, wanted) => regularExpression(wanted)?.test(textOf(value).slice(-matchLimit)) === true,
    say: (wanted) => `a text that matches ${wanted}`,
  },
  contains: {
    read: (value) => value.scalar(),
    fits: containsValue,
    say: (wanted) => `a text with ${quote(wanted)}`,
  },
  lacks: {
    read: (value) => value.scalar(),
    holds: ({ values, root }, wanted) => root !== undefined && !values.some((value) => containsValue(value, wanted)),
    say: (wanted) => `no text with ${quote(wanted)}`,
  },
  atLeast: {
    read: (value) => value.number(),
    fits: (value, wanted) => typeof value === 'number' && value >= wanted,
    say: (wanted) => `${wanted} or more`,
  },
  atMost: {
    read: (value) => value.number(),
    fits: (value, wanted) => typeof value === 'number' && value <= wanted,
    say: (wanted) => `${wanted} or less`,
  },
  count: {
    read: (value) => value.number(),
    holds: ({ values, root }, wanted) => root !== undefined && values.length === wanted,
    say: (wanted) => `${wanted} in number`,
  },
  sharesWith: {
    read: (value) => readPath(value),
    fits: (value, wanted, { root }) => valuesAtPath(root, wanted).includes(value),
    say: (wanted) => `the same as ${wanted}`,
  },
  answered: {
    read: (value) => (value.flag() === false ? value.problem('This is answered: true.') : true),
    fits: (value, _wanted, _sight, { typed }) => typed !== undefined && sameAnswer(typed, value),
    say: () => 'another answer',
  },
  changed: {
    read: (value) => (value.flag() === false ? value.problem('This is changed: true.') : true),
    holds: (sight, _wanted, { before }) =>
      sight.values.length > 0 && before !== undefined && valuesText(sight) !== before,
    say: () => 'something else than before',
  },
};

/** The operators' names, as a lab writes them. */
export const operatorNames = Object.keys(operators) as OperatorName[];

/** Reads the value behind an operator's name, and `every` beside it. */
export function readExpectation(name: OperatorName, value: YamlValue, beside: YamlFields): Expectation | undefined {
  const wanted = operators[name].read(value);
  const every = beside.get('every');
  const asksAll = every?.flag() ?? false;
  if (asksAll && !operators[name].fits) return every?.problem(`${name} does not look at single values.`);
  if (wanted === undefined) return undefined;
  return { operator: name, value: wanted, ...(asksAll && { every: true }) } as Expectation;
}

/** What was found, for a later comparison. */
export function valuesText({ values }: Sight): string {
  return JSON.stringify(values);
}

/** Whether what was found is what was expected. */
export function holds(sight: Sight, expectation: Expectation, beside: Beside): boolean {
  const { operator, value, every } = expectation;
  const { fits, holds: holdsWhole } = operators[operator] as Operator<OperatorName>;
  if (holdsWhole) return holdsWhole(sight, value as never, beside);
  const one = (found: unknown): boolean => fits?.(found, value as never, sight, beside) === true;
  return every ? sight.values.length > 0 && sight.values.every(one) : sight.values.some(one);
}

/** Operators whose values are an author's words, and say nothing to a learner for whom the author has written a sentence. */
const authorsOperators: ReadonlySet<OperatorName> = new Set(['matches', 'sharesWith', 'exists', 'lacks', 'changed']);

/** Whether what is expected can be told to a learner as it is. */
export function isPlain({ operator, value }: Expectation): boolean {
  // A condition of Kubernetes is a text; it reads like a riddle.
  return !authorsOperators.has(operator) && value !== 'True' && value !== 'False';
}

/** What was expected, in words. */
export function sayExpectation({ operator, value, every }: Expectation): string {
  const said = (operators[operator] as Operator<OperatorName>).say(value as never);
  return every ? `${said}, for all` : said;
}

/** A value as a finding shows it: short, on one line, strings in quotes. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `“${value.trim().replace(/\s+/g, ' ')}”` : textOf(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

/** People write `2`, `"2"` or `2 `; Kubernetes writes names in small letters. */
function sameAnswer(typed: string, value: unknown): boolean {
  const plain = (text: string): string =>
    text
      .trim()
      .replace(/^["'`]|["'`.]$/g, '')
      .toLowerCase();
  return plain(typed) === plain(typeof value === 'string' ? value : textOf(value));
}

function containsValue(value: unknown, wanted: unknown): boolean {
  // A list of single values has one of them or not; anything else is searched as text.
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.includes(wanted);
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
