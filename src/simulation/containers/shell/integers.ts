/** What is wrong with an expression, in ash's words. */
export class ArithmeticError {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** More digits do not fit in 64 bits. */
const maxDigits = 64;

/** As a number of 64 bits with a sign. */
export const wrap = (value: bigint) => BigInt.asIntN(64, value);
export const truth = (condition: boolean) => (condition ? 1n : 0n);

/** What an operator makes of two numbers; those that only look at one of them first are not here. */
export function binary(operator: string, a: bigint, b: bigint): bigint {
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

/** A number as it is written; those too great are -1, as `strtoull` has it. */
export function numberOf(text: string): bigint | undefined {
  if (text.length > maxDigits) return /^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text) ? -1n : undefined;
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text));
  if (/^0[0-7]+$/.test(text)) return wrap(BigInt(`0o${text.slice(1)}`));
  return /^\d+$/.test(text) ? wrap(BigInt(text)) : undefined;
}
