import { formatPrintf } from '../printf.ts';

/** Text from outside that looks like a number: it compares as one. */
export class NumericText {
  readonly text: string;
  readonly number: number;

  constructor(text: string, number: number) {
    this.text = text;
    this.number = number;
  }
}

/** Nothing is a variable that was never set: 0 and '' at once. */
export type Value = number | string | NumericText | undefined;

const looksNumeric = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;
const leadingNumber = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
/** No number is written longer. */
const maxNumberBytes = 400;

/** A field, an element of `split`, a line of `getline`, a `-v` assignment. */
export function fromOutside(text: string): Value {
  if (text.length > maxNumberBytes || !looksNumeric.test(text)) return text;
  return new NumericText(text, Number(text));
}

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  if (typeof value !== 'string') return value.number;
  const leading = leadingNumber.exec(value.slice(0, maxNumberBytes))?.[0];
  return leading === undefined ? 0 : Number(leading);
}

export function textOf(value: Value, format = '%.6g'): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value !== 'number') return value.text;
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value === 0 ? 0 : value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  return formatPrintf([format, String(value)]).text;
}

export function isTrue(value: Value): boolean {
  return typeof value === 'string' ? value !== '' : numberOf(value) !== 0;
}

/** Below 0, 0 or above it. Numbers compare as such, all else as text. */
export function compared(a: Value, b: Value): number {
  if (typeof a !== 'string' && typeof b !== 'string') return Math.sign(numberOf(a) - numberOf(b));
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const directive = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])/g;

/** `sprintf`. */
export function formatted(format: string, values: readonly Value[]): string {
  let at = 0;
  const next = () => values[at++];
  return format.replace(directive, (whole: string, _flags, _width, _precision, conversion: string) => {
    if (conversion === '%') return '%';
    const shape = whole.replace(/\*/g, () => String(Math.trunc(numberOf(next()))));
    const value = next();
    const one = (letter: string, word: string) => formatPrintf([shape.slice(0, -1) + letter, word]).text;
    switch (conversion) {
      case 'c':
        return one('c', typeof value === 'number' ? String.fromCharCode(Math.trunc(value) & 255) : textOf(value));
      case 'd':
      case 'i':
      case 'o':
      case 'x':
      case 'X':
      case 'u': {
        const number = Math.trunc(numberOf(value));
        return one(conversion, Number.isFinite(number) ? BigInt(number).toString() : '0');
      }
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return one(conversion === 'F' ? 'f' : conversion, String(numberOf(value)));
      case 's':
        return one('s', textOf(value));
      default:
        return whole;
    }
  });
}
