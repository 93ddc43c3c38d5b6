import { AwkError, type Expression, type Place } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Expressions within each other. */
const maxDepth = 150;
const comparisons = new Set(['<', '<=', '==', '!=', '>', '>=']);

/** Reads expressions, the loosest binding first. */
export class ExpressionParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #greater: 'compares' | 'redirects' = 'compares';

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  mark(): number {
    return this.#at;
  }

  reset(mark: number): void {
    this.#at = mark;
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  isSign(text: string): boolean {
    return this.token.kind === 'sign' && this.token.text === text;
  }

  take(text: string): boolean {
    const { kind } = this.token;
    if ((kind !== 'sign' && kind !== 'keyword') || this.token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.unexpected();
  }

  unexpected(): never {
    throw new AwkError(
      `cmd. line:${this.token.line}: Unexpected ${this.token.kind === 'end' ? 'end of file' : 'token'}`,
    );
  }

  skipNewlines(): void {
    while (this.token.kind === 'newline') this.#at += 1;
  }

  skipEnds(): void {
    while (this.token.kind === 'newline' || this.isSign(';')) this.#at += 1;
  }

  endsHere(): boolean {
    return this.token.kind === 'newline' || this.token.kind === 'end' || this.isSign(';') || this.isSign('}');
  }

  withoutGreater<T>(read: () => T): T {
    return this.#greaterAs('redirects', read);
  }

  withGreater<T>(read: () => T): T {
    return this.#greaterAs('compares', read);
  }

  #greaterAs<T>(meaning: 'compares' | 'redirects', read: () => T): T {
    const before = this.#greater;
    this.#greater = meaning;
    const result = read();
    this.#greater = before;
    return result;
  }

  listUntil(end: string): Expression[] {
    const items: Expression[] = [];
    this.skipNewlines();
    while (!this.take(end)) {
      items.push(this.withGreater(() => this.expression()));
      this.skipNewlines();
      if (!this.take(',') && !this.isSign(end)) this.unexpected();
      this.skipNewlines();
    }
    return items;
  }

  expression(): Expression {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new AwkError('expression nested too deeply');
    const expression = this.#ternary();
    this.#depth -= 1;
    return expression;
  }

  #ternary(): Expression {
    const left = this.#or();
    if (this.take('?')) {
      this.skipNewlines();
      const yes = this.expression();
      this.skipNewlines();
      this.expect(':');
      this.skipNewlines();
      return { kind: 'choice', test: left, yes, no: this.expression() };
    }
    const { kind, text } = this.token;
    if (kind !== 'sign' || !/^(?:[-+*/%^]?=)$/.test(text) || !isPlace(left)) return left;
    this.next();
    this.skipNewlines();
    return { kind: 'assign', to: left, operator: text.slice(0, -1), value: this.expression() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.take('||')) {
      this.skipNewlines();
      left = { kind: 'binary', operator: '||', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#membership();
    while (this.take('&&')) {
      this.skipNewlines();
      left = { kind: 'binary', operator: '&&', left, right: this.#membership() };
    }
    return left;
  }

  #membership(): Expression {
    let left = this.#matching();
    while (this.take('in')) {
      const index = left.kind === 'list' ? left.items : [left];
      left = { kind: 'in', index, array: this.next().text };
    }
    return left;
  }

  #matching(): Expression {
    let left = this.#comparison();
    while (this.isSign('~') || this.isSign('!~')) {
      const negated = this.next().text === '~' ? 'no' : 'yes';
      left = { kind: 'match', text: left, pattern: this.#comparison(), negated };
    }
    return left;
  }

  #comparison(): Expression {
    let left = this.concatenation();
    for (;;) {
      const { kind, text } = this.token;
      const isComparison = kind === 'sign' && comparisons.has(text) && (text !== '>' || this.#greater === 'compares');
      if (isComparison) {
        this.next();
        left = { kind: 'binary', operator: text, left, right: this.concatenation() };
      } else if (this.isSign('|') && this.#tokens[this.#at + 1]?.text === 'getline') {
        this.next();
        this.next();
        left = { kind: 'getline', from: 'command', source: left, to: this.#optionalPlace() };
      } else return left;
    }
  }

  concatenation(): Expression {
    let left = this.#additive();
    while (this.#beginsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#additive() };
    return left;
  }

  #beginsOperand(): boolean {
    const { kind, text } = this.token;
    if (['number', 'text', 'pattern', 'name', 'callee', 'builtin'].includes(kind)) return true;
    return kind === 'sign' && ['$', '!', '(', '-', '+', '++', '--'].includes(text);
  }

  #additive(): Expression {
    let left = this.#multiplicative();
    while (this.isSign('+') || this.isSign('-')) {
      left = { kind: 'binary', operator: this.next().text, left, right: this.#multiplicative() };
    }
    return left;
  }

  #multiplicative(): Expression {
    let left = this.#unary();
    while (this.isSign('*') || this.isSign('/') || this.isSign('%')) {
      left = { kind: 'binary', operator: this.next().text, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Expression {
    if (this.isSign('!') || this.isSign('-') || this.isSign('+')) {
      const operator = this.next().text;
      this.#depth += 1;
      if (this.#depth > maxDepth) throw new AwkError('expression nested too deeply');
      const operand = this.#unary();
      this.#depth -= 1;
      return { kind: 'unary', operator, operand };
    }
    return this.#power();
  }

  #power(): Expression {
    const base = this.#stepped();
    if (!this.take('^')) return base;
    return { kind: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  #stepped(): Expression {
    if (this.isSign('++') || this.isSign('--')) {
      const by = this.next().text === '++' ? 1 : -1;
      const to = this.#primary();
      if (!isPlace(to)) this.unexpected();
      return { kind: 'step', to, by, answers: 'after' };
    }
    const operand = this.#primary();
    if (!isPlace(operand) || (!this.isSign('++') && !this.isSign('--'))) return operand;
    return { kind: 'step', to: operand, by: this.next().text === '++' ? 1 : -1, answers: 'before' };
  }

  #primary(): Expression {
    const token = this.next();
    const { kind, text } = token;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'text') return { kind: 'text', value: text };
    if (kind === 'pattern') return { kind: 'pattern', source: text };
    if (kind === 'name') {
      if (this.take('[')) return { kind: 'element', array: text, index: this.listUntil(']') };
      return { kind: 'variable', name: text };
    }
    if (kind === 'callee' || kind === 'builtin') {
      const args = this.take('(') ? this.listUntil(')') : [];
      return { kind: 'call', name: text, args, own: kind === 'builtin' ? 'no' : 'yes' };
    }
    if (text === '$' && kind === 'sign') return { kind: 'field', index: this.#fieldIndex() };
    if (text === '(' && kind === 'sign') return this.#group();
    if (text === 'getline' && kind === 'keyword') {
      const to = this.#optionalPlace();
      if (!this.take('<')) return { kind: 'getline', from: 'input', source: undefined, to };
      return { kind: 'getline', from: 'file', source: this.#stepped(), to };
    }
    this.#at -= 1;
    return this.unexpected();
  }

  #fieldIndex(): Expression {
    if (this.isSign('-') || this.isSign('+') || this.isSign('!')) return this.#unary();
    if (this.isSign('++') || this.isSign('--')) return this.#stepped();
    return this.#primary();
  }

  #group(): Expression {
    const items = this.listUntil(')');
    if (items.length === 1) return items[0] as Expression;
    if (items.length === 0) this.unexpected();
    return { kind: 'list', items };
  }

  #optionalPlace(): Place | undefined {
    const { kind, text } = this.token;
    if (kind !== 'name' && !(kind === 'sign' && text === '$')) return undefined;
    const place = this.#primary();
    return isPlace(place) ? place : undefined;
  }
}

function isPlace(expression: Expression): expression is Place {
  return expression.kind === 'variable' || expression.kind === 'field' || expression.kind === 'element';
}
