import type { Service } from '../generated/objects.ts';

/** What the server says of a Service that is right and yet suspicious (`k8s.io/kubernetes/pkg/api/service/warnings.go`). */
export function serviceWarnings({ metadata, spec = {} }: Service): string[] {
  const texts: string[] = [];
  if (metadata?.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined)
    texts.push(
      'metadata.annotations[service.kubernetes.io/topology-aware-hints]: annotation is deprecated, please use "service.kubernetes.io/topology-mode" instead',
    );
  const headless = (spec.clusterIPs?.[0] ?? spec.clusterIP) === 'None';
  if (headless && spec.sessionAffinity === 'ClientIP')
    texts.push('spec.SessionAffinity is ignored for headless services');
  if (headless && spec.loadBalancerIP) texts.push('spec.loadBalancerIP is ignored for headless services');
  if (headless && spec.externalIPs?.length) texts.push('spec.externalIPs is ignored for headless services');
  if (spec.type === 'ExternalName' && spec.externalIPs?.length)
    texts.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (spec.type !== 'ExternalName' && spec.externalName)
    texts.push(`spec.externalName is ignored when spec.type is not "ExternalName"`);
  return texts;
}
