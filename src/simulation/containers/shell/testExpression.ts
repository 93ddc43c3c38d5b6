import type { TestExpression } from 'unbash';
import { PatternError } from '../applets/patternSyntax.ts';
import { regularExpression } from '../applets/regularExpression.ts';
import { testWords } from '../applets/test.ts';
import { WorkLimit } from '../exhaustion.ts';
import type { Run } from '../syscalls.ts';
import { expandPattern, expandText } from './expand.ts';
import { compilePattern, matches } from './pattern.ts';
import type { Shell } from './shell.ts';

/** `[[ … ]]`, as far as ash has it: 0 true, 1 false, 2 wrong. */
export function* evaluateTest(shell: Shell, expression: TestExpression): Run<number> {
  switch (expression.type) {
    case 'TestGroup':
      return yield* evaluateTest(shell, expression.expression);
    case 'TestNot': {
      const status = yield* evaluateTest(shell, expression.operand);
      if (status > 1 || expression.negations.length % 2 === 0) return status;
      return status === 0 ? 1 : 0;
    }
    case 'TestLogical': {
      let status = 0;
      for (const operand of expression.operands) {
        status = yield* evaluateTest(shell, operand);
        if ((expression.operator === '&&') === (status !== 0)) return status;
      }
      return status;
    }
    case 'TestUnary':
      return yield* answer(shell, [expression.operator, yield* expandText(shell, expression.operand)]);
    case 'TestBinary': {
      const left = yield* expandText(shell, expression.left);
      if (['=', '==', '!='].includes(expression.operator)) {
        const equal = matches(compilePattern(yield* expandPattern(shell, expression.right)), left);
        return equal === (expression.operator !== '!=') ? 0 : 1;
      }
      if (expression.operator === '=~')
        return yield* matchesExpression(shell, left, yield* expandText(shell, expression.right));
      return yield* answer(shell, [left, expression.operator, yield* expandText(shell, expression.right)]);
    }
  }
}

function* matchesExpression(shell: Shell, text: string, source: string): Run<number> {
  const pattern = regularExpression(source, 'extended');
  if (pattern instanceof PatternError) {
    yield* shell.complain(`bad regex '${source}': ${pattern.text}`);
    return 2;
  }
  const work = new WorkLimit();
  const found = pattern.find(text, 0, work);
  shell.process.charge(work.takenMicros);
  if (shell.dialect === 'bash') shell.arrays.fill('BASH_REMATCH', found ? groupsOf(text, found) : [], 'anew');
  return found ? 0 : 1;
}

/** The whole match and its groups; a group that took no part is empty. */
function groupsOf(text: string, match: readonly number[]): string[] {
  const groups: string[] = [];
  for (let at = 0; at + 1 < match.length; at += 2) {
    const [begin = -1, end = -1] = match.slice(at, at + 2);
    groups.push(begin < 0 ? '' : text.slice(begin, end));
  }
  return groups;
}

function* answer(shell: Shell, words: readonly string[]): Run<number> {
  const result = testWords(shell.process, words);
  if (typeof result !== 'string') return result ? 0 : 1;
  yield* shell.complain(result);
  return 2;
}
