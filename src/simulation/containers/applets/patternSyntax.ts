import { characterClasses } from '../characterClasses.ts';
/** A POSIX regular expression, taken apart. Classes are tables of 256 bytes: 1 where a byte belongs to them. */
export type Expression =
  | { readonly kind: 'bytes'; readonly accepts: Uint8Array }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'group'; readonly number: number; readonly body: Expression }
  | { readonly kind: 'backReference'; readonly number: number }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly body: Expression; readonly least: number; readonly most: number };

export type Assertion = 'lineStart' | 'lineEnd' | 'wordStart' | 'wordEnd' | 'wordEdge' | 'notWordEdge';

/** What is wrong with an expression, in the words of `regerror`. */
export class PatternError {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Longer expressions are refused. */
const maxLength = 1000;
/** Groups within each other. */
const maxDepth = 50;
/** As RE_DUP_MAX of POSIX' smallest systems. */
const maxRepeat = 255;

const word = /\w/;
const space = /[ \t\n\r\f\v]/;
const allBytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));

function table(accepts: (byte: string) => boolean): Uint8Array {
  return Uint8Array.from(allBytes, (byte) => (accepts(byte) ? 1 : 0));
}

/** Reads an expression: basic (`\(a\)*`) or extended (`(a)*`), with the GNU additions that busybox' libc has. */
export function readExpression(
  text: string,
  dialect: 'basic' | 'extended',
  letters: 'exact' | 'anyCase',
): { expression: Expression; groups: number } | PatternError {
  if (text.length > maxLength) return new PatternError('Regular expression too big');
  const reader = new Reader(text, dialect, letters);
  try {
    return { expression: reader.whole(), groups: reader.groups };
  } catch (problem) {
    if (problem instanceof PatternError) return problem;
    throw problem;
  }
}

class Reader {
  groups = 0;
  readonly #text: string;
  readonly #extended: boolean;
  readonly #anyCase: boolean;
  readonly #closed = new Set<number>();
  #at = 0;
  #depth = 0;

  constructor(text: string, dialect: 'basic' | 'extended', letters: 'exact' | 'anyCase') {
    this.#text = text;
    this.#extended = dialect === 'extended';
    this.#anyCase = letters === 'anyCase';
  }

  whole(): Expression {
    const expression = this.#choice();
    if (this.#at < this.#text.length) throw new PatternError('Unmatched ) or \\)');
    return expression;
  }

  /** Takes an operator: `(` in an extended expression is `\(` in a basic one. */
  #takes(operator: string): boolean {
    const written = this.#extended ? operator : `\\${operator}`;
    if (!this.#text.startsWith(written, this.#at)) return false;
    this.#at += written.length;
    return true;
  }

  #sees(operator: string): boolean {
    return this.#text.startsWith(this.#extended ? operator : `\\${operator}`, this.#at);
  }

