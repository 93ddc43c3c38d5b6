import type { IpAddress, IpRange } from './ip.ts';

/** An address as Go writes it: IPv6 with its longest run of zero groups left out (RFC 5952). */
export function formatIp({ bits, value }: IpAddress): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => (value >> BigInt(16 * (7 - i))) & 0xffffn);
  let [start, length] = [-1, 1];
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (end < groups.length && groups[end] === 0n) end += 1;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const text = (some: readonly bigint[]): string => some.map((group) => group.toString(16)).join(':');
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** A range with the bits after its prefix cleared: `10.0.0.0/8`. */
export function formatIpRange({ bits, value, prefix }: IpRange): string {
  const rest = BigInt(bits - prefix);
  return `${formatIp({ bits, value: (value >> rest) << rest })}/${prefix}`;
}
