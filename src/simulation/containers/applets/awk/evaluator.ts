import { held } from '../../exhaustion.ts';
import type { Run } from '../../syscalls.ts';
import { callBuiltin, chargeForText, matchIn, splitInto, substituted, type World } from './builtins.ts';
import type { Input } from './input.ts';
import type { InputRecord } from './record.ts';
import { AwkError, type Expression, type Place } from './syntax.ts';
import { compared, fromOutside, isTrue, numberOf, textOf, type Value } from './values.ts';
import type { Cell, Variables } from './variables.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Functions within functions. */
const maxCalls = 100;

/** Evaluates expressions. */
export abstract class Evaluator {
  protected readonly world: World;
  protected readonly variables: Variables;
  protected readonly record: InputRecord;
  protected readonly input: Input;

  constructor(world: World, record: InputRecord, input: Input) {
    this.world = world;
    this.variables = world.variables;
    this.record = record;
    this.input = input;
  }

  /** Runs the body of a function of the program. */
  protected abstract callFunction(name: string): Run<Value>;
  protected abstract parametersOf(name: string): readonly string[] | undefined;

  *evaluate(expression: Expression): Run<Value> {
    switch (expression.kind) {
      case 'number':
      case 'text':
        return expression.value;
      case 'pattern':
        return this.world.patterns.find(expression.source, this.record.text) ? 1 : 0;
      case 'variable':
        return this.#variable(expression.name);
      case 'field':
        return this.record.get(this.#fieldNumber(yield* this.evaluate(expression.index)));
      case 'element': {
        const array = this.variables.array(expression.array);
        const key = yield* this.keyOf(expression.index);
        if (!array.has(key)) this.variables.setElement(array, key, undefined);
        return array.get(key);
      }
      case 'assign':
        return yield* this.#assignment(expression);
      case 'step': {
        const before = numberOf(yield* this.evaluate(expression.to));
        yield* this.assign(expression.to, before + expression.by);
        return expression.answers === 'before' ? before : before + expression.by;
      }
      case 'unary': {
        const value = yield* this.evaluate(expression.operand);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -numberOf(value) : numberOf(value);
      }
      case 'binary':
        return yield* this.#binary(expression);
      case 'choice':
        return yield* this.evaluate(isTrue(yield* this.evaluate(expression.test)) ? expression.yes : expression.no);
      case 'in':
        return this.variables.array(expression.array).has(yield* this.keyOf(expression.index)) ? 1 : 0;
      case 'match': {
        const text = textOf(yield* this.evaluate(expression.text));
        const found = this.world.patterns.find(yield* this.#patternOf(expression.pattern), text) !== undefined;
        return found === (expression.negated === 'no') ? 1 : 0;
      }
      case 'call':
        return expression.own === 'yes' ? yield* this.#call(expression) : yield* this.#builtin(expression);
      case 'list':
        return yield* this.keyOf(expression.items);
      case 'getline':
        return yield* this.#getline(expression);
    }
  }

  *assign(to: Place, value: Value): Run<void> {
    const kept = typeof value === 'string' ? held(value) : value;
    if (to.kind === 'field') this.record.setField(this.#fieldNumber(yield* this.evaluate(to.index)), kept);
    else if (to.kind === 'element') {
      this.variables.setElement(this.variables.array(to.array), yield* this.keyOf(to.index), kept);
    } else if (to.name === 'NF') this.record.setCount(Math.trunc(numberOf(kept)));
    else {
      const cell = this.variables.cell(to.name);
      if (cell.array) throw new AwkError('Not a scalar');
      cell.value = kept;
    }
  }

  *keyOf(index: readonly Expression[]): Run<string> {
    const parts: string[] = [];
    for (const part of index) parts.push(textOf(yield* this.evaluate(part)));
    return parts.length === 1 ? (parts[0] as string) : parts.join(textOf(this.variables.global('SUBSEP')));
  }

  /** A key as `for (key in array)` gives it: it may compare as a number. */
  protected keyValue(key: string): Value {
    return fromOutside(key);
  }

  #variable(name: string): Value {
    if (name === 'NF') return this.record.count;
    const cell = this.variables.cell(name);
    if (cell.array) throw new AwkError('Not a scalar');
    return cell.value;
  }

  #fieldNumber(value: Value): number {
    const index = Math.trunc(numberOf(value));
    if (!(index >= 0)) throw new AwkError('Access to negative field');
    return index;
  }

  *#assignment({ to, operator, value }: Extract<Expression, { kind: 'assign' }>): Run<Value> {
    let result = yield* this.evaluate(value);
    if (operator !== '') result = calculated(operator, numberOf(yield* this.evaluate(to)), numberOf(result));
    yield* this.assign(to, result);
    return result;
  }

