import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import { type Program, write } from '../syscalls.ts';

/** Parentheses and negations within each other. */
const maxDepth = 100;

/** What `test` says of its words: true, false, or what is wrong with them. */
export function testWords(process: Process, words: readonly string[]): boolean | string {
  if (words.length === 0) return false;
  return new Reader(process, words).whole();
}

class Problem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

class Reader {
  readonly #process: Process;
  readonly #words: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(process: Process, words: readonly string[]) {
    this.#process = process;
    this.#words = words;
  }

  whole(): boolean | string {
    try {
      const value = this.#or();
      const rest = this.#words[this.#at];
      return rest === undefined ? value : `${rest}: unknown operand`;
    } catch (problem) {
      if (problem instanceof Problem) return problem.text;
      throw problem;
    }
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at += 1;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.#words[this.#at] === '-a') {
      this.#at += 1;
      const right = this.#not();
      value = value && right;
    }
    return value;
  }

  #not(): boolean {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new Problem('too many arguments');
    const left = this.#words.length - this.#at;
    let value: boolean;
    if (this.#words[this.#at] === '!' && left > 1 && !this.#binaryAt(this.#at + 1)) {
      this.#at += 1;
      value = !this.#not();
    } else value = this.#primary();
    this.#depth -= 1;
    return value;
  }

  #binaryAt(at: number): boolean {
    return this.#words[at + 1] !== undefined && isBinary(this.#words[at] ?? '');
  }

  #primary(): boolean {
    const word = this.#words[this.#at];
    if (word === undefined) throw new Problem('argument expected');
    if (this.#binaryAt(this.#at + 1)) {
      const operator = this.#words[this.#at + 1] as string;
      const right = this.#words[this.#at + 2] as string;
      this.#at += 3;
      return this.#compare(word, operator, right);
    }
    if (word === '(') {
      this.#at += 1;
      const value = this.#or();
      if (this.#words[this.#at] !== ')') throw new Problem('closing paren expected');
      this.#at += 1;
      return value;
    }
    const operand = this.#words[this.#at + 1];
    if (/^-[a-zA-Z]$/.test(word) && operand !== undefined && 'bcdefghknprstuwxzGLOS'.includes(word[1] as string)) {
      this.#at += 2;
      return this.#unary(word, operand);
    }
    this.#at += 1;
    return word !== '';
  }

  #unary(operator: string, operand: string): boolean {
    if (operator === '-n') return operand !== '';
    if (operator === '-z') return operand === '';
    if (operator === '-t') return this.#process.files[this.#number(operand)]?.isTerminal === true;
    const link = operator === '-L' || operator === '-h';
    const node = this.#process.stat(operand, link ? 'keep' : 'follow');
    if (refused(node)) return false;
    switch (operator) {
      case '-f':
        return node.kind === 'file';
      case '-d':
        return node.kind === 'directory';
      case '-L':
      case '-h':
        return node.kind === 'link';
      case '-c':
        return node.kind === 'device';
      case '-s':
        return node.kind === 'directory' || (node.kind === 'file' && node.size > 0);
      case '-x':
        return node.kind === 'directory' || (node.mode & 0o111) !== 0;
      case '-w': {
        const place = this.#process.resolve(operand);
        return !refused(place) && !place.readOnly;
      }
      case '-b':
      case '-p':
      case '-S':
      case '-u':
      case '-g':
      case '-k':
        return false;
      default:
        return true;
    }
  }

  #compare(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '-nt':
      case '-ot': {
        const a = this.#process.stat(left);
        const b = this.#process.stat(right);
        if (refused(a) || refused(b)) return operator === '-nt' ? !refused(a) : !refused(b);
        return operator === '-nt' ? a.mtimeMs > b.mtimeMs : a.mtimeMs < b.mtimeMs;
      }
      case '-ef': {
        const a = this.#process.stat(left);
        return !refused(a) && a === this.#process.stat(right);
      }
    }
    const a = this.#number(left);
    const b = this.#number(right);
    switch (operator) {
      case '-eq':
        return a === b;
      case '-ne':
        return a !== b;
      case '-lt':
        return a < b;
      case '-le':
        return a <= b;
      case '-gt':
        return a > b;
      default:
        return a >= b;
    }
  }

  #number(text: string): number {
    if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new Problem(`${text}: bad number`);
    return Number(text);
  }
}

function isBinary(word: string): boolean {
  return /^(?:=|==|!=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/.test(word);
}

/** `test` and `[` as programs. */
export const test: Program = function* (process) {
  let words = process.argv.slice(1);
  if (process.argv[0] === '[') {
    if (words[words.length - 1] !== ']') {
      yield* write(2, '[: missing ]\n');
      return 2;
    }
    words = words.slice(0, -1);
  }
  const result = testWords(process, words);
  if (typeof result !== 'string') return result ? 0 : 1;
  yield* write(2, `${process.argv[0]}: ${result}\n`);
  return 2;
};
