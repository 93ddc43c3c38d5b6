import type { FieldError } from '../field.ts';
import { duplicate, invalidValue, notSupported } from '../fieldErrors.ts';
import type { ServiceSpec } from '../generated/objects.ts';
import { legacyIpTexts } from '../ip.ts';

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
  let isWrong = false;
  if (clusterIP === '' && clusterIPs.length > 0)
    errors.push(invalidValue(at, clusterIPs, 'must be empty when `clusterIP` is not specified'));
  else if (clusterIPs.length > 0 && clusterIP !== clusterIPs[0])
    errors.push(invalidValue(at, clusterIPs, 'first value must match `clusterIP`'));
  const seen = new Set<string>();
  for (const [i, family] of ipFamilies.entries()) {
    const path = ['spec', 'ipFamilies', i];
    if (!families.includes(family)) errors.push(notSupported(path, family, families));
    if (seen.has(family)) errors.push(duplicate(path, family));
    seen.add(family);
  }
  if (policy !== undefined && !familyPolicies.includes(policy))
    errors.push(notSupported(['spec', 'ipFamilyPolicy'], policy, familyPolicies));
  for (const [i, ip] of clusterIPs.entries()) {
    if (i === 0 && ip === 'None') {
      if (clusterIPs.length > 1) {
        errors.push(invalidValue(at, clusterIPs, "'None' must be the first and only value"));
        isWrong = true;
      }
      continue;
    }
    for (const text of legacyIpTexts(ip)) {
      errors.push(invalidValue([...at, i], ip, text));
      isWrong = true;
    }
  }
  if (clusterIPs.length > 2) errors.push(invalidValue(at, clusterIPs, 'may only hold up to 2 values'));
  if (isWrong) return errors;
  const own = clusterIPs.map((ip) => (ip.includes(':') ? 'IPv6' : 'IPv4'));
  if (own.length > 1 && new Set(own).size < 2)
    errors.push(invalidValue(at, clusterIPs, 'may specify no more than one IP for each IP family'));
  if (clusterIPs[0] === 'None') return errors;
  for (const [i, family] of ipFamilies.entries()) {
    if (own[i] === undefined || own[i] === family || !families.includes(family)) continue;
    const why = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``;
    errors.push(invalidValue([...at, i], clusterIPs[i], why));
  }
  return errors;
}

/** Addresses and families stay what they are, but a second one may come and go. */
export function validateClusterIpsChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName') return [];
  const wasHeadless = isHeadless(old);
  const nowHeadless = isHeadless(spec);
  if (wasHeadless && nowHeadless) return [];
  const errors = validateAddressesChange(spec, old);
  if (wasHeadless || nowHeadless) return errors;
  return [...errors, ...validateFamiliesChange(spec, old)];
}

function isHeadless({ clusterIPs = [] }: ServiceSpec): boolean {
  return clusterIPs.length === 1 && clusterIPs[0] === 'None';
}

const frozen = 'may not change once set';

function validateAddressesChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const before = old.clusterIPs ?? [];
  const now = spec.clusterIPs ?? [];
  if (before.length === now.length)
    return before.flatMap((ip, i) => (ip === now[i] ? [] : [invalidValue([...at, i], now, frozen)]));
  const errors: FieldError[] = [];
  if (now.length === 0) errors.push(invalidValue([...at, 0], null, 'primary clusterIP can not be unset'));
  else if (before.length > 0 && now[0] !== before[0]) errors.push(invalidValue([...at, 0], now, frozen));
  return before.length > now.length && now.length === 1 ? [...errors, ...needsSingleStack(spec, 'clusterIP')] : errors;
}

function validateFamiliesChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const path = ['spec', 'ipFamilies', 0];
  const before = old.ipFamilies ?? [];
  const now = spec.ipFamilies ?? [];
  if (before.length === now.length)
    return before.flatMap((family, i) => (family === now[i] ? [] : [invalidValue(path, now, frozen)]));
  const errors: FieldError[] = [];
  const fewer = before.length > now.length;
  if (fewer && (spec.clusterIPs ?? []).length === 0)
    errors.push(invalidValue(path, spec.ipFamilies ?? null, 'primary ipFamily can not be unset'));
  if (before.length > 0 && now.length > 0 && now[0] !== before[0])
    errors.push(invalidValue(path, spec.clusterIPs ?? null, frozen));
  return fewer && now.length === 1 ? [...errors, ...needsSingleStack(spec, 'ipFamily')] : errors;
}

function needsSingleStack({ ipFamilyPolicy: policy }: ServiceSpec, what: string): FieldError[] {
  if (policy === 'SingleStack') return [];
  const why = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  return [invalidValue(['spec', 'ipFamilyPolicy'], policy ?? 'null', why)];
}