  #choice(): Expression {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new PatternError('Regular expression too big');
    const parts = [this.#sequence()];
    while (this.#takes('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'choice', parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    while (this.#at < this.#text.length && !this.#sees('|') && !this.#sees(')')) {
      parts.push(this.#repeated(parts.length === 0));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(first: boolean): Expression {
    // A star at the beginning of a basic expression is a star.
    const start = this.#at;
    let body = this.#atom(first);
    for (;;) {
      if (this.#text[this.#at] === '*' && !(first && this.#at === start)) {
        if (!this.#extended && body.kind === 'assertion' && body.assertion === 'lineStart') return body;
        this.#at += 1;
        if (body.kind !== 'repeat' || body.least > 0 || body.most < Number.POSITIVE_INFINITY)
          body = { kind: 'repeat', body, least: 0, most: Number.POSITIVE_INFINITY };
      } else if (this.#takes('+')) body = { kind: 'repeat', body, least: 1, most: Number.POSITIVE_INFINITY };
      else if (this.#takes('?')) body = { kind: 'repeat', body, least: 0, most: 1 };
      else if (this.#sees('{') && this.#bounds()) {
        const { least, most } = this.#takeBounds();
        body = { kind: 'repeat', body, least, most };
      } else return body;
    }
  }

  #bounds(): RegExpExecArray | null {
    const pattern = this.#extended ? /\{(\d*)(,?)(\d*)\}/y : /\\\{(\d*)(,?)(\d*)\\\}/y;
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found && !this.#extended) throw new PatternError('Invalid content of \\{\\}');
    return found;
  }

  #takeBounds(): { least: number; most: number } {
    const [whole, low = '', comma, high = ''] = this.#bounds() as RegExpExecArray;
    this.#at += whole.length;
    const least = Number(low);
    const most = comma === '' ? least : high === '' ? Number.POSITIVE_INFINITY : Number(high);
    if (least > maxRepeat || (most > maxRepeat && high !== '')) throw new PatternError('Regular expression too big');
    if (most < least || (low === '' && comma === '')) throw new PatternError('Invalid content of \\{\\}');
    return { least, most };
  }

  #atom(first: boolean): Expression {
    if (this.#takes('(')) return this.#group();
    const character = this.#text[this.#at] as string;
    this.#at += 1;
    if (character === '\\') return this.#escaped();
    if (character === '[') return { kind: 'bytes', accepts: this.#set() };
    if (character === '.') return { kind: 'bytes', accepts: table(() => true) };
    if (character === '^' && (this.#extended || first)) return { kind: 'assertion', assertion: 'lineStart' };
    if (character === '$' && (this.#extended || this.#at === this.#text.length || this.#sees(')') || this.#sees('|')))
      return { kind: 'assertion', assertion: 'lineEnd' };
    return this.#literal(character);
  }

  #group(): Expression {
    this.groups += 1;
    const number = this.groups;
    const body = this.#choice();
    if (!this.#takes(')')) throw new PatternError('Unmatched ( or \\(');
    this.#closed.add(number);
    return { kind: 'group', number, body };
  }

  #escaped(): Expression {
    const letter = this.#text[this.#at];
    if (letter === undefined) throw new PatternError('Trailing backslash');
    this.#at += 1;
    switch (letter) {
      case 'w':
        return { kind: 'bytes', accepts: table((byte) => word.test(byte)) };
      case 'W':
        return { kind: 'bytes', accepts: table((byte) => !word.test(byte)) };
      case 's':
        return { kind: 'bytes', accepts: table((byte) => space.test(byte)) };
      case 'S':
        return { kind: 'bytes', accepts: table((byte) => !space.test(byte)) };
      case 'b':
        return { kind: 'assertion', assertion: 'wordEdge' };
      case 'B':
        return { kind: 'assertion', assertion: 'notWordEdge' };
      case '<':
        return { kind: 'assertion', assertion: 'wordStart' };
      case '>':
        return { kind: 'assertion', assertion: 'wordEnd' };
      case 'n':
        return this.#literal('\n');
      case 't':
        return this.#literal('\t');
    }
    if (!/[1-9]/.test(letter)) return this.#literal(letter);
    if (!this.#closed.has(Number(letter))) throw new PatternError('Invalid back reference');
    return { kind: 'backReference', number: Number(letter) };
  }

  #literal(character: string): Expression {
    const wanted = this.#anyCase ? character.toLowerCase() : character;
    return { kind: 'bytes', accepts: table((byte) => (this.#anyCase ? byte.toLowerCase() : byte) === wanted) };
  }

  /** What follows a `[`. */
  #set(): Uint8Array {
    const text = this.#text;
    const accepts = new Uint8Array(256);
    const negated = text[this.#at] === '^';
    if (negated) this.#at += 1;
    for (let first = true; ; first = false) {
      const character = text[this.#at];
      if (character === undefined) throw new PatternError('Unmatched [, [^, [:, [., or [=');
      if (character === ']' && !first) break;
      const named = character === '[' ? /\[:(\w{1,10}):\]/y : undefined;
      if (named) named.lastIndex = this.#at;
      const name = named?.exec(text)?.[1];
      if (name !== undefined) {
        const members = Object.hasOwn(characterClasses, name) ? characterClasses[name] : undefined;
        if (!members) throw new PatternError('Invalid character class name');
        for (const [code, byte] of allBytes.entries()) if (members.test(byte)) accepts[code] = 1;
        this.#at += name.length + 4;
        continue;
      }
      const low = text.charCodeAt(this.#at);
      let high = low;
      this.#at += 1;
      if (text[this.#at] === '-' && this.#at + 1 < text.length && text[this.#at + 1] !== ']') {
        high = text.charCodeAt(this.#at + 1);
        this.#at += 2;
      }
      if (high < low) throw new PatternError('Invalid range end');
      for (let code = low; code <= Math.min(high, 255); code++) accepts[code] = 1;
    }
    this.#at += 1;
    const either = (code: number) => (allBytes[code] as string).toLowerCase().charCodeAt(0);
    const isIn = (code: number) => accepts[code] === 1;
    const inSet = (code: number) =>
      isIn(code) || (this.#anyCase && allBytes.some((_, other) => isIn(other) && either(other) === either(code)));
    return Uint8Array.from(allBytes, (_, code) => (inSet(code) !== negated ? 1 : 0));
  }
}
