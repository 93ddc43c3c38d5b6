/** How a quantity is written: `1500m`, `1Gi`, `1e3`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/**
 * An exact amount: `unscaled` times ten to the power of `exponent`. Amounts below a billionth are rounded away from zero,
 * amounts above 2^63-1 are cut there, as in `k8s.io/apimachinery/pkg/api/resource`.
 */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** Did not fit the server's 64-bit arithmetic when it was read; decides how its integers overflow. */
  readonly wide: boolean;
  /** The text it was read from, where the server gives that back though it is not canonical: `+3`, `00012`, `1.`. */
  readonly text?: string;
}

/** The server's words for a text that is no quantity. */
export type QuantityProblem =
  | "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  | "unable to parse quantity's suffix"
  | 'unable to parse numeric part of quantity';

const formatWrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const maxAmount = 2n ** 63n - 1n;
const decimalSuffixes = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const decimalNames = new Map([...decimalSuffixes].map(([name, exponent]) => [exponent, name]));
const binaryNames = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const shape = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;

/** Reads a quantity, or says in the server's words why it is none. */
export function readQuantity(text: string): Quantity | QuantityProblem {
  if (text === '') return formatWrong;
  const match = shape.exec(text);
  if (!match) return formatWrong;
  const [, sign, digits = '', fraction = '', suffix = ''] = match;
  const scale = readSuffix(suffix);
  if (!scale) return "unable to parse quantity's suffix";
  const whole = digits === '' ? '0' : digits;
  if (digits === '' && !/[0-9]/.test(text.slice(0, text.length - suffix.length)) && match[3] !== undefined)
    return 'unable to parse numeric part of quantity';
  const magnitude = BigInt(whole + fraction);
  const positive = sign !== '-';

  if (fits(whole, fraction, scale)) {
    const unscaled = scale.binary ? magnitude << BigInt(scale.power) : magnitude;
    const exponent = (scale.binary ? 0 : scale.power) - fraction.length;
    const signed = positive ? unscaled : -unscaled;
    const keepsText = fraction === '' && unscaled !== 0n && isShortest(signed, exponent, scale);
    return { unscaled: signed, exponent, format: scale.format, wide: false, ...(keepsText && { text }) };
  }
  let amount = roundToNano(magnitude, scale, fraction.length);
  let exponent = -9;
  if (scale.binary && amount > maxAmount * 10n ** 9n) {
    amount = maxAmount;
    exponent = 0;
  }
  const small = amount > 0n && exponent === -9 && amount < 10n ** 9n;
  const format = scale.format === 'BinarySI' && small ? 'DecimalSI' : scale.format;
  return { unscaled: positive ? amount : -amount, exponent, format, wide: true };
}

/** Reads a quantity; undefined where the text is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const read = readQuantity(text);
  return typeof read === 'string' ? undefined : read;
}

interface Scale {
  readonly binary: boolean;
  readonly power: number;
  readonly format: QuantityFormat;
}

function readSuffix(suffix: string): Scale | undefined {
  const decimal = decimalSuffixes.get(suffix);
  if (decimal !== undefined) return { binary: false, power: decimal, format: 'DecimalSI' };
  const binary = binaryNames.indexOf(suffix);
  if (binary > 0) return { binary: true, power: binary * 10, format: 'BinarySI' };
  const exponent = /^[eE]([-+]?[0-9]+)$/.exec(suffix)?.[1];
  // Beyond this the amount is nothing or the largest in any case.
  if (exponent === undefined) return undefined;
  const power = Math.max(-5000, Math.min(5000, Number(exponent)));
  return { binary: false, power, format: 'DecimalExponent' };
}

/** Whether the server keeps the amount in 64 bits: few enough digits, and nothing below a billionth. */
function fits(whole: string, fraction: string, { binary, power }: Scale): boolean {
  if (binary) return fraction === '' && 15 - whole.length - Math.trunc((power * 3) / 10) - 1 >= 0;
  return 18 - whole.length - fraction.length >= 0 && power - fraction.length >= -9;
}

/** Whether the canonical form has the same digits and the same suffix. */
function isShortest(unscaled: bigint, exponent: number, { binary, power, format }: Scale): boolean {
  const canonical = canonicalParts({ unscaled, exponent, format, wide: false });
  return binary
    ? canonical.binary && canonical.power === power
    : !canonical.binary && canonical.power === power && canonical.mantissa === unscaled;
}

function roundToNano(magnitude: bigint, { binary, power }: Scale, fractionDigits: number): bigint {
  const amount = binary ? magnitude << BigInt(power) : magnitude;
  const exponent = (binary ? 0 : power) - fractionDigits + 9;
  return exponent >= 0 ? amount * 10n ** BigInt(exponent) : divideUp(amount, 10n ** BigInt(-exponent));
}

