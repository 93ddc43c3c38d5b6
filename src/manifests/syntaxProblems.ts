import type { Document, YAMLError } from 'yaml';
import { misplacedItem } from '../api/misplacedItem.ts';
import { isOnOneLine, type QuotedTexts } from './quotedTexts.ts';
import type { TextRange } from './textRange.ts';
import { unclosedBrackets } from './unclosedBrackets.ts';

/** What keeps a text from being YAML, with offsets from the start of its document. */
export interface SyntaxProblem {
  readonly range: TextRange;
  readonly code: string;
  readonly message: string;
}

/** Said of each tab that stands where only spaces may. */
export const tabMessage = 'found a tab character; YAML indents with spaces';

/** The problems of a parsed document in plain words, each where the mistake began. */
export function syntaxProblemsOf(document: Document.Parsed, text: string, quotes: QuotedTexts): SyntaxProblem[] {
  if (document.errors.length === 0 && !quotes.neverClosed) return [];
  const problems: SyntaxProblem[] = [];
  const openBrackets = unclosedBrackets(document, text);
  const seen = new Set<number>();
  for (const error of document.errors) {
    if (seen.has(error.pos[0])) continue;
    seen.add(error.pos[0]);
    if (isConsequence(error, problems.at(-1))) break;
    const problem = describe(error, text, quotes, openBrackets);
    if (problem && !problems.some((other) => other.range.start === problem.range.start)) problems.push(problem);
    // After one of these the reader only guesses.
    if (error.code === 'UNEXPECTED_TOKEN' || problem?.code === 'syntax/unclosed-quote') break;
  }
  if (quotes.neverClosed && !problems.some(({ code }) => code === 'syntax/unclosed-quote')) {
    problems.push(neverClosed(text, quotes.neverClosed.start));
  }
  return problems;
}

/** What a reader stumbles over because of the problem before, after which it has lost its way. */
function isConsequence({ code }: YAMLError, before: SyntaxProblem | undefined): boolean {
  if (before?.code === 'syntax/unclosed-bracket') return code === 'UNEXPECTED_TOKEN' || code === 'BLOCK_IN_FLOW';
  return before?.code === 'syntax/tab' && code !== 'TAB_AS_INDENT';
}

function describe(
  error: YAMLError,
  text: string,
  quotes: QuotedTexts,
  openBrackets: readonly number[],
): SyntaxProblem | undefined {
  const [from] = error.pos;
  const here = wordAt(text, from);
  const quoted = error.code === 'BAD_DQ_ESCAPE' ? undefined : quotes.unclosedAt(from, text);
  if (quoted) return unclosedQuote(quoted, text);
  switch (error.code) {
    case 'BAD_DQ_ESCAPE':
      // The reader of kubectl takes \' for a quote.
      if (text.startsWith("\\'", from)) return undefined;
      return at(here, 'bad-escape', 'this escape sequence is not known; use single quotes for text with backslashes');
    case 'MISSING_CHAR': {
      if (/quote$/.test(error.message)) {
        return neverClosed(text, quotes.before(from)?.start ?? from);
      }
      if (/Flow (map|sequence)/.test(error.message)) return bracket(text, from, openBrackets);
      if (/Implicit map keys|Implicit keys/.test(error.message)) {
        return at(lineFrom(text, from), 'missing-colon', "could not find expected ':'");
      }
      if (/without - indicator/.test(error.message)) {
        return at(here, 'indent', 'did not find expected key; check the indentation');
      }
      if (/between flow/.test(error.message)) {
        const closing = /flow map/.test(error.message) ? '}' : ']';
        return at(here, 'missing-comma', `did not find expected ',' or '${closing}' before this`);
      }
      return at(here, 'yaml', sentence(error.message));
    }
    case 'BAD_INDENT':
      if (/^Flow/.test(error.message)) return bracket(text, from, openBrackets);
      return at(here, 'indent', 'this line is not indented like its neighbours');
    case 'TAB_AS_INDENT':
      return at({ start: from, end: from + 1 }, 'tab', tabMessage);
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
      if (quotes.followedBy(from, text)) {
        return at(here, 'unexpected', 'the text in quotes has ended before this; put all of it into the quotes');
      }
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

function neverClosed(text: string, start: number): SyntaxProblem {
  return at(restOfLine(text, start), 'unclosed-quote', `this text starts with ${text[start]} and never ends`);
}

function unclosedQuote(quoted: TextRange, text: string): SyntaxProblem {
  const quote = text.charAt(quoted.start);
  if (!isOnOneLine(quoted, text)) {
    const message = `this text starts with ${quote} and runs on over the next lines: its closing ${quote} is missing`;
    return at(restOfLine(text, quoted.start), 'unclosed-quote', message);
  }
  const inside = quote === "'" ? "''" : '\\"';
  const message = `this text starts with ${quote} and ends at the next one, with more behind it; a ${quote} inside it is written ${inside}`;
  return at(quoted, 'unclosed-quote', message);
}

/** The second line of a plain text that ran on into it, because that line is indented deeper than it should be. */
function continuationLine(text: string, offset: number): TextRange | undefined {
  const match = /^([^\r\n:]*\r?\n\s*)[^\s]/.exec(text.slice(offset, offset + 500));
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
