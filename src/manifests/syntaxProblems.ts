import { type Document, isAlias, isCollection, isPair, type Node, visit, type YAMLError } from 'yaml';
import { misplacedItem } from '../api/misplacedItem.ts';
import type { TextRange } from './textRange.ts';

/** What keeps a text from being YAML, with offsets from the start of its document. */
export interface SyntaxProblem {
  readonly range: TextRange;
  readonly code: string;
  readonly message: string;
}

/** The problems of a parsed document in plain words, each where the mistake began. `quotes` are the offsets of quotes. */
export function syntaxProblemsOf(document: Document.Parsed, text: string, quotes: readonly number[]): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const openBrackets = unclosedBrackets(document);
  const seen = new Set<number>();
  for (const error of document.errors) {
    if (seen.has(error.pos[0])) continue;
    seen.add(error.pos[0]);
    const problem = describe(error, text, quotes, openBrackets);
    if (problem && !problems.some((other) => other.range.start === problem.range.start)) problems.push(problem);
    // After the first of these the reader only guesses.
    if (error.code === 'UNEXPECTED_TOKEN') break;
  }
  return problems;
}

function describe(
  error: YAMLError,
  text: string,
  quotes: readonly number[],
  openBrackets: readonly number[],
): SyntaxProblem | undefined {
  const [from] = error.pos;
  const here = wordAt(text, from);
  switch (error.code) {
    case 'BAD_DQ_ESCAPE':
      // The reader of kubectl takes \' for a quote.
      if (text.startsWith("\\'", from)) return undefined;
      return at(here, 'bad-escape', 'this escape sequence is not known; use single quotes for text with backslashes');
    case 'MISSING_CHAR': {
      if (/quote$/.test(error.message)) {
        const start = quotes.findLast((offset) => offset < from) ?? from;
        return at(restOfLine(text, start), 'unclosed-quote', `this text starts with ${text[start]} and never ends`);
      }
      if (/Flow (map|sequence)/.test(error.message)) return bracket(text, from, openBrackets);
      if (/Implicit map keys|Implicit keys/.test(error.message)) {
        return at(lineFrom(text, from), 'missing-colon', "could not find expected ':'");
      }
      if (/without - indicator/.test(error.message)) {
        return at(here, 'indent', 'did not find expected key; check the indentation');
      }
      return at(here, 'yaml', sentence(error.message));
    }
    case 'BAD_INDENT':
      if (/^Flow/.test(error.message)) return bracket(text, from, openBrackets);
      return at(here, 'indent', 'this line is not indented like its neighbours');
    case 'TAB_AS_INDENT':
      return at({ start: from, end: from + 1 }, 'tab', 'found a tab character; YAML indents with spaces');
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const next = continuationLine(text, from);
      const misplaced = misplacedItem(text, from);
      if (misplaced !== undefined) return at(here, 'indent', misplaced);
      if (next) return at(next, 'indent', 'mapping values are not allowed in this context; check the indentation');
      return at(here, 'colon-in-value', 'mapping values are not allowed in this context; quote a text that holds ": "');
    }
    case 'MULTILINE_IMPLICIT_KEY': {
      const next = continuationLine(text, from);
      const isSibling = next && columnOf(text, next.start) === columnOf(text, from);
      if (isSibling) return at(lineFrom(text, from), 'missing-colon', "could not find expected ':'");
      return at(next ?? here, 'indent', 'mapping values are not allowed in this context; check the indentation');
    }
    case 'BAD_SCALAR_START':
      return at(here, 'reserved-character', `${text[from]} cannot start a value; put the value in quotes`);
    case 'RESOURCE_EXHAUSTION':
      return at(here, 'too-deep', 'nested too deep');
    case 'UNEXPECTED_TOKEN':
      return at(here, 'unexpected', 'this is not expected here; check the indentation');
    default:
      return at(here, 'yaml', sentence(error.message));
  }
}

function at(range: TextRange, code: string, message: string): SyntaxProblem {
  return { range, code: `syntax/${code}`, message };
}

function bracket(text: string, from: number, openBrackets: readonly number[]): SyntaxProblem {
  const start = openBrackets.findLast((offset) => offset < from) ?? from;
  const closing = text[start] === '{' ? '}' : ']';
  return at(restOfLine(text, start), 'unclosed-bracket', `did not find expected ',' or '${closing}'`);
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function unclosedBrackets(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  if (document.errors.length === 0) return offsets;
  visit(document as Document<Node, boolean>, (_key, node) => {
    if (isPair(node) || isAlias(node) || !isCollection(node)) return;
    const token = node.srcToken;
    if (token?.type !== 'flow-collection') return;
    const closing = token.start.source === '{' ? 'flow-map-end' : 'flow-seq-end';
    if (!token.end.some((end) => end.type === closing)) offsets.push(token.start.offset);
  });
  return offsets.sort((a, b) => a - b);
}

/** The second line of a plain text that ran on into it, because that line is indented deeper than it should be. */
function continuationLine(text: string, offset: number): TextRange | undefined {
  const match = /^([^\r\n:]*\r?\n[ \t]*)[^\r\n]*/.exec(text.slice(offset, offset + 500));
  return match?.[1] ? restOfLine(text, offset + match[1].length) : undefined;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function wordAt(text: string, offset: number): TextRange {
  const blank = /^\s*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  const start = Math.min(offset + blank, Math.max(0, text.length - 1));
  const word = /^[^\s,[\]{}:]+/.exec(text.slice(start, start + 200));
  return { start, end: Math.min(text.length, start + (word?.[0].length ?? 1)) };
}

function lineFrom(text: string, offset: number): TextRange {
  const range = restOfLine(text, offset);
  return range.end > range.start ? range : wordAt(text, offset);
}

function restOfLine(text: string, offset: number): TextRange {
  const start = Math.min(offset, text.length);
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 500))?.[0].trimEnd() ?? '';
  return { start, end: start + line.length };
}
