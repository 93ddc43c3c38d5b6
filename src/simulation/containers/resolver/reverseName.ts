import { parseIp } from '../../../api/ip.ts';

/** The name under which an address is asked for backwards (RFC 1035, 3.5; RFC 3596, 2.5); nothing where the text is no address. */
export function reverseName(text: string): string | undefined {
  const address = parseIp(text);
  if (!address) return undefined;
  const { bits, value } = address;
  if (bits === 32) return `${[0n, 8n, 16n, 24n].map((shift) => (value >> shift) & 255n).join('.')}.in-addr.arpa`;
  return `${[...value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa`;
}
