import { held, withoutEnd } from '../exhaustion.ts';
import { type Program, write } from '../syscalls.ts';
import { unescapeText } from './escapes.ts';

/** More do not fit in any number that printf knows. */
const maxDigits = 64;
/** A field may be so wide. */
const maxWidth = 10_000;

/** What `printf` prints, and its complaints. */
export function formatPrintf(args: readonly string[]): { text: string; problems: string[] } {
  const format = args[0] ?? '';
  const values = args.slice(1);
  const problems: string[] = [];
  const used = { at: 0 };
  let text = '';
  do {
    const before = used.at;
    const pass = formatOnce(format, values, used, problems);
    text = held(text + pass.text);
    if (pass.ended || used.at === before) break;
  } while (used.at < values.length);
  return { text, problems };
}

const directive =
  /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?([a-zA-Z%])|%|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[\s\S])|[^%\\]+|\\/g;

function formatOnce(
  format: string,
  values: readonly string[],
  used: { at: number },
  problems: string[],
): { text: string; ended: boolean } {
  let text = '';
  const next = () => {
    const value = values[used.at];
    used.at += 1;
    return value;
  };
  for (const match of format.matchAll(directive)) {
    held(text);
    const [whole, flags = '', widthText, precisionText, conversion] = match;
    if (conversion === undefined) {
      if (whole === '%') {
        problems.push(`${format}: invalid format`);
        return { text, ended: true };
      }
      const piece = whole.startsWith('\\') ? unescapeText(whole, 'printf') : { text: whole, ended: false };
      text += piece.text;
      if (piece.ended) return { text, ended: true };
      continue;
    }
    if (conversion === '%') {
      text += '%';
      continue;
    }
    const number = (word: string | undefined) =>
      word === '*' ? Number(next()) || 0 : word === undefined ? undefined : Number(word);
    const width = Math.max(-maxWidth, Math.min(maxWidth, number(widthText) ?? 0));
    const precision = precisionText === undefined ? undefined : precisionOf(number(precisionText) ?? 0);
    if (conversion === 'b') {
      const piece = unescapeText(next() ?? '', 'echo');
      text += pad(piece.text, width, flags);
      if (piece.ended) return { text, ended: true };
    } else if (conversion === 's') text += pad((next() ?? '').slice(0, precision), width, flags);
    else if (conversion === 'c') text += pad((next() ?? '').slice(0, 1), width, flags);
    else if ('diouxX'.includes(conversion)) {
      text += pad(
        integer(wholeNumber(next(), problems), conversion, precision, flags),
        width,
        precision === undefined ? flags : flags.replace('0', ''),
      );
    } else if ('feEgG'.includes(conversion))
      text += pad(decimal(next(), conversion, precision, problems), width, flags);
    else {
      problems.push(`${whole}: invalid format`);
      return { text, ended: true };
    }
  }
  return { text, ended: false };
}

/** A negative one counts as none. */
function precisionOf(given: number): number | undefined {
  return given < 0 ? undefined : Math.min(maxWidth, given);
}

function pad(text: string, width: number, flags: string): string {
  const size = Math.abs(width);
  if (width < 0 || flags.includes('-')) return text.padEnd(size);
  if (!flags.includes('0') || !/^[-+]?\d/.test(text)) return text.padStart(size);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(size - sign.length, '0');
}

function wholeNumber(word: string | undefined, problems: string[]): bigint {
  if (word === undefined || word === '') return 0n;
  if (/^["'].+/.test(word)) return BigInt(word.charCodeAt(1));
  const sign = word.startsWith('-') ? -1n : 1n;
  const digits = word.replace(/^[-+]/, '');
  if (digits.length <= maxDigits && /^0[xX][0-9a-fA-F]+$/.test(digits)) return sign * BigInt(digits);
  if (digits.length <= maxDigits && /^0[0-7]+$/.test(digits)) return sign * BigInt(`0o${digits.slice(1)}`);
  const leading = digits.length > maxDigits ? undefined : /^\d+/.exec(digits)?.[0];
  if (leading !== digits) problems.push(`invalid number '${word}'`);
  return leading === digits ? sign * BigInt(leading) : 0n;
}

function integer(value: bigint, conversion: string, precision: number | undefined, flags: string): string {
  const unsigned = conversion === 'd' || conversion === 'i' ? value : BigInt.asUintN(64, value);
  const radix = conversion === 'o' ? 8 : conversion === 'x' || conversion === 'X' ? 16 : 10;
  const negative = unsigned < 0n;
  let digits = (negative ? -unsigned : unsigned).toString(radix).padStart(precision ?? 0, '0');
  if (flags.includes('#') && radix !== 10) digits = (radix === 16 ? '0x' : '0') + digits;
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + (conversion === 'X' ? digits.toUpperCase() : digits);
}

function decimal(
  word: string | undefined,
  conversion: string,
  precision: number | undefined,
  problems: string[],
): string {
  const value = Number(word ?? '0');
  if (Number.isNaN(value)) problems.push(`invalid number '${word}'`);
  const safe = Number.isNaN(value) ? 0 : value;
  const digits = Math.min(100, precision ?? 6);
  const exponent = (text: string) => text.replace(/e([-+])(\d)$/, 'e$10$2');
  const kind = conversion.toLowerCase();
  const text =
    kind === 'f'
      ? safe.toFixed(digits)
      : kind === 'e'
        ? exponent(safe.toExponential(digits))
        : general(safe, digits || 1);
  return conversion === kind ? text : text.toUpperCase();
}

/** `%g`: the shorter of both forms, without zeros at its end. */
function general(value: number, digits: number): string {
  const scientific = value.toExponential(digits - 1);
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (exponent >= -4 && exponent < digits) return withoutZeros(value.toFixed(Math.min(100, digits - 1 - exponent)));
  const [mantissa = '', power = ''] = scientific.split('e');
  return `${withoutZeros(mantissa)}e${power.replace(/^([-+])(\d)$/, '$10$2')}`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? withoutEnd(withoutEnd(text, '0'), '.') : text;
}

export const printf: Program = function* (process) {
  const args = process.argv.slice(1);
  if (args.length === 0) {
    yield* write(2, 'Usage: printf FORMAT [ARG]...\n');
    return 1;
  }
  const { text, problems } = formatPrintf(args);
  for (const problem of problems) yield* write(2, `printf: ${problem}\n`);
  yield* write(1, text);
  return problems.length > 0 ? 1 : 0;
};
