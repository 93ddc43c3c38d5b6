import { parseIp } from '../../api/ip.ts';
import { formatIp } from '../../api/ipText.ts';

/** An address with the type of its record. */
export interface ZoneAddress {
  readonly type: 'A' | 'AAAA';
  /** As Go writes it: what equal addresses share. */
  readonly text: string;
}

/** An IPv4 address in an IPv6 one (`::ffff:10.0.0.1`) counts as IPv4, as in Go. */
const mappedPrefix = 0xffffn;

/** IPv4 as it is mostly written: nothing to change about it. */
const plainIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Reads an address as Go's `net.ParseIP` does; nothing where it is none. */
export function readAddress(text: string): ZoneAddress | undefined {
  if (plainIpv4.test(text)) return { type: 'A', text };
  if (!text.includes(':')) return undefined;
  const address = parseIp(text);
  if (!address) return undefined;
  if (address.value >> 32n === mappedPrefix) {
    return { type: 'A', text: formatIp({ bits: 32, value: address.value & 0xffffffffn }) };
  }
  return { type: 'AAAA', text: formatIp(address) };
}

/** What an endpoint without a hostname is called: its address with dashes; never with one at the end. */
export function dashedAddress({ text }: ZoneAddress): string {
  const dashed = text.replace(/[.:]/g, '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}

/** The address that a Pod's name spells: four numbers, or the groups of an IPv6 address. */
export function undashedAddress(label: string): ZoneAddress | undefined {
  const isIpv4 = !label.includes('--') && label.split('-').length === 4;
  return readAddress(label.replaceAll('-', isIpv4 ? '.' : ':'));
}

/** The address whose reverse name this is, such as `1.0.96.10.in-addr.arpa`; nothing where it is none or not all of it. */
export function addressOfReverseName(name: string): string | undefined {
  const [, octets] = /^((?:\d{1,3}\.){4})in-addr\.arpa$/.exec(name) ?? [];
  if (octets !== undefined) return readAddress(octets.slice(0, -1).split('.').reverse().join('.'))?.text;
  const [, nibbles] = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name) ?? [];
  if (nibbles === undefined) return undefined;
  const digits = nibbles.slice(0, -1).split('.').reverse().join('');
  return readAddress(digits.replace(/.{4}(?!$)/g, '$&:'))?.text;
}
