import type { ParameterExpansionPart, ParameterOperation, Word, WordPart } from 'unbash';
import { held, WorkLimit } from '../exhaustion.ts';
import type { Run } from '../syscalls.ts';
import { expandElements } from './arrays.ts';
import type { FieldCollector } from './fields.ts';
import { compilePattern, matchEnd, matches, type Pattern, reversed } from './pattern.ts';
import type { Shell } from './shell.ts';

/** How the words within an expansion are expanded. */
export interface WordExpander {
  text(shell: Shell, word: Word): Run<string>;
  pattern(shell: Shell, word: Word): Run<string>;
  parts(shell: Shell, parts: readonly WordPart[], collector: FieldCollector, quoting: Quoting): Run<void>;
  arithmetic(shell: Shell, text: string): Run<string>;
}

type Quoting = 'quoted' | 'unquoted';

/** The value of `$name`, also of the special ones; '' where it is not set, or the end of the script under `set -u`. */
export function* parameterValue(shell: Shell, name: string): Run<string> {
  const value = lookUp(shell, name);
  if (value === undefined && shell.options.has('u')) yield* shell.fail(`${name}: parameter not set`);
  return value ?? '';
}

function lookUp(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(shell.status);
    case '#':
      return String(shell.parameters.length);
    case '$':
      return String(shell.mainPid);
    case '!':
      return shell.lastBackground === undefined ? '' : String(shell.lastBackground);
    case '-':
      return [...shell.options].filter((option) => option.length === 1).join('');
    case '@':
    case '*':
      return shell.parameters.length === 0 ? undefined : shell.parameters.join(' ');
    case '0':
      return shell.name;
  }
  const first = name.charCodeAt(0);
  if (first >= 48 && first <= 57) return shell.parameters[Number(name) - 1];
  return shell.arrays.get(name)?.get(0) ?? shell.get(name);
}

/** `${name}` with whatever operation is written in it. */
export function* expandParameter(
  shell: Shell,
  part: ParameterExpansionPart,
  collector: FieldCollector,
  quoting: Quoting,
  words: WordExpander,
): Run<void> {
  const { parameter: name, operation, prefix } = part;
  const quoted = quoting === 'quoted';
  if (part.index && shell.dialect === 'bash') {
    yield* expandElements(shell, part, collector, quoting, words);
    return;
  }
  if (part.index || prefix === '!' || (name === '' && !prefix)) yield* shell.fail('syntax error: bad substitution');
  if (prefix === '#') {
    const length = name === '@' || name === '*' ? shell.parameters.length : (yield* parameterValue(shell, name)).length;
    collector.addQuoted(String(length));
    return;
  }
  if (!operation) {
    if (name === '@' || name === '*') addAllParameters(shell, name, collector, quoting);
    else addText(collector, yield* parameterValue(shell, name), quoted);
    return;
  }
  if (operation.type === 'Default') {
    const value = lookUp(shell, name);
    const present = operation.operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    const kind = operation.operator.slice(-1);
    if (present !== (kind === '+')) {
      if (kind === '+') return;
      if (name === '@' || name === '*') addAllParameters(shell, name, collector, quoting);
      else addText(collector, value as string, quoted);
    } else if (kind === '=') {
      const text = yield* words.text(shell, operation.operand);
      yield* shell.set(name, text);
      addText(collector, text, quoted);
    } else if (kind === '?') {
      const text = yield* words.text(shell, operation.operand);
      yield* shell.fail(`${name}: ${text === '' ? 'parameter not set' : text}`);
    } else yield* addOperand(shell, operation.operand, collector, quoting, words);
    return;
  }
  const value = yield* parameterValue(shell, name);
  addText(collector, yield* changed(shell, value, operation, words), quoted);
}

/** `$@` and `$*`. */
export function addAllParameters(shell: Shell, name: '@' | '*', collector: FieldCollector, quoting: Quoting): void {
  const separator = (shell.get('IFS') ?? ' ').slice(0, 1);
  if (name === '*' && quoting === 'quoted') {
    collector.addQuoted(shell.parameters.join(separator));
    return;
  }
  shell.parameters.forEach((value, index) => {
    if (index > 0) collector.breakField();
    addText(collector, value, quoting === 'quoted');
  });
}

function addText(collector: FieldCollector, text: string, quoted: boolean): void {
  if (quoted) collector.addQuoted(text);
  else if (text !== '') collector.addExpansion(text);
}

function* addOperand(
  shell: Shell,
  word: Word,
  collector: FieldCollector,
  quoting: Quoting,
  words: WordExpander,
): Run<void> {
  if (word.parts) yield* words.parts(shell, word.parts, collector, quoting);
  else if (quoting === 'quoted') collector.addQuoted(word.value);
  else if (word.value !== '') collector.addExpansion(word.value);
}

function* changed(shell: Shell, value: string, operation: ParameterOperation, words: WordExpander): Run<string> {
  switch (operation.type) {
    case 'Remove': {
      const pattern = compilePattern(yield* words.pattern(shell, operation.operand));
      const { operator } = operation;
      return measured(shell, (work) => removed(value, pattern, operator, work));
    }
    case 'Replace': {
      const pattern = compilePattern(yield* words.pattern(shell, operation.pattern));
      const { operator } = operation;
      const by = yield* words.text(shell, operation.replacement);
      return measured(shell, (work) => replaced(value, pattern, by, operator, work));
    }
    case 'Slice': {
      const offset = Number(yield* words.arithmetic(shell, yield* words.text(shell, operation.offset)));
      const start = offset < 0 ? value.length + offset : offset;
      if (start < 0) return '';
      if (!operation.length) return value.slice(start);
      const length = Number(yield* words.arithmetic(shell, yield* words.text(shell, operation.length)));
      return value.slice(start, length < 0 ? value.length + length : start + length);
    }
    default:
      return yield* shell.fail('syntax error: bad substitution');
  }
}

/** Processor time counts for what a pattern takes. */
function measured(shell: Shell, act: (work: WorkLimit) => string): string {
  const work = new WorkLimit();
  const text = held(act(work));
  shell.process.charge(work.takenMicros);
  return text;
}

function removed(value: string, pattern: Pattern, operator: '#' | '##' | '%' | '%%', work: WorkLimit): string {
  const which = operator.length === 1 ? 'nearest' : 'farthest';
  if (operator[0] === '#') {
    const end = matchEnd(pattern, value, 0, which, work);
    return end < 0 ? value : value.slice(end);
  }
  const backwards = [...value].reverse().join('');
  const size = matchEnd(reversed(pattern), backwards, 0, which, work);
  return size < 0 ? value : value.slice(0, value.length - size);
}

function replaced(
  value: string,
  pattern: Pattern,
  by: string,
  operator: '/' | '//' | '/#' | '/%',
  work: WorkLimit,
): string {
  if (pattern.length === 0) return value;
  let result = '';
  let at = 0;
  while (at <= value.length) {
    const end =
      operator === '/%'
        ? matches(pattern, value.slice(at), work)
          ? value.length
          : -1
        : matchEnd(pattern, value, at, 'farthest', work);
    if (end > at) {
      result = held(result + by);
      at = end;
      if (operator !== '//') break;
    } else {
      if (operator === '/#') break;
      result += value[at] ?? '';
      at += 1;
    }
  }
  return result + value.slice(at);
}
