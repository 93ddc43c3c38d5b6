/** Where arithmetic reads and sets variables. */
export interface ArithmeticScope {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

/** What is wrong with an expression, in ash's words. */
export class ArithmeticError {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = (scope: ArithmeticScope) => bigint;
type Failure = { error: string };

const maxKept = 500;
/** Parentheses and operators within each other. */
const maxDepth = 100;
const kept = new Map<string, Value | Failure>();

/** Evaluates with 64-bit integers, as ash. */
export function evaluate(text: string, scope: ArithmeticScope): bigint | ArithmeticError {
  let value = kept.get(text);
  if (!value) {
    value = new Reader(text).whole();
    if (kept.size >= maxKept) kept.clear();
    kept.set(text, value);
  }
  if (typeof value !== 'function') return new ArithmeticError(value.error);
  try {
    return value(scope);
  } catch (problem) {
    if (problem instanceof ArithmeticError) return problem;
    throw problem;
  }
}

const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const wrap = (value: bigint) => BigInt.asIntN(64, value);
const truth = (condition: boolean) => (condition ? 1n : 0n);

function binary(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return wrap(a + b);
    case '-':
      return wrap(a - b);
    case '*':
      return wrap(a * b);
    case '/':
    case '%':
      if (b === 0n) throw new ArithmeticError('divide by zero');
      return wrap(operator === '/' ? a / b : a % b);
    case '**':
      if (b < 0n) throw new ArithmeticError('exponent less than 0');
      return wrap(powerOf(a, b));
    case '<<':
      return wrap(a << (b & 63n));
    case '>>':
      return a >> (b & 63n);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    default:
      return a ^ b;
  }
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = BigInt.asUintN(64, exponent); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}

function numberOf(text: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text));
  if (/^0[0-7]+$/.test(text)) return wrap(BigInt(`0o${text.slice(1)}`));
  return /^\d+$/.test(text) ? wrap(BigInt(text)) : undefined;
}

function variable(name: string, depth = 0): Value {
  return (scope) => {
    const text = (scope.get(name) ?? '').trim();
    if (text === '') return 0n;
    const negative = text.startsWith('-');
    const number = numberOf(negative ? text.slice(1) : text);
    if (number !== undefined) return negative ? -number : number;
    if (depth > 20) throw new ArithmeticError('expression recursion loop detected');
    if (/^[A-Za-z_]\w*$/.test(text)) return variable(text, depth + 1)(scope);
    const value = new Reader(text).whole();
    if (typeof value !== 'function') throw new ArithmeticError(value.error);
    if (text.includes(name)) throw new ArithmeticError('expression recursion loop detected');
    return value(scope);
  };
}

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Value | Failure {
    if (this.#text.trim() === '') return () => 0n;
    try {
      const value = this.#comma();
      this.#space();
      if (this.#at < this.#text.length) throw new ArithmeticError('arithmetic syntax error');
      return value;
    } catch (problem) {
      if (problem instanceof ArithmeticError) return { error: problem.text };
      throw problem;
    }
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #take(pattern: RegExp): string | undefined {
    this.#space();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #comma(): Value {
    let value = this.#assignment();
    while (this.#take(/,/y)) {
      const first = value;
      const second = this.#assignment();
      value = (scope) => {
        first(scope);
        return second(scope);
      };
    }
    return value;
  }

  #assignment(): Value {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new ArithmeticError('arithmetic syntax error');
    const start = this.#at;
    const name = this.#take(/[A-Za-z_]\w*/y);
    const operator = name === undefined ? undefined : this.#take(/=(?!=)|(?:\+|-|\*\*?|\/|%|<<|>>|&|\||\^)=/y);
    let value: Value;
    if (name !== undefined && operator !== undefined) {
      const right = this.#assignment();
      const old = variable(name);
      value = (scope) => {
        const result = operator === '=' ? right(scope) : binary(operator.slice(0, -1), old(scope), right(scope));
        scope.set(name, String(result));
        return result;
      };
    } else {
      this.#at = start;
      value = this.#ternary();
    }
    this.#depth -= 1;
    return value;
  }

  #ternary(): Value {
    const test = this.#level(0);
    if (!this.#take(/\?/y)) return test;
    const yes = this.#assignment();
    if (!this.#take(/:/y)) throw new ArithmeticError('malformed ?: operator');
    const no = this.#assignment();
    return (scope) => (test(scope) !== 0n ? yes(scope) : no(scope));
  }

  #level(index: number): Value {
    const operators = levels[index];
    if (!operators) return this.#power();
    let left = this.#level(index + 1);
    for (;;) {
      const operator = this.#operator(operators);
      if (!operator) return left;
      const a = left;
      const b = this.#level(index + 1);
      if (operator === '||') left = (scope) => truth(a(scope) !== 0n || b(scope) !== 0n);
      else if (operator === '&&') left = (scope) => truth(a(scope) !== 0n && b(scope) !== 0n);
      else left = (scope) => binary(operator, a(scope), b(scope));
    }
  }

  #operator(operators: readonly string[]): string | undefined {
    this.#space();
    for (const operator of operators) {
      if (!this.#text.startsWith(operator, this.#at)) continue;
      const next = this.#text[this.#at + operator.length] ?? '';
      if (operator.length === 1 && '|&<>'.includes(operator) && next === operator) continue;
      if (
        next === '=' &&
        !['==', '!=', '<=', '>='].includes(operator) &&
        this.#text[this.#at + operator.length + 1] !== '='
      )
        continue;
      if (operator === '*' && next === '*') continue;
      this.#at += operator.length;
      return operator;
    }
    return undefined;
  }

  #power(): Value {
    const base = this.#unary();
    if (!this.#take(/\*\*(?!=)/y)) return base;
    const exponent = this.#power();
    return (scope) => binary('**', base(scope), exponent(scope));
  }

  #unary(): Value {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new ArithmeticError('arithmetic syntax error');
    const value = this.#operand();
    this.#depth -= 1;
    return value;
  }

  #operand(): Value {
    const step = this.#take(/\+\+(?=\s*[A-Za-z_])|--(?=\s*[A-Za-z_])/y);
    if (step) return this.#stepped(this.#take(/[A-Za-z_]\w*/y) as string, step, 'before');
    const operator = this.#take(/[-+!~]/y);
    if (operator) {
      const operand = this.#unary();
      if (operator === '-') return (scope) => wrap(-operand(scope));
      if (operator === '!') return (scope) => truth(operand(scope) === 0n);
      if (operator === '~') return (scope) => ~operand(scope);
      return operand;
    }
    if (this.#take(/\(/y)) {
      const value = this.#comma();
      if (!this.#take(/\)/y)) throw new ArithmeticError('arithmetic syntax error');
      return value;
    }
    const name = this.#take(/[A-Za-z_]\w*/y);
    if (name !== undefined) {
      const after = this.#take(/\+\+|--/y);
      return after ? this.#stepped(name, after, 'after') : variable(name);
    }
    const digits = this.#take(/\d\w*/y);
    const number = digits === undefined ? undefined : numberOf(digits);
    if (number === undefined) throw new ArithmeticError('arithmetic syntax error');
    return () => number;
  }

  #stepped(name: string, step: string, when: 'before' | 'after'): Value {
    const old = variable(name);
    return (scope) => {
      const before = old(scope);
      const after = wrap(step === '++' ? before + 1n : before - 1n);
      scope.set(name, String(after));
      return when === 'before' ? after : before;
    };
  }
}
