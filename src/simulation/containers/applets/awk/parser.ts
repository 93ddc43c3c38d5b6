import { ExpressionParser } from './expressionParser.ts';
import { AwkError, type AwkFunction, type AwkProgram, type Expression, type Rule, type Statement } from './syntax.ts';
import { tokensOf } from './tokens.ts';

/** Reads a program; throws an `AwkError` where it is none. */
export function parseAwk(source: string): AwkProgram {
  return new Parser(tokensOf(source)).program();
}

/** Statements within each other. */
const maxNesting = 100;

class Parser extends ExpressionParser {
  #statements = 0;

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (this.skipEnds(); this.token.kind !== 'end'; this.skipEnds()) {
      if (this.take('function')) {
        const name = this.next().text;
        functions.set(name, this.#function());
      } else rules.push(this.#rule());
    }
    return { rules, functions };
  }

  #function(): AwkFunction {
    const parameters: string[] = [];
    this.expect('(');
    while (!this.take(')')) {
      parameters.push(this.next().text);
      if (!this.take(',') && this.token.text !== ')') this.unexpected();
      this.skipNewlines();
    }
    this.skipNewlines();
    return { parameters, body: this.#block() };
  }

  #rule(): Rule {
    if (this.take('BEGIN')) return { pattern: 'BEGIN', action: this.#block() };
    if (this.take('END')) return { pattern: 'END', action: this.#block() };
    const pattern: Expression[] = [];
    if (this.token.text !== '{' || this.token.kind !== 'sign') {
      pattern.push(this.expression());
      if (this.take(',')) {
        this.skipNewlines();
        pattern.push(this.expression());
      }
    }
    return { pattern, action: this.isSign('{') ? this.#block() : undefined };
  }

  #block(): Statement {
    this.expect('{');
    const statements: Statement[] = [];
    for (this.skipEnds(); !this.take('}'); this.skipEnds()) statements.push(this.#statement());
    return { kind: 'block', statements };
  }

  #statement(): Statement {
    this.#statements += 1;
    if (this.#statements > maxNesting) throw new AwkError('program nested too deeply');
    const statement = this.#compound() ?? this.#simpleWithEnd();
    this.#statements -= 1;
    return statement;
  }

  #compound(): Statement | undefined {
    if (this.isSign('{')) return this.#block();
    if (this.take('if')) {
      const test = this.#test();
      const yes = this.#body();
      const here = this.mark();
      this.skipEnds();
      if (this.take('else')) return { kind: 'if', test, yes, no: this.#body() };
      this.reset(here);
      return { kind: 'if', test, yes, no: undefined };
    }
    if (this.take('while')) {
      const test = this.#test();
      return { kind: 'while', test, body: this.#body() };
    }
    if (this.take('do')) {
      const body = this.#body();
      this.skipEnds();
      if (!this.take('while')) this.unexpected();
      const test = this.#test();
      return { kind: 'do', test, body };
    }
    return this.take('for') ? this.#for() : undefined;
  }

  #test(): Expression {
    this.expect('(');
    const test = this.expression();
    this.expect(')');
    return test;
  }

  #body(): Statement {
    this.skipNewlines();
    if (this.take(';')) return { kind: 'block', statements: [] };
    return this.#statement();
  }

  #for(): Statement {
    this.expect('(');
    const here = this.mark();
    const name = this.next();
    if (name.kind === 'name' && this.take('in')) {
      const array = this.next().text;
      if (this.take(')')) return { kind: 'forIn', name: name.text, array, body: this.#body() };
    }
    this.reset(here);
    const start = this.isSign(';') ? undefined : this.#simple();
    this.expect(';');
    this.skipNewlines();
    const test = this.isSign(';') ? undefined : this.expression();
    this.expect(';');
    this.skipNewlines();
    const step = this.isSign(')') ? undefined : this.#simple();
    this.expect(')');
    return { kind: 'for', start, test, step, body: this.#body() };
  }

  #simpleWithEnd(): Statement {
    const statement = this.#simple();
    if (this.token.kind !== 'newline' && !this.isSign(';') && !this.isSign('}')) this.unexpected();
    return statement;
  }

  #simple(): Statement {
    const { text, kind } = this.token;
    if (kind !== 'keyword') return { kind: 'expression', expression: this.expression() };
    switch (text) {
      case 'print':
      case 'printf':
        this.next();
        return this.#print(text);
      case 'next':
      case 'nextfile':
      case 'break':
      case 'continue':
        this.next();
        return { kind: text };
      case 'exit':
      case 'return':
        this.next();
        return { kind: text, value: this.endsHere() ? undefined : this.expression() };
      case 'delete': {
        this.next();
        const array = this.next().text;
        return { kind: 'delete', array, index: this.take('[') ? this.listUntil(']') : undefined };
      }
      default:
        return { kind: 'expression', expression: this.expression() };
    }
  }

  /** In `print a > b` the sign is no comparison, but it is within parentheses. */
  #print(how: 'print' | 'printf'): Statement {
    let values: readonly Expression[] = [];
    if (!this.endsHere() && !this.#atOutput()) values = this.withoutGreater(() => this.#printed());
    const operator = this.#atOutput();
    if (!operator) return { kind: 'print', how, values, to: undefined };
    this.next();
    return { kind: 'print', how, values, to: { operator, target: this.withoutGreater(() => this.concatenation()) } };
  }

  #printed(): readonly Expression[] {
    const here = this.mark();
    if (this.take('(')) {
      const list = this.withGreater(() => this.listUntil(')'));
      if (this.endsHere() || this.#atOutput()) return list;
      this.reset(here);
    }
    const values = [this.expression()];
    while (this.take(',')) {
      this.skipNewlines();
      values.push(this.expression());
    }
    return values;
  }

  #atOutput(): '>' | '>>' | '|' | undefined {
    const { kind, text } = this.token;
    return kind === 'sign' && (text === '>' || text === '>>' || text === '|') ? text : undefined;
  }
}
