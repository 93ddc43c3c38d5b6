import { Composer, type CST, type Document, Lexer, type Node, Parser } from 'yaml';
import { type SyntaxProblem, syntaxProblemsOf } from './syntaxProblems.ts';
import { TemplateMarks } from './templateMarks.ts';

/** Levels of nesting that are read; the reader underneath is recursive. The deepest Kubernetes types need some 40. */
export const maxNesting = 128;
/** Pieces of text (words, marks, line ends) of one document that are read: some 40,000 lines, a second of work. */
export const maxPieces = 250_000;
/** Syntax problems that one document may show: a broken file needs its first, not its thousandth. */
const maxProblems = 20;

/** The tree of one document, with offsets from the start of the text that was read. */
export interface YamlTree {
  readonly root: Node | undefined;
  readonly problems: SyntaxProblem[];
  /** The text is a template: it becomes a manifest when it is rendered. */
  readonly template: boolean;
}

/** Reads the YAML (or JSON) of one document as far as it can be read. Never throws. */
export function readYaml(source: string): YamlTree {
  const problems: SyntaxProblem[] = [];
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(source);
  if (control) {
    const range = { start: control.index, end: control.index + 1 };
    problems.push({ range, code: 'syntax/control-character', message: 'control characters are not allowed' });
  }
  // Same length, so that offsets stay; some control characters are marks of the lexer underneath.
  const text = control ? source.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, ' ') : source;

  const tokens: CST.Token[] = [];
  const quotes: number[] = [];
  const parser = new Parser();
  const templates = new TemplateMarks();
  let pieces = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++pieces > maxPieces) {
      const range = { start: parser.offset, end: parser.offset + 1 };
      problems.push({ range, code: 'syntax/too-large', message: 'this document is too large to be checked here' });
      return { root: undefined, problems, template: templates.found };
    }
    if (templates.isQuoted(lexeme)) quotes.push(parser.offset);
    templates.see(lexeme);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxNesting) {
      const range = { start: parser.offset - lexeme.length, end: parser.offset };
      problems.push({ range, code: 'syntax/too-deep', message: `nested more than ${maxNesting} levels deep` });
      return { root: undefined, problems, template: templates.found };
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
  if (document) problems.push(...syntaxProblemsOf(document, text, quotes));
  return { root: document?.contents ?? undefined, problems: problems.slice(0, maxProblems), template: templates.found };
}
