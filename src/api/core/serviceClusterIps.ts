import type { FieldError } from '../field.ts';
import { duplicate, invalidValue, notSupported } from '../fieldErrors.ts';
import type { ServiceSpec } from '../generated/objects.ts';
import { ipAddress } from '../names.ts';

const at = ['spec', 'clusterIPs'];
const families = ['IPv4', 'IPv6'];
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** A Service's spec whose list of addresses begins with its one address, as the server keeps it. */
export function withClusterIps(spec: ServiceSpec): ServiceSpec {
  return spec.clusterIP && !spec.clusterIPs?.length ? { ...spec, clusterIPs: [spec.clusterIP] } : spec;
}

/** What is wrong with the addresses that a client asks for and with their families. */
export function validateClusterIps(spec: ServiceSpec): FieldError[] {
  const { type, clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy: policy } = spec;
  if (type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, family] of ipFamilies.entries()) {
    const path = ['spec', 'ipFamilies', i];
    if (!families.includes(family)) errors.push(notSupported(path, family, families));
    if (seen.has(family)) errors.push(duplicate(path, family));
    seen.add(family);
  }
  if (policy !== undefined && !familyPolicies.includes(policy))
    errors.push(notSupported(['spec', 'ipFamilyPolicy'], policy, familyPolicies));
  if (clusterIPs.length > 0 && clusterIP !== clusterIPs[0])
    errors.push(invalidValue(at, clusterIPs, 'first value must match `clusterIP`'));
  for (const [i, ip] of clusterIPs.entries()) {
    if (i === 0 && ip === 'None') {
      if (clusterIPs.length > 1) errors.push(invalidValue(at, clusterIPs, "'None' must be the first and only value"));
      continue;
    }
    for (const text of ipAddress(ip)) errors.push(invalidValue([...at, i], ip, text));
  }
  if (clusterIPs.length > 2) errors.push(invalidValue(at, clusterIPs, 'may only hold up to 2 values'));
  if (errors.length > 0) return errors;
  const own = clusterIPs.map((ip) => (ip.includes(':') ? 'IPv6' : 'IPv4'));
  if (own.length === 2 && own[0] === own[1])
    return [invalidValue(at, clusterIPs, 'may specify no more than one IP for each IP family')];
  if (clusterIPs[0] === 'None') return [];
  return ipFamilies.flatMap((family, i) => {
    if (own[i] === undefined || own[i] === family) return [];
    return [
      invalidValue([...at, i], clusterIPs[i], `expected an ${family} value as indicated by \`ipFamilies[${i}]\``),
    ];
  });
}

/** Addresses stay what they are; a client that does not name them keeps them. */
export function validateClusterIpsChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName') return [];
  const before = old.clusterIPs ?? [];
  const now = spec.clusterIPs ?? [];
  if (now.length === 0 || (before.length === 0 && now[0] !== 'None')) return [];
  if (now[0] === 'None' && before[0] === 'None') return [];
  const common = Math.min(now.length, Math.max(before.length, 1));
  const errors: FieldError[] = [];
  for (let i = 0; i < common; i++)
    if (now[i] !== before[i]) errors.push(invalidValue([...at, i], now, 'may not change once set'));
  return errors;
}
