import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { LoadBalancerIngress, Service } from '../generated/objects.ts';
import { legacyIpTexts, parseIp } from '../ip.ts';
import { dnsSubdomain } from '../names.ts';
import { nameErrors } from './nameErrors.ts';

const modes = ['Proxy', 'VIP'];

/** What is wrong with the addresses that a load balancer has given a Service. */
export function validateServiceStatus({ spec, status }: Service): FieldError[] {
  const ingress = status?.loadBalancer?.ingress ?? [];
  const at = ['status', 'loadBalancer', 'ingress'];
  if (spec?.type !== 'LoadBalancer' && ingress.length > 0)
    return [forbiddenField(at, "may only be used when `spec.type` is 'LoadBalancer'")];
  return ingress.flatMap((each, i) => validateIngress(each, [...at, i]));
}

function validateIngress(
  { ip = '', hostname = '', ipMode }: LoadBalancerIngress,
  at: (string | number)[],
): FieldError[] {
  const errors = ip === '' ? [] : legacyIpTexts(ip).map((text) => invalidValue([...at, 'ip'], ip, text));
  const path = [...at, 'ipMode'];
  if (ipMode === undefined) {
    if (ip !== '') errors.push(required(path, 'must be specified when `ip` is set'));
  } else if (ip === '') errors.push(forbiddenField(path, 'may not be specified when `ip` is not set'));
  else if (!modes.includes(ipMode)) errors.push(notSupported(path, ipMode, modes));
  if (hostname === '') return errors;
  errors.push(...nameErrors(hostname, dnsSubdomain, [...at, 'hostname']));
  if (parseIp(hostname))
    errors.push(invalidValue([...at, 'hostname'], hostname, 'must be a DNS name, not an IP address'));
  return errors;
}
