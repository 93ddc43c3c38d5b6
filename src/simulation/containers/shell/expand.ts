import type { ArithmeticExpansionPart, ParsedScript, Word, WordPart } from 'unbash';
import { Exhausted, maxFields } from '../exhaustion.ts';
import type { Run } from '../syscalls.ts';
import { evaluate } from './arithmetic.ts';
import { braceWords } from './braces.ts';
import { FieldCollector } from './fields.ts';
import { ArithmeticError } from './integers.ts';
import { addAllParameters, expandParameter, parameterValue, type WordExpander } from './parameters.ts';
import { parseScript, syntaxErrorOf } from './parseScript.ts';
import { pathnamesOf } from './pathnames.ts';
import type { Shell } from './shell.ts';
import { substituteCommand } from './substitution.ts';

/** All the words of one command, in bytes: as Linux' limit for arguments. */
const maxArgumentBytes = 2 * 1024 * 1024;
/** Processor time of expanding, microseconds per byte: about 100 MB/s, and a slice for 100 kB. */
const microsPerByte = 0.01;

/** A word that needs no expansion, kept so that a loop does not look at it twice. */
const literals = new WeakMap<Word, string | false>();

/** Words to arguments: expansions, splitting, path names, without the quotes. */
export function* expandWords(shell: Shell, words: readonly Word[]): Run<string[]> {
  const result: string[] = [];
  let bytes = 0;
  for (const word of words) {
    const literal = literalOf(word);
    const before = result.length;
    if (literal !== false) result.push(literal);
    else if (shell.dialect === 'ash' || !word.parts) yield* expandWord(shell, word, result);
    else for (const one of braceWords(word)) yield* expandWord(shell, one, result);
    for (let i = before; i < result.length; i++) bytes += (result[i] as string).length;
    if (result.length > maxFields || bytes > maxArgumentBytes) throw new Exhausted();
  }
  return result;
}

function* expandWord(shell: Shell, word: Word, result: string[]): Run<void> {
  const collector = new FieldCollector('split', shell.get('IFS') ?? ' \t\n');
  yield* collect(shell, word, collector);
  chargeFor(shell, collector);
  for (const field of collector.finish()) {
    const paths = field.hasPattern && !shell.options.has('f') ? pathnamesOf(shell.process, field.pattern) : [];
    if (paths.length > 0) for (const path of paths) result.push(path);
    else result.push(field.text);
  }
}

/** A word as one text: the value of an assignment, the target of a redirection, the word of a `case`. */
export function* expandText(shell: Shell, word: Word): Run<string> {
  const literal = literalOf(word);
  if (literal !== false) return literal;
  const collector = new FieldCollector('whole', '');
  yield* collect(shell, word, collector);
  chargeFor(shell, collector);
  return collector.finish()[0]?.text ?? '';
}

/** A word as a pattern: what is quoted in it stands for itself. */
export function* expandPattern(shell: Shell, word: Word): Run<string> {
  const collector = new FieldCollector('whole', '');
  yield* collect(shell, word, collector);
  chargeFor(shell, collector);
  return collector.finish()[0]?.pattern ?? '';
}

/** The parts of a here-document or of quoted text, as one text. */
export function* expandQuotedParts(shell: Shell, parts: readonly WordPart[]): Run<string> {
  const collector = new FieldCollector('whole', '');
  yield* collectParts(shell, parts, collector, 'quoted');
  chargeFor(shell, collector);
  return collector.finish()[0]?.text ?? '';
}

/** Long texts cost processor time. */
function chargeFor(shell: Shell, collector: FieldCollector): void {
  shell.process.charge(collector.bytes * microsPerByte);
}

