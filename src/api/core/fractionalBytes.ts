import { quote } from '../fieldErrors.ts';
import { parseQuantity } from '../quantity.ts';

/** What the server says of an amount of memory or storage, at this place, that is no whole number of bytes. */
export function fractionalBytesWarnings(text: string, at: string): string[] {
  const quantity = parseQuantity(text);
  if (!quantity || quantity.exponent >= 0 || quantity.unscaled % 10n ** BigInt(-quantity.exponent) === 0n) return [];
  return [`${at}: fractional byte value ${quote(text)} is invalid, must be an integer`];
}
