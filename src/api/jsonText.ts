/** A JSON text as it was read: its value, and the fields that it has twice; or why it is no JSON, in Go's words. */
export type ReadJson =
  | { readonly value: unknown; readonly duplicates: readonly string[]; readonly problem?: undefined }
  | { readonly problem: string };

/** Levels of nesting that the reader takes; a real server's decoder takes 10,000, but what reads the value recurses. */
const maxDepth = 1000;

/** Reads JSON as the API server does: the last of two equal fields wins, and both are told of (`sigs.k8s.io/json`). */
export function readJson(text: string): ReadJson {
  const reader = new JsonReader(text);
  try {
    return { value: reader.readDocument(), duplicates: reader.duplicates };
  } catch (failure) {
    if (failure instanceof Malformed) return { problem: failure.message };
    throw failure;
  }
}

class Malformed extends Error {}

class JsonReader {
  readonly duplicates: string[] = [];
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): unknown {
    const value = this.#value('');
    this.#space();
    if (this.#at < this.#text.length) this.#wrong('after top-level value');
    return value;
  }

  #value(path: string): unknown {
    this.#space();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#nested(() => this.#object(path));
      case '[':
        return this.#nested(() => this.#array(path));
      case '"':
        return this.#string();
      case 't':
        return this.#literal('true', true);
      case 'f':
        return this.#literal('false', false);
      case 'n':
        return this.#literal('null', null);
      default:
        return this.#number();
    }
  }

  #nested(read: () => unknown): unknown {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new Malformed('exceeded max depth');
    this.#at += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(path: string): unknown {
    const entries = new Map<string, unknown>();
    const told = new Set<string>();
    this.#space();
    if (this.#text[this.#at] === '}') {
      this.#at += 1;
      return {};
    }
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#wrong('looking for beginning of object key string');
      const key = this.#string();
      const below = path === '' ? key : `${path}.${key}`;
      if (entries.has(key) && !told.has(key)) {
        told.add(key);
        this.duplicates.push(`duplicate field "${below}"`);
      }
      this.#space();
      if (this.#text[this.#at] !== ':') this.#wrong('after object key');
      this.#at += 1;
      entries.set(key, this.#value(below));
      this.#space();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== '}') this.#wrong('after object key:value pair');
      this.#at += 1;
      if (next === '}') return Object.fromEntries(entries);
    }
  }

  #array(path: string): unknown {
    const items: unknown[] = [];
    this.#space();
    if (this.#text[this.#at] === ']') {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(this.#value(`${path}[${items.length}]`));
      this.#space();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== ']') this.#wrong('after array element');
      this.#at += 1;
      if (next === ']') return items;
    }
  }

  #string(): string {
    const begin = this.#at;
    this.#at += 1;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) this.#wrong('in string literal');
      if (character === '"') break;
      if ((character as string) < ' ') this.#wrong('in string literal');
      if (character === '\\') this.#escape();
      else this.#at += 1;
    }
    this.#at += 1;
    return JSON.parse(this.#text.slice(begin, this.#at)) as string;
  }

  #escape(): void {
    this.#at += 1;
    const character = this.#text[this.#at];
    if (character === undefined || !'"\\/bfnrtu'.includes(character)) this.#wrong('in string escape code');
    this.#at += 1;
    if (character !== 'u') return;
    for (let i = 0; i < 4; i++, this.#at++) {
      if (!/[0-9a-fA-F]/.test(this.#text[this.#at] ?? '')) this.#wrong('in \\u hexadecimal character escape');
    }
  }

  #literal(word: string, value: boolean | null): boolean | null {
    for (let i = 1; i < word.length; i++) {
      this.#at += 1;
      if (this.#text[this.#at] !== word[i]) this.#wrong(`in literal ${word} (expecting '${word[i]}')`);
    }
    this.#at += 1;
    return value;
  }

  #number(): number {
    const begin = this.#at;
    const isDigit = () => /[0-9]/.test(this.#text[this.#at] ?? '');
    const digits = () => {
      while (isDigit()) this.#at += 1;
    };
    if (this.#text[this.#at] === '-') {
      this.#at += 1;
      if (!isDigit()) this.#wrong('in numeric literal');
    } else if (!isDigit()) this.#wrong('looking for beginning of value');
    if (this.#text[this.#at] === '0') this.#at += 1;
    else digits();
    if (this.#text[this.#at] === '.') {
      this.#at += 1;
      if (!isDigit()) this.#wrong('after decimal point in numeric literal');
      digits();
    }
    if (/[eE]/.test(this.#text[this.#at] ?? '')) {
      this.#at += 1;
      if (/[+-]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      if (!isDigit()) this.#wrong('in exponent of numeric literal');
      digits();
    }
    return Number(this.#text.slice(begin, this.#at));
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? '?')) this.#at += 1;
  }

  #wrong(where: string): never {
    const character = this.#text.codePointAt(this.#at);
    if (character === undefined) throw new Malformed('unexpected end of JSON input');
    throw new Malformed(`invalid character ${quoted(String.fromCodePoint(character))} ${where}`);
  }
}

/** A character as Go prints it. */
function quoted(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  const text = JSON.stringify(character).slice(1, -1);
  return `'${text.replace(/^\\u00(..)$/, '\\x$1')}'`;
}
