/** One directive of a configuration: `listen 80;` or `server { … }`. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** What stands in its braces. */
  readonly block: readonly Directive[] | undefined;
  readonly file: string;
  readonly line: number;
}

/** What is wrong with a configuration, in nginx' words after `[emerg] `. */
export class ConfProblem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

interface Token {
  readonly text: string;
  readonly line: number;
  /** `{`, `}` or `;` that stands for itself. */
  readonly isMark: boolean;
}

/** Blocks within blocks. */
const maxDepth = 20;

/** What was read before: the containers of one image begin with the same text. */
const parsed = new Map<string, readonly Directive[] | ConfProblem>();
const maxParsed = 32;
const maxParsedLength = 16 * 1024;

/** Reads the text of one configuration file. */
export function parseConf(text: string, file: string): readonly Directive[] | ConfProblem {
  const key = `${file}\n${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const read = readText(text, file);
  if (parsed.size >= maxParsed) parsed.clear();
  if (key.length <= maxParsedLength) parsed.set(key, read);
  return read;
}

function readText(text: string, file: string): readonly Directive[] | ConfProblem {
  const tokens = tokensOf(text, file);
  if (tokens instanceof ConfProblem) return tokens;
  let at = 0;
  const lastLine = text.split('\n').length;
  const parseBlock = (depth: number): Directive[] | ConfProblem => {
    const directives: Directive[] = [];
    for (;;) {
      const first = tokens[at++];
      if (!first) {
        return depth === 0
          ? directives
          : new ConfProblem(`unexpected end of file, expecting "}" in ${file}:${lastLine}`);
      }
      if (first.isMark) {
        if (first.text === '}' && depth > 0) return directives;
        return new ConfProblem(`unexpected "${first.text}" in ${file}:${first.line}`);
      }
      const args: string[] = [];
      let end = tokens[at++];
      while (end && !end.isMark) {
        args.push(end.text);
        end = tokens[at++];
      }
      if (!end) return new ConfProblem(`unexpected end of file, expecting ";" or "}" in ${file}:${lastLine}`);
      if (end.text === '}') return new ConfProblem(`unexpected "}" in ${file}:${end.line}`);
      let block: readonly Directive[] | undefined;
      if (end.text === '{') {
        if (depth >= maxDepth) return new ConfProblem(`too many nested blocks in ${file}:${end.line}`);
        const inner = parseBlock(depth + 1);
        if (inner instanceof ConfProblem) return inner;
        block = inner;
      }
      directives.push({ name: first.text, args, block, file, line: end.line });
    }
  };
  return parseBlock(0);
}

function tokensOf(text: string, file: string): readonly Token[] | ConfProblem {
  const tokens: Token[] = [];
  const pattern =
    /(\n)|[^\S\n]+|#[^\n]*|([{};])|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|((?:\\[\s\S]|\$\{[^}\n]*\}|[^\s{};"'\\])(?:\\[\s\S]|\$\{[^}\n]*\}|[^\s{};\\])*)/y;
  let line = 1;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) return new ConfProblem(`unexpected end of file, expecting ";" or "}" in ${file}:${line}`);
    const [whole, newline, mark, double, single, bare] = found;
    if (newline !== undefined) line += 1;
    else if (mark !== undefined) tokens.push({ text: mark, line, isMark: true });
    else if (double !== undefined || single !== undefined) {
      tokens.push({ text: unescaped(double ?? single ?? ''), line, isMark: false });
      line += whole.split('\n').length - 1;
    } else if (bare !== undefined) tokens.push({ text: unescaped(bare), line, isMark: false });
  }
  return tokens;
}

const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** With or without quotes: `\n`, `\r`, `\t`, quotes and `\\`; before anything else, as in patterns, the backslash stays. */
function unescaped(text: string): string {
  return text.replace(/\\(["'\\nrt])/g, (_, escaped: string) => escapes.get(escaped) ?? escaped);
}
