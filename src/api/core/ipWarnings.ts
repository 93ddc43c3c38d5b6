import { type FieldPath, formatPath } from '../field.ts';
import { quote } from '../fieldErrors.ts';
import { parseIp, parseIpRange } from '../ip.ts';
import { formatIp, formatIpRange } from '../ipText.ts';
import { isIPv4 } from '../names.ts';

/** IPv4 in the clothes of IPv6. */
const mapped = 0xffffn;

/** What the server says of an address that it takes, though not for ever, or that it writes in another way. */
export function ipWarnings(text: string, at: FieldPath): string[] {
  const address = parseIp(text);
  if (!address || isIPv4(text)) return [];
  const canonical = formatIp(address);
  const place = formatPath(at);
  const is4in6 = address.bits === 128 && address.value >> 32n === mapped;
  const plain = is4in6 ? formatIp({ bits: 32, value: address.value & 0xffffffffn }) : canonical;
  if (address.bits === 32 || is4in6)
    return [
      `${place}: non-standard IP address ${quote(text)} will be considered invalid in a future Kubernetes release: use ${quote(plain)}`,
    ];
  if (canonical === text) return [];
  return [`${place}: IPv6 address ${quote(text)} should be in RFC 5952 canonical format (${quote(canonical)})`];
}

/** The same of a range of addresses (`GetWarningsForCIDR`). */
export function ipRangeWarnings(text: string, at: FieldPath): string[] {
  const range = parseIpRange(text);
  if (!range) return [];
  const [place, value, usual] = [formatPath(at), quote(text), formatIpRange(range)];
  const texts: string[] = [];
  if (usual !== `${formatIp(range)}/${range.prefix}`) {
    const single = `${formatIp(range)}/${range.bits}`;
    texts.push(
      `${place}: CIDR value ${value} is ambiguous in this context (should be ${quote(usual)} or ${quote(single)}?)`,
    );
  }
  if (/(^|\.)0\d/.test(text) || /\/0\d/.test(text))
    texts.push(
      `${place}: non-standard CIDR value ${value} will be considered invalid in a future Kubernetes release: use ${quote(usual)}`,
    );
  if (texts.length === 0 && range.bits === 128 && usual !== text)
    texts.push(`${place}: IPv6 CIDR value ${value} should be in RFC 5952 canonical format (${quote(usual)})`);
  return texts;
}
