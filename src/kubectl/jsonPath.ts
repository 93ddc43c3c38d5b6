import { escapedJson } from './lastApplied.ts';

/** One step from a set of values to the next. */
type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly kind: 'union'; readonly steps: readonly Step[] }
  | { readonly kind: 'filter'; readonly left: Operand; readonly operator?: string; readonly right?: Operand };

type Operand = { readonly path: readonly Step[] } | { readonly value: unknown };

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] };

/** A template of kubectl's JSONPath dialect, ready to be used; or what is wrong with it. */
export interface JsonPathTemplate {
  readonly parts: readonly Part[];
  readonly problem?: string;
}

/** Reads `{.items[*].metadata.name}`; text outside the braces stays text. */
export function parseJsonPath(template: string): JsonPathTemplate {
  const stack: { steps: readonly Step[]; body: Part[] }[] = [{ steps: [], body: [] }];
  const top = () => stack[stack.length - 1] as { steps: readonly Step[]; body: Part[] };
  const pieces = template.match(/\{(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^}"'])*\}|[^{]+|\{/g) ?? [];
  for (const piece of pieces) {
    if (piece === '{') return { parts: [], problem: 'unclosed action' };
    if (!piece.startsWith('{')) {
      top().body.push({ kind: 'text', text: piece });
      continue;
    }
    const inner = piece.slice(1, -1).trim();
    if (inner === 'end') {
      const range = stack.length > 1 ? stack.pop() : undefined;
      if (!range) return { parts: [], problem: 'not in range, nothing to end' };
      top().body.push({ kind: 'range', ...range });
      continue;
    }
    const quoted = /^(["'])([\s\S]*)\1$/.exec(inner);
    if (quoted) {
      top().body.push({ kind: 'text', text: unescapeText(quoted[2] ?? '') });
      continue;
    }
    const isRange = /^range\s/.test(inner);
    for (const [index, text] of (isRange ? [inner.slice(5).trim()] : splitPaths(inner)).entries()) {
      const steps = parseSteps(text);
      if (!steps) return { parts: [], problem: `unrecognized character in action: ${JSON.stringify(text)}` };
      if (isRange) stack.push({ steps, body: [] });
      else {
        if (index > 0) top().body.push({ kind: 'text', text: ' ' });
        top().body.push({ kind: 'path', steps });
      }
    }
  }
  if (stack.length > 1) return { parts: [], problem: 'unclosed action: range' };
  return { parts: top().body };
}

/** The text that the template makes of a value: several results are separated by blanks. */
export function printJsonPath(
  template: JsonPathTemplate,
  root: unknown,
  missingKeys: 'leave out' | 'fail' = 'leave out',
): { text: string; problem?: string } {
  let problem: string | undefined;
  const render = (parts: readonly Part[], current: unknown): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return part.text;
        const found = walk([current], part.steps, (what, why) => {
          if (why !== 'missing key' || missingKeys === 'fail') problem ??= what;
        });
        if (part.kind === 'range') return found.map((value) => render(part.body, value)).join('');
        return found.map(valueText).join(' ');
      })
      .join('');
  const text = render(template.parts, root);
  return { text, ...(problem !== undefined && { problem }) };
}

/** The values at a path such as `.metadata.name` or `{.metadata.name}`; missing ones are left out. */
export function valuesAt(template: JsonPathTemplate, root: unknown): unknown[] {
  return template.parts.flatMap((part) => (part.kind === 'path' ? walk([root], part.steps, () => {}) : []));
}

/** `.metadata.name` and `metadata.name` as kubectl takes them where a lone path is wanted. */
export function relaxedJsonPath(text: string): JsonPathTemplate {
  if (text.startsWith('{')) return parseJsonPath(text);
  return parseJsonPath(`{${text.startsWith('.') || text.startsWith('[') ? text : `.${text}`}}`);
}

function unescapeText(text: string): string {
  const letters: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return text.replace(/\\(.)/g, (_all, letter: string) => letters[letter] ?? letter);
}

function splitPaths(text: string): string[] {
  // A bracket that is never closed stays in its path, where it is a mistake.
  return text.match(/(?:\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|\S)+/g) ?? [text];
}

function parseSteps(text: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = text.replace(/^[$@]/, '');
  if (rest !== '' && !/^[.[]/.test(rest)) rest = `.${rest}`;
  while (rest !== '') {
    const field = /^\.((?:\\.|[^.[\]\s\\])+)/.exec(rest);
    const bracket = /^\[((?:"[^"]*"|'[^']*'|[^\]"'])*)\]/.exec(rest);
    if (rest.startsWith('..')) {
      steps.push({ kind: 'recursive' });
      rest = rest.slice(rest.charAt(2) === '[' ? 2 : 1);
    } else if (field) {
      const name = (field[1] ?? '').replace(/\\(.)/g, '$1');
      steps.push(name === '*' ? { kind: 'wildcard' } : { kind: 'field', name });
      rest = rest.slice(field[0].length);
    } else if (bracket) {
      const step = parseBracket((bracket[1] ?? '').trim());
      if (!step) return undefined;
      steps.push(step);
      rest = rest.slice(bracket[0].length);
    } else if (rest === '.') rest = '';
    else return undefined;
  }
  return steps;
}

function parseBracket(inner: string): Step | undefined {
  const filter = /^\?\(([\s\S]*)\)$/.exec(inner);
  if (filter) return parseFilter((filter[1] ?? '').trim());
  if (inner === '*') return { kind: 'wildcard' };
  if (/^-?\d+$/.test(inner)) return { kind: 'index', index: Number(inner) };
  const slice = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(inner);
  if (slice) {
    return {
      kind: 'slice',
      ...(slice[1] && { from: Number(slice[1]) }),
      ...(slice[2] && { to: Number(slice[2]) }),
      by: Math.max(1, Number(slice[3] ?? 1)),
    };
  }
  const quoted = /^(["'])([^"']*)\1$/.exec(inner);
  if (quoted) return { kind: 'field', name: quoted[2] ?? '' };
  if (!inner.includes(',')) return undefined;
  const steps = inner.split(',').map((part) => parseBracket(part.trim()));
  return steps.every((step) => step !== undefined) ? { kind: 'union', steps } : undefined;
}

function parseFilter(text: string): Step | undefined {
  const match = /^((?:"[^"]*"|'[^']*'|[^=!<>"'])+?)\s*(==|!=|<=|>=|<|>)\s*([\s\S]+)$/.exec(text);
  const left = parseOperand(match ? (match[1] ?? '') : text);
  if (!left) return undefined;
  if (!match) return { kind: 'filter', left };
  const right = parseOperand(match[3] ?? '');
  return right && { kind: 'filter', left, operator: match[2] ?? '==', right };
}

function parseOperand(text: string): Operand | undefined {
  const trimmed = text.trim();
  if (/^[@$.]/.test(trimmed)) {
    const path = parseSteps(trimmed);
    return path && { path };
  }
  const quoted = /^(["'])([\s\S]*)\1$/.exec(trimmed);
  if (quoted) return { value: unescapeText(quoted[2] ?? '') };
  if (trimmed === 'true' || trimmed === 'false') return { value: trimmed === 'true' };
  return trimmed !== '' && !Number.isNaN(Number(trimmed)) ? { value: Number(trimmed) } : undefined;
}

/** Hears of a path that leads nowhere. */
type ProblemListener = (what: string, why: 'missing key' | 'missing index') => void;

function walk(values: readonly unknown[], steps: readonly Step[], onProblem: ProblemListener): unknown[] {
  let current = [...values];
  for (const step of steps) current = current.flatMap((value) => take(value, step, onProblem));
  return current;
}

function take(value: unknown, step: Step, onProblem: ProblemListener): unknown[] {
  switch (step.kind) {
    case 'field':
      if (isRecord(value) && Object.hasOwn(value, step.name)) return [value[step.name]];
      onProblem(`${step.name} is not found`, 'missing key');
      return [];
    case 'wildcard':
      return childrenOf(value);
    case 'recursive':
      return [value, ...childrenOf(value).flatMap((child) => take(child, step, onProblem))];
    case 'index': {
      if (!Array.isArray(value)) return [];
      const index = step.index < 0 ? value.length + step.index : step.index;
      if (index in value) return [value[index]];
      onProblem(`array index out of bounds: index ${step.index}, length ${value.length}`, 'missing index');
      return [];
    }
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to).filter((_item, at) => at % step.by === 0) : [];
    case 'union':
      return step.steps.flatMap((one) => take(value, one, onProblem));
    case 'filter':
      return Array.isArray(value) ? value.filter((item) => holds(item, step)) : [];
  }
}

function holds(item: unknown, step: Extract<Step, { kind: 'filter' }>): boolean {
  const left = operandValue(item, step.left);
  if (!step.operator || !step.right) return left !== undefined;
  const right = operandValue(item, step.right);
  if (left === undefined || right === undefined) return false;
  if (step.operator === '==') return left === right;
  if (step.operator === '!=') return left !== right;
  if (typeof left !== typeof right) return false;
  const order = (left as string) < (right as string) ? -1 : (left as string) > (right as string) ? 1 : 0;
  if (step.operator === '<') return order < 0;
  if (step.operator === '<=') return order <= 0;
  return step.operator === '>' ? order > 0 : order >= 0;
}

function operandValue(item: unknown, operand: Operand): unknown {
  return 'path' in operand ? walk([item], operand.path, () => {})[0] : operand.value;
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value)
    ? Object.keys(value)
        .sort()
        .map((key) => value[key])
    : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : escapedJson(value);
}
