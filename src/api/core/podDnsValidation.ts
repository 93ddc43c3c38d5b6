import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { HostAlias, PodSpec } from '../generated/objects.ts';
import { legacyIpTexts } from '../ip.ts';
import { dnsSubdomain } from '../names.ts';

const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** What is wrong with a Pod's DNS policy. */
export function validateDnsPolicy(policy: string | undefined, at: FieldPath): FieldError[] {
  if (!policy) return [required(at)];
  return policies.includes(policy) ? [] : [notSupported(at, policy, policies)];
}

/** What is wrong with a Pod's own DNS configuration: at most 3 name servers and 32 search domains of 2048 characters. */
export function validateDnsConfig({ dnsConfig: config, dnsPolicy }: PodSpec, at: FieldPath): FieldError[] {
  if (dnsPolicy === 'None') {
    if (!config) return [required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!config.nameservers?.length)
      return [required([...at, 'nameservers'], 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  if (!config) return [];
  const errors: FieldError[] = [];
  const { nameservers = [], searches = [], options = [] } = config;
  if (nameservers.length > 3)
    errors.push(invalidValue([...at, 'nameservers'], nameservers, 'must not have more than 3 nameservers'));
  for (const [i, address] of nameservers.entries())
    errors.push(...legacyIpTexts(address).map((text) => invalidValue([...at, 'nameservers', i], address, text)));
  if (searches.length > 32)
    errors.push(invalidValue([...at, 'searches'], searches, 'must not have more than 32 search paths'));
  if (searches.join(' ').length > 2048) {
    const why = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalidValue([...at, 'searches'], searches, why));
  }
  for (const [i, search] of searches.entries()) {
    const name = search.replace(/\.$/, '');
    // An underscore may stand where a letter may (gate RelaxedDNSSearchValidation).
    if (search === '.' || dnsSubdomain(name.replaceAll('_', 'a')).length === 0) continue;
    errors.push(...dnsSubdomain(name).map((text) => invalidValue([...at, 'searches', i], name, text)));
  }
  for (const [i, { name }] of options.entries())
    if (!name) errors.push(required([...at, 'options', i], 'must not be empty'));
  return errors;
}

/** What is wrong with the lines that a Pod adds to its `/etc/hosts`. */
export function validateHostAliases(aliases: readonly HostAlias[], at: FieldPath): FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, i) => [
    ...legacyIpTexts(ip).map((text) => invalidValue([...at, i, 'ip'], ip, text)),
    ...hostnames.flatMap((name, j) =>
      dnsSubdomain(name).map((text) => invalidValue([...at, i, 'hostnames', j], name, text)),
    ),
  ]);
}
