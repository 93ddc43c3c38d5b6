import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Service, ServiceSpec } from '../generated/objects.ts';
import { parseIpRange } from '../ip.ts';
import { portNumber, qualifiedName } from '../names.ts';
import { nameErrors } from './nameErrors.ts';

const policies = ['Cluster', 'Local'];
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

/** What is wrong with how a Service's traffic is to be led. */
export function validateTraffic(spec: ServiceSpec, service: Service, external: boolean): FieldError[] {
  return [
    ...validateSourceRanges(spec, service),
    ...validateLoadBalancer(spec),
    ...validateExternalPolicy(spec, external),
    ...validateInternalPolicy(spec),
    ...validateDistribution(spec),
  ];
}

const rangesKey = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** Who may send, in the field or in the annotation that came before it; spaces around a range do no harm. */
function validateSourceRanges(spec: ServiceSpec, { metadata }: Service): FieldError[] {
  const { type, loadBalancerSourceRanges: ranges = [] } = spec;
  const annotation = metadata?.annotations?.[rangesKey];
  // The server spells the field with a capital.
  const path: FieldPath =
    ranges.length > 0 ? ['spec', 'LoadBalancerSourceRanges'] : ['metadata', 'annotations', { key: rangesKey }];
  if (ranges.length === 0 && annotation === undefined) return [];
  const errors = type === 'LoadBalancer' ? [] : [forbiddenField(path, onlyLoadBalancer)];
  const check = (range: string, at: FieldPath): void => {
    const value = range.trim();
    if (parseIpRange(value)) return;
    errors.push(invalidValue(at, value, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'));
  };
  for (const [i, range] of ranges.entries()) check(range, [...path, i]);
  if (ranges.length === 0 && annotation?.trim()) for (const range of annotation.split(',')) check(range, path);
  return errors;
}

function validateLoadBalancer(spec: ServiceSpec): FieldError[] {
  const { type, loadBalancerClass: name } = spec;
  const balances = type === 'LoadBalancer';
  const errors: FieldError[] = [];
  if (!balances && spec.allocateLoadBalancerNodePorts !== undefined)
    errors.push(forbiddenField(['spec', 'allocateLoadBalancerNodePorts'], onlyLoadBalancer));
  if (name === undefined) return errors;
  if (!balances) errors.push(forbiddenField(['spec', 'loadBalancerClass'], onlyLoadBalancer));
  else errors.push(...nameErrors(name, qualifiedName, ['spec', 'loadBalancerClass']));
  return errors;
}

function validateExternalPolicy(spec: ServiceSpec, external: boolean): FieldError[] {
  const { type, externalTrafficPolicy: policy = '', healthCheckNodePort: healthPort = 0 } = spec;
  const path = ['spec', 'externalTrafficPolicy'];
  const errors: FieldError[] = [];
  if (!external) {
    if (policy !== '') errors.push(invalidValue(path, policy, 'may only be set for externally-accessible services'));
  } else if (policy === '') errors.push(required(path));
  else if (!policies.includes(policy)) errors.push(notSupported(path, policy, policies));
  const healthPath = ['spec', 'healthCheckNodePort'];
  if (type !== 'LoadBalancer' || policy !== 'Local') {
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    if (healthPort !== 0) errors.push(invalidValue(healthPath, healthPort, why));
  } else if (healthPort !== 0)
    for (const text of portNumber(healthPort)) errors.push(invalidValue(healthPath, healthPort, text));
  return errors;
}

function validateInternalPolicy({ type = '', internalTrafficPolicy: policy }: ServiceSpec): FieldError[] {
  const path = ['spec', 'internalTrafficPolicy'];
  if (policy === undefined) return ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type) ? [required(path)] : [];
  return policies.includes(policy) ? [] : [notSupported(path, policy, policies)];
}

/** With the gate PreferSameTrafficDistribution, beta in 1.34. */
const distributions = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];

function validateDistribution({ trafficDistribution: value }: ServiceSpec): FieldError[] {
  if (value === undefined || distributions.includes(value)) return [];
  return [notSupported(['spec', 'trafficDistribution'], value, distributions)];
}
