import type { Service } from '../generated/objects.ts';
import { ipRangeWarnings, ipWarnings } from './ipWarnings.ts';

/** What the server says of a Service that is right and yet suspicious (`k8s.io/kubernetes/pkg/api/service/warnings.go`). */
export function serviceWarnings({ metadata, spec = {} }: Service): string[] {
  const texts: string[] = [];
  const { type, externalIPs = [], loadBalancerIP = '', sessionAffinity = 'None', externalName = '' } = spec;
  if (metadata?.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined)
    texts.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    );
  const addresses = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  for (const [i, ip] of addresses.entries()) texts.push(...ipWarnings(ip, ['spec', 'clusterIPs', i]));
  if (type === 'ClusterIP' && addresses[0] === 'None') {
    if (loadBalancerIP) texts.push('spec.loadBalancerIP is ignored for headless services');
    if (externalIPs.length > 0) texts.push('spec.externalIPs is ignored for headless services');
    if (sessionAffinity !== 'None') texts.push('spec.SessionAffinity is ignored for headless services');
  }
  for (const [i, ip] of externalIPs.entries()) texts.push(...ipWarnings(ip, ['spec', 'externalIPs', i]));
  texts.push(...ipWarnings(loadBalancerIP, ['spec', 'loadBalancerIP']));
  for (const [i, range] of (spec.loadBalancerSourceRanges ?? []).entries())
    texts.push(...ipRangeWarnings(range, ['spec', 'loadBalancerSourceRanges', i]));
  if (type === 'ExternalName' && externalIPs.length > 0)
    texts.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (type !== 'ExternalName' && externalName)
    texts.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  return texts;
}
