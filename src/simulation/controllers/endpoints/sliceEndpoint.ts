import type { Endpoint, Node, Pod, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { isReady } from '../pods/availability.ts';
import { addressesOf, hostnameOf, isTerminating } from './podMembership.ts';

const zoneLabel = 'topology.kubernetes.io/zone';

/**
 * A Pod as an endpoint of a slice. It is `ready` while it is ready and nobody has asked for its end, or always where its
 * Service publishes addresses that are not ready; `serving` tells readiness alone (`podToEndpoint` of k8s.io/endpointslice;
 * https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions).
 */
export function endpointOf(
  pod: Stored<Pod>,
  node: Stored<Node> | undefined,
  service: Stored<Service>,
  addressType: string,
): Endpoint {
  const { namespace = '', name, uid } = pod.metadata;
  const [serving, terminating] = [isReady(pod), isTerminating(pod)];
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const nodeName = pod.spec?.nodeName;
  const zone = node?.metadata.labels?.[zoneLabel];
  const hostname = hostnameOf(pod, service);
  return {
    addresses: addressesOf(pod, addressType),
    conditions: { ready, serving, terminating },
    ...(hostname && { hostname }),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(nodeName && { nodeName }),
    ...(zone && { zone }),
  };
}

/** What makes two endpoints the same one, whatever has become of it meanwhile (`hashEndpoint` of k8s.io/endpointslice/util). */
export function identityOf({ addresses, hostname = '', targetRef }: Endpoint): string {
  return `${addresses.join()} ${hostname} ${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;
}

/** Whether two versions of the same endpoint say the same; hints are a matter of their own (`EndpointsEqualBeyondHash`). */
export function saysTheSame(a: Endpoint, b: Endpoint): boolean {
  const [one, other] = [a.conditions ?? {}, b.conditions ?? {}];
  return (
    one.ready === other.ready &&
    one.serving === other.serving &&
    one.terminating === other.terminating &&
    a.nodeName === b.nodeName &&
    a.zone === b.zone &&
    sameValue(withoutVersion(a), withoutVersion(b))
  );
}

function withoutVersion({ targetRef }: Endpoint) {
  return targetRef && { ...targetRef, resourceVersion: undefined };
}