function literalOf(word: Word): string | false {
  let literal = literals.get(word);
  if (literal === undefined) {
    const plain = !word.parts && !/[*?[\\]/.test(word.text) && !word.text.startsWith('~');
    const only = word.parts?.length === 1 ? word.parts[0] : undefined;
    literal = plain ? word.value : only?.type === 'SingleQuoted' || only?.type === 'AnsiCQuoted' ? only.value : false;
    literals.set(word, literal);
  }
  return literal;
}

function* collect(shell: Shell, word: Word, collector: FieldCollector): Run<void> {
  const parts = word.parts;
  if (parts) yield* collectParts(shell, parts, collector, 'unquoted');
  else collectLiteral(shell, word.text, collector, 'start');
}

/** Adds the parts of a word; used for the operands of expansions too. */
function* collectParts(
  shell: Shell,
  parts: readonly WordPart[],
  collector: FieldCollector,
  quoting: 'quoted' | 'unquoted',
): Run<void> {
  const quoted = quoting === 'quoted';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as WordPart;
    switch (part.type) {
      case 'Literal':
        if (quoted) collector.addQuoted(part.value);
        else collectLiteral(shell, part.text, collector, i === 0 ? 'start' : 'middle');
        break;
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        collector.addQuoted(part.value);
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        if (!isOnlyAllParameters(part.parts)) collector.addQuoted('');
        yield* collectParts(shell, part.parts, collector, 'quoted');
        break;
      case 'SimpleExpansion': {
        const name = part.text.slice(1);
        if (name === '@' || name === '*') addAllParameters(shell, name, collector, quoting);
        else add(collector, yield* parameterValue(shell, name), quoted);
        break;
      }
      case 'ParameterExpansion':
        yield* expandParameter(shell, part, collector, quoting, expander);
        break;
      case 'CommandExpansion':
        add(collector, yield* expandCommand(shell, part.script, part.text), quoted);
        break;
      case 'ArithmeticExpansion':
        add(collector, yield* expandArithmetic(shell, part), quoted);
        break;
      default:
        if (quoted) collector.addQuoted(part.text);
        else collector.addLiteral(part.text);
    }
  }
}

function add(collector: FieldCollector, text: string, quoted: boolean): void {
  if (quoted) collector.addQuoted(text);
  else if (text !== '') collector.addExpansion(text);
}

/** Unquoted text as written: backslashes quote, a tilde at the start is the home folder. */
function collectLiteral(shell: Shell, text: string, collector: FieldCollector, where: 'start' | 'middle'): void {
  let rest = text;
  if (where === 'start' && /^~(?:\/|$)/.test(rest)) {
    collector.addQuoted(shell.get('HOME') ?? '~');
    rest = rest.slice(1);
  }
  if (!rest.includes('\\')) {
    collector.addLiteral(rest);
    return;
  }
  for (const piece of rest.match(/\\[\s\S]|[^\\]+|\\$/g) ?? []) {
    if (piece.length === 2 && piece.startsWith('\\')) {
      if (piece[1] !== '\n') collector.addQuoted(piece[1] as string);
    } else collector.addLiteral(piece);
  }
}

function isOnlyAllParameters(parts: readonly WordPart[]): boolean {
  return parts.length === 1 && parts[0]?.type === 'SimpleExpansion' && parts[0].text === '$@';
}

function* expandCommand(shell: Shell, script: ParsedScript | undefined, text: string): Run<string> {
  if (!script) return '';
  const syntaxError = syntaxErrorOf(script, text);
  if (syntaxError) yield* shell.fail(syntaxError);
  return yield* substituteCommand(shell, script);
}

/** The parts of an expression with `$` in it: it is expanded as quoted text before it is read. */
const expressionParts = new WeakMap<ArithmeticExpansionPart, readonly WordPart[] | false>();

function* expandArithmetic(shell: Shell, part: ArithmeticExpansionPart): Run<string> {
  const inner = part.text.slice(3, -2);
  let parts = expressionParts.get(part);
  if (parts === undefined) {
    parts = /[$`\\]/.test(inner) ? partsOfExpression(inner) : false;
    expressionParts.set(part, parts);
  }
  const text = parts ? yield* expandQuotedParts(shell, parts) : inner;
  return yield* evaluateText(shell, text);
}

/** The value of an arithmetic text; ends the shell where it is wrong, as ash does. */
export function* evaluateText(shell: Shell, text: string): Run<string> {
  const value = evaluate(text, {
    get: (name) => shell.get(name),
    set: (name, result) => {
      if (!shell.assign(name, result)) throw new ArithmeticError(`${name}: is read only`);
    },
  });
  if (value instanceof ArithmeticError) return yield* shell.fail(value.text);
  return String(value);
}

/** A here-document is expanded just as an expression is: that gives its parts. */
function partsOfExpression(inner: string): readonly WordPart[] {
  const { tree } = parseScript(`: <<E\n${inner.replaceAll('\n', ' ')}\nE\n`);
  const command = tree.commands[0]?.command;
  const redirect = command?.type === 'Command' ? command.redirects[0] : undefined;
  const parts = redirect?.type === 'HereDoc' ? redirect.body.parts : undefined;
  return parts ?? [{ type: 'Literal', pos: 0, end: 0, value: inner, text: inner }];
}

const expander: WordExpander = {
  text: expandText,
  pattern: expandPattern,
  parts: collectParts,
  arithmetic: evaluateText,
};
