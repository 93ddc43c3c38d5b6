import { evaluate } from '../shell/arithmetic.ts';
import { ArithmeticError } from '../shell/integers.ts';
import { type Program, write } from '../syscalls.ts';
import { complain } from './input.ts';

/** `expr 1 + 2`: whole numbers and comparisons; texts with `=` and `!=`. 1 where the result is 0 or empty. */
export const expr: Program = function* (process) {
  const words = process.argv.slice(1);
  const [left = '', operator = '', right = ''] = words;
  let result: string;
  if (words.length === 1) result = left;
  else if (words.length === 3 && (operator === '=' || operator === '!=')) {
    result = (left === right) === (operator === '=') ? '1' : '0';
  } else {
    const known = words.every((word) => /^(?:-?\d+|[-+*/%()<>|&]|[<>]=)$/.test(word));
    const value =
      known && words.length > 0 ? evaluate(words.join(' '), { get: () => undefined, set: () => {} }) : undefined;
    if (value === undefined || value instanceof ArithmeticError) {
      yield* complain(process, value?.text === 'divide by zero' ? 'division by zero' : 'syntax error');
      return 2;
    }
    result = String(value);
  }
  yield* write(1, `${result}\n`);
  return result === '' || result === '0' ? 1 : 0;
};
