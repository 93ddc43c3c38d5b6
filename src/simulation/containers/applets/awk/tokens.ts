import { AwkError } from './syntax.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'pattern' | 'name' | 'callee' | 'builtin' | 'keyword' | 'sign' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const keywords = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);
/** awk's own functions. */
export const builtinNames: ReadonlySet<string> = new Set(
  'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush systime strftime and or xor compl lshift rshift'.split(
    ' ',
  ),
);
const signs = /\*\*=|\*\*|&&|\|\||\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|>>|[{}()[\];,+\-*%^!<>|?:~$=/]/y;
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};
/** Tokens of one program. */
const maxTokens = 20_000;

/** Takes a program apart. A slash begins a pattern where no operand stands before it. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const add = (kind: Token['kind'], text: string) => {
    if (tokens.length >= maxTokens) throw new AwkError('program too long');
    tokens.push({ kind, text, line });
  };
  while (at < source.length) {
    const character = source[at] as string;
    if (character === '\n') {
      add('newline', '\n');
      line += 1;
      at += 1;
    } else if (/[ \t\r]/.test(character)) at += 1;
    else if (character === '\\' && /^\\\r?\n/.test(source.slice(at, at + 3))) {
      at = source.indexOf('\n', at) + 1;
      line += 1;
    } else if (character === '#') {
      while (at < source.length && source[at] !== '\n') at += 1;
    } else if (character === '"') {
      const { text, end } = quoted(source, at + 1, '"');
      add('text', unescaped(text));
      at = end;
    } else if (character === '/' && !endsOperand(tokens[tokens.length - 1])) {
      const { text, end } = quoted(source, at + 1, '/');
      add('pattern', text.replace(/\\\//g, '/'));
      at = end;
    } else {
      const number = matchAt(/(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y, source, at);
      const name = number === undefined ? matchAt(/[A-Za-z_]\w*/y, source, at) : undefined;
      const sign = number === undefined && name === undefined ? matchAt(signs, source, at) : undefined;
      const text = number ?? name ?? sign;
      if (text === undefined) throw new AwkError(`cmd. line:${line}: Unexpected token`);
      at += text.length;
      if (number !== undefined) add('number', text);
      else if (name === undefined) add('sign', text === '**' ? '^' : text === '**=' ? '^=' : text);
      else if (keywords.has(name)) add('keyword', name === 'func' ? 'function' : name);
      else if (builtinNames.has(name)) add('builtin', name);
      else add(source[at] === '(' ? 'callee' : 'name', name);
    }
  }
  add('newline', '\n');
  add('end', '');
  return tokens;
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function quoted(source: string, from: number, mark: string): { text: string; end: number } {
  let at = from;
  while (at < source.length && source[at] !== mark && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1;
  if (source[at] !== mark) throw new AwkError('cmd. line:1: Unexpected end of string');
  return { text: source.slice(from, at), end: at + 1 };
}

/** A division can only follow an operand. */
function endsOperand(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'sign') return [')', ']', '$', '++', '--'].includes(token.text);
  return token.kind === 'number' || token.kind === 'text' || token.kind === 'name' || token.kind === 'builtin';
}

/** The text that escapes such as `\n` and `\033` stand for. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (whole, octal?: string, letter?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    if (letter === '\n') return '';
    return escapes[letter as string] ?? whole;
  });
}
