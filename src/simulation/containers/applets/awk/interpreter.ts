import { held } from '../../exhaustion.ts';
import { type Run, write } from '../../syscalls.ts';
import { Evaluator } from './evaluator.ts';
import type { AwkProgram, Expression, Rule, Statement } from './syntax.ts';
import { formatted, isTrue, numberOf, textOf, type Value } from './values.ts';

/** Ways out of the middle of a program; they never leave it. */
class Leave {
  readonly kind: 'next' | 'nextfile' | 'break' | 'continue' | 'exit' | 'return';
  readonly value: Value;

  constructor(kind: Leave['kind'], value?: Value) {
    this.kind = kind;
    this.value = value;
  }
}

/** Processor time of a statement, microseconds (an assumption of the right order). */
const statementMicros = 0.5;

/** Runs a program: BEGIN, the rules for each record, END. */
export class Interpreter extends Evaluator {
  readonly #program: AwkProgram;
  /** Ranges whose end has not been seen yet. */
  readonly #within = new Set<Rule>();
  #exitCode = 0;

  constructor(program: AwkProgram, ...world: ConstructorParameters<typeof Evaluator>) {
    super(...world);
    this.#program = program;
  }

  *run(): Run<number> {
    const { rules } = this.#program;
    const readsInput = rules.some(({ pattern }) => pattern !== 'BEGIN');
    let goesOn = yield* this.#until(rules.filter(({ pattern }) => pattern === 'BEGIN'));
    while (goesOn && readsInput) {
      const record = yield* this.input.next();
      if (record === undefined) break;
      this.record.set(record);
      goesOn = yield* this.#until(rules.filter(({ pattern }) => typeof pattern !== 'string'));
    }
    yield* this.#until(rules.filter(({ pattern }) => pattern === 'END'));
    yield* this.world.streams.closeAll();
    return this.#exitCode;
  }

  /** False where the program wants to end. */
  *#until(rules: readonly Rule[]): Run<boolean> {
    try {
      for (const rule of rules) {
        if (!(yield* this.#applies(rule))) continue;
        if (rule.action) yield* this.#execute(rule.action);
        else yield* this.#print(`${this.record.text}${textOf(this.variables.global('ORS'))}`);
      }
    } catch (leave) {
      if (!(leave instanceof Leave)) throw leave;
      if (leave.kind === 'nextfile') this.input.skipFile();
      if (leave.kind !== 'exit') return true;
      if (leave.value !== undefined) this.#exitCode = numberOf(leave.value) & 255;
      return false;
    }
    return true;
  }

  *#applies(rule: Rule): Run<boolean> {
    if (typeof rule.pattern === 'string') return true;
    const [from, to] = rule.pattern;
    if (!from) return true;
    if (!this.#within.has(rule)) {
      if (!isTrue(yield* this.evaluate(from))) return false;
      if (!to) return true;
      this.#within.add(rule);
    }
    if (to && isTrue(yield* this.evaluate(to))) this.#within.delete(rule);
    return true;
  }

  protected override *callFunction(name: string): Run<Value> {
    const body = this.#program.functions.get(name)?.body;
    try {
      if (body) yield* this.#execute(body);
    } catch (leave) {
      if (leave instanceof Leave && leave.kind === 'return') return leave.value;
      throw leave;
    }
    return undefined;
  }

  protected override parametersOf(name: string): readonly string[] | undefined {
    return this.#program.functions.get(name)?.parameters;
  }

  *#execute(statement: Statement): Run<void> {
    this.world.process.charge(statementMicros);
    if (this.world.process.mustYield) yield { call: 'compute' };
    switch (statement.kind) {
      case 'block':
        for (const one of statement.statements) yield* this.#execute(one);
        return;
      case 'expression':
        yield* this.evaluate(statement.expression);
        return;
      case 'print':
        yield* this.#output(statement);
        return;
      case 'if':
        if (isTrue(yield* this.evaluate(statement.test))) yield* this.#execute(statement.yes);
        else if (statement.no) yield* this.#execute(statement.no);
        return;
      case 'while':
        while (isTrue(yield* this.evaluate(statement.test))) if (!(yield* this.#turn(statement.body))) return;
        return;
      case 'do':
        do if (!(yield* this.#turn(statement.body))) return;
        while (isTrue(yield* this.evaluate(statement.test)));
        return;
      case 'for':
        if (statement.start) yield* this.#execute(statement.start);
        while (!statement.test || isTrue(yield* this.evaluate(statement.test))) {
          if (!(yield* this.#turn(statement.body))) return;
          if (statement.step) yield* this.#execute(statement.step);
        }
        return;
      case 'forIn':
        for (const key of [...this.variables.array(statement.array).keys()]) {
          yield* this.assign({ kind: 'variable', name: statement.name }, this.keyValue(key));
          if (!(yield* this.#turn(statement.body))) return;
        }
        return;
      case 'delete':
        yield* this.#delete(statement.array, statement.index);
        return;
      case 'exit':
      case 'return':
        throw new Leave(statement.kind, statement.value && (yield* this.evaluate(statement.value)));
      default:
        throw new Leave(statement.kind);
    }
  }

  /** One turn of a loop; false where it is to be left. */
  *#turn(body: Statement): Run<boolean> {
    this.world.process.charge(statementMicros);
    if (this.world.process.mustYield) yield { call: 'compute' };
    try {
      yield* this.#execute(body);
    } catch (leave) {
      if (leave instanceof Leave && leave.kind === 'continue') return true;
      if (leave instanceof Leave && leave.kind === 'break') return false;
      throw leave;
    }
    return true;
  }

  *#delete(name: string, index: readonly Expression[] | undefined): Run<void> {
    const array = this.variables.array(name);
    if (index) this.variables.forget(array.delete(yield* this.keyOf(index)) ? 1 : 0);
    else {
      this.variables.forget(array.size);
      array.clear();
    }
  }

  *#output({ how, values, to }: Extract<Statement, { kind: 'print' }>): Run<void> {
    const shown: Value[] = [];
    for (const value of values) shown.push(yield* this.evaluate(value));
    let text: string;
    if (how === 'printf') text = formatted(textOf(shown[0]), shown.slice(1));
    else {
      const format = textOf(this.variables.global('OFMT'));
      const parts = shown.map((value) => textOf(value, format));
      const line = values.length === 0 ? this.record.text : parts.join(textOf(this.variables.global('OFS')));
      text = line + textOf(this.variables.global('ORS'));
    }
    if (!to) yield* this.#print(held(text));
    else yield* this.world.streams.write(to.operator, textOf(yield* this.evaluate(to.target)), held(text));
  }

  /** Nobody reads any more: the program ends. */
  *#print(text: string): Run<void> {
    if (yield* write(1, text)) throw new Leave('exit', 1);
  }
}