  *#binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Run<Value> {
    const a = yield* this.evaluate(left);
    if (operator === '&&') return isTrue(a) && isTrue(yield* this.evaluate(right)) ? 1 : 0;
    if (operator === '||') return isTrue(a) || isTrue(yield* this.evaluate(right)) ? 1 : 0;
    const b = yield* this.evaluate(right);
    switch (operator) {
      case ' ': {
        const format = textOf(this.variables.global('CONVFMT'));
        const joined = held(textOf(a, format) + textOf(b, format));
        chargeForText(this.world, joined);
        return joined;
      }
      case '<':
        return compared(a, b) < 0 ? 1 : 0;
      case '<=':
        return compared(a, b) <= 0 ? 1 : 0;
      case '==':
        return compared(a, b) === 0 ? 1 : 0;
      case '!=':
        return compared(a, b) !== 0 ? 1 : 0;
      case '>':
        return compared(a, b) > 0 ? 1 : 0;
      case '>=':
        return compared(a, b) >= 0 ? 1 : 0;
      default:
        return calculated(operator, numberOf(a), numberOf(b));
    }
  }

  /** Between slashes, or any text. */
  *#patternOf(expression: Expression | undefined): Run<string> {
    if (expression?.kind === 'pattern') return expression.source;
    return expression ? textOf(yield* this.evaluate(expression)) : '';
  }

  *#builtin({ name, args }: Call): Run<Value> {
    const [first, second, third] = args;
    switch (name) {
      case 'length':
        if (!first) return this.record.text.length;
        if (first.kind === 'variable' && this.variables.cell(first.name).array)
          return this.variables.array(first.name).size;
        break;
      case 'split': {
        const text = textOf(first && (yield* this.evaluate(first)));
        if (second?.kind !== 'variable') throw new AwkError('Not an array');
        const separator = third ? yield* this.#patternOf(third) : textOf(this.variables.global('FS'));
        return splitInto(this.world, text, second.name, separator);
      }
      case 'match':
        return matchIn(this.world, textOf(first && (yield* this.evaluate(first))), yield* this.#patternOf(second));
      case 'sub':
      case 'gsub': {
        const pattern = yield* this.#patternOf(first);
        const by = textOf(second && (yield* this.evaluate(second)));
        const target: Expression = third ?? { kind: 'field', index: { kind: 'number', value: 0 } };
        const text = textOf(yield* this.evaluate(target));
        const result = substituted(this.world, pattern, by, text, name === 'sub' ? 'first' : 'all');
        const isPlace = target.kind === 'variable' || target.kind === 'field' || target.kind === 'element';
        if (result.count > 0 && isPlace) yield* this.assign(target, result.text);
        return result.count;
      }
    }
    const values: Value[] = [];
    for (const argument of args) values.push(yield* this.evaluate(argument));
    return yield* callBuiltin(this.world, name, values);
  }

  /** Arrays are handed over as such, values as copies. */
  *#call({ name, args }: Call): Run<Value> {
    const parameters = this.parametersOf(name);
    if (!parameters) throw new AwkError('Call to undefined function');
    if (this.variables.depth >= maxCalls) throw new AwkError('function calls nested too deeply');
    const scope = new Map<string, Cell>(parameters.map((parameter) => [parameter, { value: undefined }]));
    for (const [index, argument] of args.entries()) {
      const parameter = parameters[index];
      const cell =
        argument.kind === 'variable' && argument.name !== 'NF' ? this.variables.cell(argument.name) : undefined;
      if (cell && parameter !== undefined && (cell.array || cell.value === undefined)) {
        scope.set(parameter, { value: undefined, origin: cell, ...(cell.array && { array: cell.array }) });
        continue;
      }
      const value = yield* this.evaluate(argument);
      if (parameter !== undefined) scope.set(parameter, { value });
    }
    this.variables.enter(scope);
    try {
      return yield* this.callFunction(name);
    } finally {
      this.variables.leave();
    }
  }

  /** 1, 0 at the end, -1 where the file cannot be read. */
  *#getline({ to, from, source }: Extract<Expression, { kind: 'getline' }>): Run<Value> {
    let record: string | undefined | false;
    if (from === 'input') record = yield* this.input.next();
    else {
      const name = textOf(source && (yield* this.evaluate(source)));
      const separator = textOf(this.variables.global('RS'));
      if (from === 'file') record = yield* this.world.streams.readFile(name, separator);
      else record = yield* this.world.streams.readCommand(name, separator);
      if (from === 'command' && record !== undefined) this.input.count();
    }
    if (record === undefined) return 0;
    if (record === false) return -1;
    if (to) yield* this.assign(to, fromOutside(record));
    else this.record.set(record);
    return 1;
  }
}

function calculated(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '^':
      return a ** b;
    default:
      if (b === 0) throw new AwkError('Division by zero');
      return operator === '/' ? a / b : a % b;
  }
}
