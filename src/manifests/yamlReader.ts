import { Composer, type CST, type Document, Lexer, type Node, Parser } from 'yaml';
import { FlowOpenings } from './flowOpenings.ts';
import { joinedFlows } from './joinedFlows.ts';
import { QuotedTexts } from './quotedTexts.ts';
import { type SyntaxProblem, syntaxProblemsOf, tabMessage } from './syntaxProblems.ts';
import { scalarMark, TemplateMarks } from './templateMarks.ts';

/** Levels of nesting that are read; the reader underneath is recursive. The deepest Kubernetes types need some 40. */
export const maxNesting = 128;
/** Pieces of text (words, marks, line ends) of one document that are read: some 25,000 lines, a second of work. */
const maxPieces = 300_000;
/** Syntax problems that one document may show: a broken file needs its first, not its thousandth. */
const maxProblems = 20;

/** The tree of one document, with offsets from the start of the text that was read. */
export interface YamlTree {
  readonly root: Node | undefined;
  readonly problems: SyntaxProblem[];
  /** The text is a template: it becomes a manifest when it is rendered. */
  readonly template: boolean;
  /** How many pieces of text were read: what the reading cost. */
  readonly pieces: number;
}

/** Reads the YAML (or JSON) of one document as far as it can be read. Never throws. */
export function readYaml(source: string): YamlTree {
  const problems: SyntaxProblem[] = [];
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(source);
  if (control) {
    const range = { start: control.index, end: control.index + 1 };
    problems.push({ range, code: 'syntax/control-character', message: 'control characters are not allowed' });
  }
  const separator = /^---[ \t]+([^\s#][^\r\n]*)/.exec(source);
  if (separator?.[1]) {
    const range = { start: separator[0].length - separator[1].length, end: separator[0].trimEnd().length };
    const message = `invalid Yaml document separator: ${separator[1].trimEnd().slice(0, 100)}`;
    problems.push({ range, code: 'syntax/separator', message });
  }
  // Same length, so that offsets stay; some control characters are marks of the lexer underneath, which takes no CR for a line end.
  const printable = control ? source.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, ' ') : source;
  const text = printable.includes('\r') ? printable.replace(/\r(?!\n)/g, '\n') : printable;

  const { lowIndented, ...tree } = readText(text);
  const joined = lowIndented.length > 0 ? joinedFlows(text, lowIndented) : undefined;
  const again = joined === undefined ? undefined : readText(joined);
  const best = again && again.problems.length === 0 ? again : tree;
  return {
    root: best.root,
    problems: [...problems, ...best.problems].slice(0, maxProblems),
    template: tree.template,
    pieces: tree.pieces + (again?.pieces ?? 0),
  };
}

function readText(text: string): YamlTree & { readonly lowIndented: readonly number[] } {
  const problems: SyntaxProblem[] = [];
  const tokens: CST.Token[] = [];
  const quotes = new QuotedTexts();
  const flows = new FlowOpenings();
  const parser = new Parser();
  const templates = new TemplateMarks();
  const found = (root: Node | undefined) => ({
    root,
    problems,
    template: templates.found,
    pieces,
    lowIndented: flows.lowIndented,
  });
  let pieces = 0;
  let previous = '';
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset;
    if (++pieces > maxPieces) {
      const message = 'this document is too large to be checked here';
      problems.push({ range: { start, end: start + 1 }, code: 'syntax/too-large', message });
      return found(undefined);
    }
    if (templates.isQuoted(lexeme)) quotes.add(lexeme, start);
    if (previous !== scalarMark) {
      flows.see(lexeme, start);
      const tab = flows.isInside ? -1 : misplacedTab(lexeme, previous, text, start);
      if (tab >= 0) problems.push({ range: { start: tab, end: tab + 1 }, code: 'syntax/tab', message: tabMessage });
    }
    templates.see(lexeme);
    previous = lexeme;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxNesting) {
      const range = { start: parser.offset - lexeme.length, end: parser.offset };
      problems.push({ range, code: 'syntax/too-deep', message: `nested more than ${maxNesting} levels deep` });
      return found(undefined);
    }
  }
  for (const token of parser.end()) tokens.push(token);

  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
  });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(tokens, false, text.length)) documents.push(document);
  const document = documents[0];
  for (const problem of document ? syntaxProblemsOf(document, text, quotes) : []) {
    if (!problems.some(({ range }) => range.start === problem.range.start)) problems.push(problem);
  }
  return found(document?.contents ?? undefined);
}

/**
 * The tabs that kubectl's reader refuses and the one underneath does not: at the start of a line that has nothing else, and behind
 * the dash of a list. Its offset, or -1.
 */
function misplacedTab(lexeme: string, previous: string, text: string, start: number): number {
  const tab = lexeme.indexOf('\t');
  if (tab < 0 || /[^ \t]/.test(lexeme)) return -1;
  if (previous === '-') return start + tab;
  const isFirst = tab === 0 && (start === 0 || text[start - 1] === '\n');
  return isFirst && /^(?:[\r\n#]|$)/.test(text.charAt(start + lexeme.length)) ? start : -1;
}
