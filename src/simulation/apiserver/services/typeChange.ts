import type { Service, ServiceSpec } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameJson } from '../equality.ts';
import { needsHealthCheckPort, needsNodePorts } from './serviceNeeds.ts';

type Field = keyof ServiceSpec;

/**
 * Drops from a Service that changes its type what only the old type needs, where the client has left it as it was: a
 * PATCH of the type alone is then enough.
 */
export function withoutFieldsOfOldType(object: Service, old: Stored<Service>): Service {
  const spec: ServiceSpec = { ...object.spec };
  const dropUnchanged = (fields: readonly Field[]) => {
    for (const field of fields) if (sameJson(spec[field], old.spec?.[field])) delete spec[field];
  };
  const leaves = (needs: (service: Service) => boolean) => needs(old) && !needs(object);
  // A type that is none is for validation to refuse: only ExternalName goes without an address.
  if (leaves(({ spec: own }) => own?.type !== 'ExternalName')) {
    if (sameJson(spec.clusterIPs, old.spec?.clusterIPs)) dropUnchanged(['clusterIP', 'clusterIPs']);
    dropUnchanged(['ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy']);
  }
  if (leaves(needsNodePorts) && sameNodePorts(object, old)) {
    spec.ports = (spec.ports ?? []).map(({ nodePort, ...port }) => port);
  }
  if (leaves(needsHealthCheckPort)) dropUnchanged(['healthCheckNodePort']);
  if (leaves(({ spec: own }) => own?.type === 'LoadBalancer')) {
    dropUnchanged(['allocateLoadBalancerNodePorts', 'loadBalancerClass']);
  }
  if (leaves(reachesOutside)) dropUnchanged(['externalTrafficPolicy']);
  if (leaves(({ spec: own }) => own?.type === 'ExternalName')) dropUnchanged(['externalName']);
  return { ...object, spec };
}

function reachesOutside({ spec }: Service): boolean {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer' || (spec?.externalIPs ?? []).length > 0;
}

function sameNodePorts(a: Service, b: Service): boolean {
  const ports = ({ spec }: Service) => (spec?.ports ?? []).map(({ nodePort = 0 }) => nodePort).sort();
  return sameJson(ports(a), ports(b));
}
