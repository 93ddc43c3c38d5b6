import type { Service, ServiceSpec } from '../../../api/generated/objects.ts';

/** Whether a Service is of a type that has an address: all but ExternalName. */
export function needsAddress(spec: ServiceSpec | undefined): boolean {
  return ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec?.type ?? '');
}

/** Whether a Service has a port on every Node. */
export function needsNodePorts({ spec }: Service): boolean {
  if (spec?.type === 'NodePort') return true;
  return spec?.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false;
}

/** Whether a Service has a port at which a load balancer asks for the health of a Node. */
export function needsHealthCheckPort({ spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
