import { ArithmeticError, binary, numberOf, truth, wrap } from './integers.ts';

/** Where arithmetic reads and sets variables. */
export interface ArithmeticScope {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

type Value = (scope: CountedScope) => bigint;
type Failure = { error: string };

const maxKept = 500;
const maxExpressionBytes = 10_000;
/** Variables whose values are expressions again, within each other and in all. */
const maxNested = 20;
const maxNestedInAll = 1000;
/** Parentheses and operators within each other. */
const maxDepth = 100;
const kept = new Map<string, Value | Failure>();

/** A scope that knows how often a variable's value was an expression itself: `a=b+b; b=c+c; …` would take for ever. */
class CountedScope implements ArithmeticScope {
  readonly #scope: ArithmeticScope;
  #depth = 0;
  #inAll = 0;

  constructor(scope: ArithmeticScope) {
    this.#scope = scope;
  }

  get(name: string): string | undefined {
    return this.#scope.get(name);
  }

  set(name: string, value: string): void {
    this.#scope.set(name, value);
  }

  /** The value of a variable that is an expression. */
  nested(text: string): bigint {
    this.#inAll += 1;
    this.#depth += 1;
    if (this.#depth > maxNested || this.#inAll > maxNestedInAll || text.length > maxExpressionBytes)
      throw new ArithmeticError('expression recursion loop detected');
    const value = new Reader(text).whole();
    if (typeof value !== 'function') throw new ArithmeticError(value.error);
    const result = value(this);
    this.#depth -= 1;
    return result;
  }
}

/** Evaluates with 64-bit integers, as ash. */
export function evaluate(text: string, scope: ArithmeticScope): bigint | ArithmeticError {
  if (text.length > maxExpressionBytes) return new ArithmeticError('arithmetic syntax error');
  let value = kept.get(text);
  if (!value) {
    value = new Reader(text).whole();
    if (kept.size >= maxKept) kept.clear();
    kept.set(text, value);
  }
  if (typeof value !== 'function') return new ArithmeticError(value.error);
  try {
    return value(new CountedScope(scope));
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
function variable(name: string): Value {
  return (scope) => {
    const text = (scope.get(name) ?? '').trim();
    if (text === '') return 0n;
    const negative = text.startsWith('-');
    const number = numberOf(negative ? text.slice(1) : text);
    if (number !== undefined) return negative ? -number : number;
    return scope.nested(text);
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
