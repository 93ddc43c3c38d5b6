/** An IP address as a number of 32 or 128 bits. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** A range of addresses: those that share the first `prefix` bits. */
export interface IpRange extends IpAddress {
  readonly prefix: number;
}

/** Reads an address of either family, as old fields allow it: with leading zeros in IPv4. Undefined where it is none. */
export function parseIp(text: string): IpAddress | undefined {
  if (text.length > 45) return undefined;
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** What is wrong with an address in a field that is older than the strict rule, which leading zeros do not matter to. */
export function legacyIpTexts(text: string): string[] {
  return parseIp(text) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,4}$/.test(part) && Number(part) < 256)) return undefined;
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => groupsOf(half));
  const [head, tail] = groups;
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...new Array<bigint>(missing).fill(0n), ...(tail ?? [])];
  return { bits: 128, value: all.reduce((sum, group) => sum * 65536n + group, 0n) };
}

function groupsOf(half: string): bigint[] | undefined {
  if (half === '') return [];
  const groups: bigint[] = [];
  for (const [i, part] of half.split(':').entries()) {
    if (part.includes('.') && i === half.split(':').length - 1) {
      const last = parseIpv4(part);
      if (!last) return undefined;
      groups.push(last.value >> 16n, last.value & 0xffffn);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** Reads `10.0.0.0/8`; undefined where it is no range. */
export function parseIpRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const prefixText = text.slice(slash + 1);
  if (!address || !/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  return prefix <= address.bits ? { ...address, prefix } : undefined;
}

/** Whether the address lies in the range. */
export function inRange(address: IpAddress, range: IpRange): boolean {
  if (address.bits !== range.bits) return false;
  const rest = BigInt(range.bits - range.prefix);
  return address.value >> rest === range.value >> rest;
}

const specialRanges: readonly (readonly [string, string])[] = [
  ['127.0.0.0/8', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  ['::1/128', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  ['169.254.0.0/16', 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
  ['fe80::/10', 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
  ['224.0.0.0/24', 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
  ['ff02::/16', 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
];

/** Read once: slices and Endpoints have a thousand addresses. */
const special = specialRanges.flatMap(([text, why]) => {
  const range = parseIpRange(text);
  return range ? [{ range, why }] : [];
});

/** Why nobody outside could send to this address; in the server's words. */
export function specialAddressTexts(text: string): string[] {
  const address = parseIp(text);
  if (!address) return ['must be a valid IP address'];
  const texts = special.filter(({ range }) => inRange(address, range)).map(({ why }) => why);
  return address.value === 0n ? [`may not be unspecified (${text})`, ...texts] : texts;
}