function divideUp(amount: bigint, divisor: bigint): bigint {
  const quotient = amount / divisor;
  if (amount % divisor === 0n) return quotient;
  return amount < 0n ? quotient - 1n : quotient + 1n;
}

/** Below, at or above: -1, 0, 1. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.unscaled * 10n ** BigInt(a.exponent - exponent);
  const right = b.unscaled * 10n ** BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum, written like the first that is not zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const exponent = Math.min(a.exponent, b.exponent);
  const unscaled =
    a.unscaled * 10n ** BigInt(a.exponent - exponent) + b.unscaled * 10n ** BigInt(b.exponent - exponent);
  return { unscaled, exponent, format: a.unscaled === 0n ? b.format : a.format, wide: a.wide || b.wide };
}

/** The amount rounded away from zero to a power of ten: -3 gives whole thousandths. */
export function roundUp(quantity: Quantity, exponent: number): Quantity {
  if (quantity.exponent >= exponent) return quantity;
  const unscaled = divideUp(quantity.unscaled, 10n ** BigInt(exponent - quantity.exponent));
  return { unscaled, exponent, format: quantity.format, wide: quantity.wide };
}

/** The one way Kubernetes writes an amount: `1024Mi` is `1Gi`, `1.5` is `1500m`. */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  const { binary, mantissa, power } = canonicalParts(quantity);
  if (mantissa === 0n) return '0';
  if (binary) return `${mantissa}${binaryNames[power / 10]}`;
  if (quantity.format === 'DecimalExponent') return power === 0 ? `${mantissa}` : `${mantissa}e${power}`;
  return `${mantissa}${decimalNames.get(power) ?? ''}`;
}

/** Digits and the power of two or ten that the suffix stands for. */
function canonicalParts(quantity: Quantity): { binary: boolean; mantissa: bigint; power: number } {
  const { unscaled, format } = quantity;
  if (unscaled === 0n) return { binary: false, mantissa: 0n, power: 0 };
  const integer = wholeAmount(quantity);
  if (format === 'BinarySI' && integer !== undefined && (integer <= -1024n || integer >= 1024n)) {
    let [mantissa, power] = [integer, 0];
    while (mantissa % 1024n === 0n && power < 60) [mantissa, power] = [mantissa / 1024n, power + 10];
    return { binary: true, mantissa, power };
  }
  let [mantissa, power] = [unscaled, quantity.exponent];
  while (mantissa % 10n === 0n) [mantissa, power] = [mantissa / 10n, power + 1];
  while (power % 3 !== 0) [mantissa, power] = [mantissa * 10n, power - 1];
  return { binary: false, mantissa, power };
}

/** The canonical text of a quantity's text; undefined where it is none. */
export function canonicalQuantity(text: string): string | undefined {
  const quantity = parseQuantity(text);
  return quantity && formatQuantity(quantity);
}

function wholeAmount({ unscaled, exponent }: Quantity): bigint | undefined {
  if (exponent >= 0) return unscaled * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

/**
 * The amount in units of ten to the power of `exponent`, rounded up, in the server's 64-bit arithmetic with its overflows
 * (an amount too large gives 0 or wraps around).
 */
export function scaledInteger(quantity: Quantity, exponent: number): bigint {
  const difference = quantity.exponent - exponent;
  if (!quantity.wide) {
    if (difference < 0) return divideUp(quantity.unscaled, 10n ** BigInt(-difference));
    const value = quantity.unscaled * 10n ** BigInt(difference);
    return BigInt.asIntN(64, value) === value ? value : 0n;
  }
  if (difference >= 0) return BigInt.asIntN(64, BigInt.asIntN(64, quantity.unscaled) * 10n ** BigInt(difference));
  const divisor = 10n ** BigInt(-difference);
  const overflows = quantity.unscaled >= maxAmount;
  const dividend = overflows ? quantity.unscaled : BigInt.asIntN(64, quantity.unscaled);
  return BigInt.asIntN(64, dividend / divisor + (dividend % divisor === 0n ? 0n : 1n));
}

/** Thousandths, rounded up: millicores of `cpu`. */
export function toMilli(quantity: Quantity): number {
  return Number(scaledInteger(quantity, -3));
}

/** Whole units, rounded up: bytes of `memory`. */
export function toInteger(quantity: Quantity): number {
  return Number(scaledInteger(quantity, 0));
}

/** The amount as a floating-point number, for arithmetic that need not be exact. */
export function toNumber(quantity: Quantity): number {
  return Number(quantity.unscaled) * 10 ** quantity.exponent;
}

/** A whole number of units as a quantity. */
export function quantityOf(amount: number | bigint, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { unscaled: BigInt(amount), exponent: 0, format, wide: false };
}
