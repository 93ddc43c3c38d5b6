import { decodeBase64 } from '../base64Text.ts';
import { type Argument, type Pipeline, parseGoTemplate, type TemplateNode, TemplateProblem } from './goTemplateTree.ts';
import { goText } from './goValue.ts';

/** A Go template, ready to be filled: the common part of `text/template`, with kubectl's `exists` and `base64decode`. */
export type GoTemplate = readonly TemplateNode[];

/** Reads a template; throws a `TemplateProblem`. */
export function readGoTemplate(text: string): GoTemplate {
  return parseGoTemplate(text);
}

/** What the template makes of a value; throws a `TemplateProblem`. */
export function printGoTemplate(template: GoTemplate, root: unknown): string {
  return render(template, root, new Scope(undefined, [['$', root]]));
}

class Scope {
  readonly #values: Map<string, unknown>;
  readonly #outer: Scope | undefined;

  constructor(outer: Scope | undefined, values: readonly (readonly [string, unknown])[] = []) {
    this.#outer = outer;
    this.#values = new Map(values);
  }

  get(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name);
    if (!this.#outer) throw new TemplateProblem(`undefined variable ${JSON.stringify(name)}`);
    return this.#outer.get(name);
  }

  declare(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  assign(name: string, value: unknown): void {
    if (this.#values.has(name) || !this.#outer) this.#values.set(name, value);
    else this.#outer.assign(name, value);
  }
}

function render(nodes: readonly TemplateNode[], dot: unknown, scope: Scope): string {
  let text = '';
  for (const node of nodes) {
    if (node.kind === 'text') text += node.text;
    else if (node.kind === 'value') {
      const value = evaluate(node.pipeline, dot, scope);
      if (node.pipeline.variables.length === 0) text += goText(value);
    } else if (node.kind === 'range') text += renderRange(node, dot, scope);
    else {
      const inner = new Scope(scope);
      const value = evaluate(node.pipeline, dot, inner);
      if (isTrue(value)) text += render(node.body, node.kind === 'with' ? value : dot, inner);
      else text += render(node.orElse, dot, inner);
    }
  }
  return text;
}

function renderRange(
  node: Extract<TemplateNode, { kind: 'range' | 'if' | 'with' }>,
  dot: unknown,
  scope: Scope,
): string {
  const value = evaluate({ ...node.pipeline, variables: [] }, dot, scope);
  const entries = rangeEntries(value);
  if (entries.length === 0) return render(node.orElse, dot, scope);
  const { variables } = node.pipeline;
  return entries
    .map(([key, item]) => {
      const inner = new Scope(scope);
      if (variables.length === 1) inner.declare(variables[0] as string, item);
      if (variables.length === 2) {
        inner.declare(variables[0] as string, key);
        inner.declare(variables[1] as string, item);
      }
      return render(node.body, item, inner);
    })
    .join('');
}

function rangeEntries(value: unknown): [unknown, unknown][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  if (typeof value === 'object') return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (typeof value === 'number') return Array.from({ length: value }, (_item, index) => [index, index]);
  throw new TemplateProblem(`range can't iterate over ${goText(value)}`);
}

function evaluate(pipeline: Pipeline, dot: unknown, scope: Scope): unknown {
  let value: unknown;
  pipeline.commands.forEach((command, index) => {
    value = runCommand(command, dot, scope, index > 0 ? [value] : []);
  });
  for (const name of pipeline.variables) {
    if (pipeline.assigns === 'new') scope.declare(name, value);
    else scope.assign(name, value);
  }
  return value;
}

function runCommand(command: readonly Argument[], dot: unknown, scope: Scope, piped: readonly unknown[]): unknown {
  const [first, ...rest] = command;
  if (first?.kind === 'function') {
    const run = Object.hasOwn(functions, first.name) ? functions[first.name] : undefined;
    if (!run) throw new TemplateProblem(`function ${JSON.stringify(first.name)} not defined`);
    return run([...rest.map((argument) => argumentValue(argument, dot, scope)), ...piped]);
  }
  if (rest.length > 0 || piped.length > 0) throw new TemplateProblem("can't give argument to non-function");
  return first && argumentValue(first, dot, scope);
}

function argumentValue(argument: Argument, dot: unknown, scope: Scope): unknown {
  if (argument.kind === 'literal') return argument.value;
  if (argument.kind === 'function') return runCommand([argument], dot, scope, []);
  const { start } = argument;
  let value: unknown =
    start === 'dot' ? dot : 'variable' in start ? scope.get(start.variable) : evaluate(start.pipeline, dot, scope);
  for (const field of argument.fields) {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw new TemplateProblem(`can't evaluate field ${field} in type interface {}`);
    }
    value = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined;
  }
  return value;
}

function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function order(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) throw new TemplateProblem('incompatible types for comparison');
  return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}

const functions: Readonly<Record<string, (values: unknown[]) => unknown>> = {
  and: (values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (values) => values.find(isTrue) ?? values.at(-1),
  not: ([value]) => !isTrue(value),
  eq: ([first, ...others]) => others.some((other) => first === other),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  len: ([value]) =>
    typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys((value ?? {}) as object).length,
  index: ([value, ...keys]) => keys.reduce(elementAt, value),
  slice: ([value, from, to]) => (value as string).slice((from as number) ?? 0, to as number | undefined),
  print: (values) => values.map((value) => goText(value)).join(''),
  println: (values) => `${values.map((value) => goText(value)).join(' ')}\n`,
  printf: ([format, ...values]) => formatted(String(format), values),
  exists: ([value, ...keys]) => {
    let here = value;
    for (const key of keys) {
      if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key as string)) return false;
      here = (here as Record<string, unknown>)[key as string];
    }
    return true;
  },
  base64decode: ([value]) => decodeBase64(String(value)),
};

function elementAt(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    if (typeof key === 'number' && key >= 0 && key < value.length) return value[key];
    throw new TemplateProblem(`error calling index: index out of range: ${goText(key)}`);
  }
  if (typeof value !== 'object' || value === null)
    throw new TemplateProblem('error calling index: index of untyped nil');
  return Object.hasOwn(value, String(key)) ? (value as Record<string, unknown>)[String(key)] : undefined;
}

function formatted(format: string, values: readonly unknown[]): string {
  let next = 0;
  return format.replace(
    /%(-?)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_all, left: string, width: string, digits: string, verb: string) => {
      if (verb === '%') return '%';
      const value = values[next++];
      const text =
        verb === 'q'
          ? JSON.stringify(goText(value))
          : digits && verb === 'f'
            ? Number(value).toFixed(Number(digits))
            : goText(value);
      return left ? text.padEnd(Number(width || 0)) : text.padStart(Number(width || 0));
    },
  );
}
