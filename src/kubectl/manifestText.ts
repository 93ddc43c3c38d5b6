import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type Scalar,
} from 'yaml';
import { yamlProblem } from '../api/yamlProblem.ts';
import { scalarValue } from '../api/yamlScalars.ts';

/** A manifest file longer than this is refused: the API server takes 3 MiB in one request. */
const maxLength = 3 * 1024 * 1024;
/** Pieces of YAML (words, marks, line ends) in one file: some 30,000 lines, a third of a second. */
const maxLexemes = 200_000;
/** Nodes in one document, aliases unfolded: an alias bomb is a text of a few lines. */
const maxNodes = 200_000;
/** Levels of nesting; the reader underneath is recursive. */
const maxDepth = 200;

const tooLarge = 'the file is too large for a manifest';
const tooDeep = `exceeded max depth of ${maxDepth}`;

/** One document of a manifest file: its value, or why it could not be read, in kubectl's words. */
export type ReadDocument = { readonly value: unknown; readonly problem?: undefined } | { readonly problem: string };

/** The documents of a manifest file, in order; empty ones are left out. Reading stops at the first that is broken. */
export function readDocuments(text: string): ReadDocument[] {
  if (text.length > maxLength) return [{ problem: tooLarge }];
  const documents: ReadDocument[] = [];
  const parts = text.replace(/^\ufeff/, '').split(/^---(?=[ \t\r\n]|$)[^\n]*\n?/m);
  const budget = { lexemes: maxLexemes };
  for (const part of parts) {
    if (part.split('\n').every((line) => /^\s*(#.*)?$/.test(line))) continue;
    const read = readDocument(part, budget);
    if (read.problem === undefined && read.value === null) continue;
    documents.push(read);
    if (read.problem !== undefined) break;
  }
  return documents;
}

function readDocument(text: string, budget: { lexemes: number }): ReadDocument {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    budget.lexemes -= 1;
    if (budget.lexemes < 0) return { problem: tooLarge };
    if (parser.stack.length > maxDepth) return { problem: `error converting YAML to JSON: yaml: ${tooDeep}` };
  }
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const [document] = composer.compose(tokens, true, text.length);
  if (!document) return { value: null };
  const error = document.errors[0];
  if (error) {
    const problem = yamlProblem(error.code, error.message, text, error.pos[0]);
    return { problem: `error converting YAML to JSON: yaml: ${problem}` };
  }
  try {
    return { value: new Reader(document).read(document.contents, 0) };
  } catch (failure) {
    if (failure instanceof Unreadable) return { problem: `error converting YAML to JSON: yaml: ${failure.message}` };
    throw failure;
  }
}

class Unreadable extends Error {}

class Reader {
  readonly #document: Document.Parsed;
  #nodes = 0;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  read(node: Node | null | undefined, depth: number): unknown {
    this.#nodes += 1;
    if (this.#nodes > maxNodes) throw new Unreadable('document contains excessive aliasing');
    if (depth > maxDepth) throw new Unreadable(tooDeep);
    if (!node) return null;
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (!target) throw new Unreadable(`unknown anchor '${node.source}' referenced`);
      return this.read(target, depth + 1);
    }
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node, depth + 1));
    if (isMap(node)) {
      const merged: Record<string, unknown>[] = [];
      const own: [string, unknown][] = [];
      for (const { key, value } of node.items as { key: Node | null; value: Node | null }[]) {
        if (key && !isScalar(key)) throw new Unreadable('invalid map key: a map or a list cannot be a key');
        const keyValue = key ? valueOfScalar(key as Scalar) : null;
        const read = this.read(value, depth + 1);
        if (keyValue === '<<' && isPlain(key as Scalar)) {
          for (const part of Array.isArray(read) ? read : [read]) {
            if (typeof part !== 'object' || part === null)
              throw new Unreadable('map merge requires map or sequence of maps as the value');
            merged.unshift(part as Record<string, unknown>);
          }
        } else own.push([String(keyValue), read]);
      }
      return Object.fromEntries([...merged.flatMap((part) => Object.entries(part)), ...own]);
    }
    return valueOfScalar(node as Scalar);
  }
}

function isPlain(node: Scalar): boolean {
  return node.type === undefined || node.type === 'PLAIN';
}

function valueOfScalar(node: Scalar): unknown {
  return scalarValue(String(node.value ?? ''), isPlain(node) ? 'plain' : 'quoted', node.tag);
}
