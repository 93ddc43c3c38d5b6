import { parseIp } from '../../../api/ip.ts';
import { formatIp } from '../../../api/ipText.ts';

/** Whether a text is an address in its usual form and no name: IPv4 in dots, IPv6 in colons. */
export function isIpLiteral(text: string): boolean {
  return text.includes(':') ? parseIp(text) !== undefined : plainIpv4.test(text);
}

const plainIpv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/**
 * The address that a text is for the C libraries, which read more than four decimal parts (inet_aton(3)): fewer of them, the last of
 * which fills the rest, octal and hexadecimal ones. Nothing where it is a name.
 */
export function addressOfText(text: string): string | undefined {
  if (isIpLiteral(text)) return text;
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(0[xX][0-9a-fA-F]{1,8}|0[0-7]{0,11}|[1-9]\d{0,9})$/.test(part))) {
    return undefined;
  }
  const numbers = parts.map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() as number;
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  const value = numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
  return formatIp({ bits: 32, value: BigInt(value) });
}
