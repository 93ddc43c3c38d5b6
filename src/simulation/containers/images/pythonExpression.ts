import type { Process } from '../process.ts';

export type PythonValue = string | number | boolean | undefined;

/** As `print` shows it. */
export function shown(value: PythonValue): string {
  if (value === undefined) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

type Outcome = { readonly value: PythonValue } | { readonly problem: string };

/** Parentheses in parentheses: as deep as this. */
const maxDepth = 50;
const token =
  /\s*(?:(\d+\.\d+|\d+)|f?"((?:[^"\\]|\\.)*)"|f?'((?:[^'\\]|\\.)*)'|([A-Za-z_][\w.]*)|(==|!=|<=|>=|\/\/|\*\*|[-+*/%<>()[\],]))/y;

/** What an expression is: numbers, texts, names, `os.environ`, `int`, `str`, comparisons, sums, `and`, `or`, `not`. */
export function evaluate(text: string, names: ReadonlyMap<string, PythonValue>, process: Process): Outcome {
  const words: Word[] = [];
  token.lastIndex = 0;
  const source = text.trim();
  while (token.lastIndex < source.length) {
    const from = token.lastIndex;
    const match = token.exec(source);
    if (!match)
      return {
        problem: `NotImplementedError: Pod Labs does not simulate this Python: ${source.slice(from, from + 60)}`,
      };
    const [whole, number, double, single, name, sign] = match;
    const quoted = double ?? single;
    if (number !== undefined) words.push({ value: Number(number) });
    else if (quoted !== undefined) {
      const plain = quoted.replace(/\\n/g, '\n').replace(/\\(["'\\])/g, '$1');
      const isFormat = whole.trimStart().startsWith('f');
      words.push({ value: isFormat ? plain.replace(/\{(\w+)\}/g, (_, key: string) => shown(names.get(key))) : plain });
    } else words.push({ sign: (name ?? sign) as string, isName: name !== undefined });
  }
  const reader = new Reader(words, names, process);
  try {
    const value = reader.either(0);
    return reader.isAtEnd ? { value } : { problem: 'SyntaxError: invalid syntax' };
  } catch (problem) {
    if (problem instanceof PythonProblem) return { problem: problem.text };
    throw problem;
  }
}

type Word = { readonly value: PythonValue } | { readonly sign: string; readonly isName: boolean };

class PythonProblem extends Error {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

/** Reads by precedence, weakest first. */
class Reader {
  readonly #words: readonly Word[];
  readonly #names: ReadonlyMap<string, PythonValue>;
  readonly #process: Process;
  #at = 0;

  constructor(words: readonly Word[], names: ReadonlyMap<string, PythonValue>, process: Process) {
    this.#words = words;
    this.#names = names;
    this.#process = process;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  either(depth: number): PythonValue {
    if (depth > maxDepth) throw new PythonProblem('RecursionError: maximum recursion depth exceeded');
    let left = this.#both(depth);
    while (this.#take('or')) {
      const right = this.#both(depth);
      left = left || right;
    }
    return left;
  }

  #both(depth: number): PythonValue {
    let left = this.#not(depth);
    while (this.#take('and')) {
      const right = this.#not(depth);
      left = left && right;
    }
    return left;
  }

  #not(depth: number): PythonValue {
    return this.#take('not') ? !this.#not(depth + 1) : this.#compare(depth);
  }

  #compare(depth: number): PythonValue {
    const left = this.#sum(depth);
    const operator = ['==', '!=', '<=', '>=', '<', '>', 'is'].find((one) => this.#take(one));
    if (!operator) return left;
    const negated = operator === 'is' && this.#take('not');
    const right = this.#sum(depth);
    if (operator === '==' || operator === 'is') return (left === right) !== negated;
    if (operator === '!=') return left !== right;
    if (typeof left !== typeof right || left === undefined || right === undefined) {
      throw new PythonProblem(`TypeError: '${operator}' not supported between instances`);
    }
    if (operator === '<') return left < right;
    if (operator === '>') return left > right;
    return operator === '<=' ? left <= right : left >= right;
  }

  #sum(depth: number): PythonValue {
    let left = this.#product(depth);
    for (;;) {
      const operator = ['+', '-'].find((one) => this.#take(one));
      if (!operator) return left;
      const right = this.#product(depth);
      if (operator === '+' && typeof left === 'string' && typeof right === 'string') left += right;
      else left = this.#number(left) + (operator === '+' ? 1 : -1) * this.#number(right);
    }
  }

  #product(depth: number): PythonValue {
    let left = this.#unary(depth);
    for (;;) {
      const operator = ['*', '//', '/', '%'].find((one) => this.#take(one));
      if (!operator) return left;
      const [a, b] = [this.#number(left), this.#number(this.#unary(depth))];
      if (b === 0 && operator !== '*') throw new PythonProblem('ZeroDivisionError: division by zero');
      if (operator === '*') left = a * b;
      else if (operator === '/') left = a / b;
      else left = operator === '//' ? Math.floor(a / b) : a - b * Math.floor(a / b);
    }
  }

  #unary(depth: number): PythonValue {
    return this.#take('-') ? -this.#number(this.#unary(depth + 1)) : this.#primary(depth);
  }

  #primary(depth: number): PythonValue {
    const word = this.#words[this.#at++];
    if (!word) throw new PythonProblem('SyntaxError: invalid syntax');
    if ('value' in word) return word.value;
    if (word.sign === '(') {
      const value = this.either(depth + 1);
      this.#expect(')');
      return value;
    }
    if (!word.isName) throw new PythonProblem('SyntaxError: invalid syntax');
    if (this.#take('(')) return this.#call(word.sign, depth);
    if (word.sign === 'os.environ' && this.#take('[')) {
      const key = shown(this.either(depth + 1));
      this.#expect(']');
      const value = this.#process.env.get(key);
      if (value === undefined) throw new PythonProblem(`KeyError: '${key}'`);
      return value;
    }
    if (word.sign === 'True' || word.sign === 'False') return word.sign === 'True';
    if (word.sign === 'None') return undefined;
    if (!this.#names.has(word.sign)) throw new PythonProblem(`NameError: name '${word.sign}' is not defined`);
    return this.#names.get(word.sign);
  }

  #call(name: string, depth: number): PythonValue {
    const args: PythonValue[] = [];
    while (!this.#take(')')) {
      args.push(this.either(depth + 1));
      if (!this.#take(',')) {
        this.#expect(')');
        break;
      }
    }
    const [first, second] = args;
    switch (name) {
      case 'os.environ.get':
      case 'os.getenv':
        return this.#process.env.get(shown(first)) ?? second;
      case 'str':
        return shown(first);
      case 'len':
        return shown(first).length;
      case 'float':
      case 'int':
        return this.#parsed(name, first);
      case 'time.time':
        return this.#process.nowMs / 1000;
      case 'socket.gethostname':
        return this.#process.kernel.hostname;
      default:
        throw new PythonProblem(`NotImplementedError: Pod Labs does not simulate ${name}()`);
    }
  }

  #parsed(name: string, value: PythonValue): number {
    if (value === undefined) {
      throw new PythonProblem(
        `TypeError: ${name}() argument must be a string, a bytes-like object or a real number, not 'NoneType'`,
      );
    }
    const number = Number(value);
    if (value === '' || Number.isNaN(number)) {
      throw new PythonProblem(`ValueError: invalid literal for ${name}() with base 10: '${shown(value)}'`);
    }
    return name === 'int' ? Math.trunc(number) : number;
  }

  #number(value: PythonValue): number {
    if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
    throw new PythonProblem('TypeError: unsupported operand type(s)');
  }

  #take(sign: string): boolean {
    const word = this.#words[this.#at];
    if (!word || !('sign' in word) || word.sign !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new PythonProblem('SyntaxError: invalid syntax');
  }
}
