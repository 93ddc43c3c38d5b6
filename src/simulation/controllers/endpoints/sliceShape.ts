import type { EndpointPort, EndpointSlice, Service } from '../../../api/generated/objects.ts';
import { apiVersionOf } from '../../../api/kinds.ts';
import { dnsSubdomain } from '../../../api/names.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { endpointSliceKind, serviceKind } from '../../apiserver/knownKinds.ts';
import { controllerReference } from '../controlledObjects.ts';

/** Which Service a slice belongs to (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export const serviceNameLabel = 'kubernetes.io/service-name';
/** Who keeps a slice. */
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
/** Stands, without a value, on what belongs to a Service without a cluster IP. */
export const headlessLabel = 'service.kubernetes.io/headless';

/** The controller of slices of Services with a selector, as it signs them. */
export const sliceManager = 'endpointslice-controller.k8s.io';

const reserved = [serviceNameLabel, managedByLabel, headlessLabel];

/** Whether a Service has no address of its own. */
export function isHeadless({ spec }: Service): boolean {
  return !spec?.clusterIP || spec.clusterIP === 'None';
}

/** The labels of a Service's slices: its own, but for those that mean something there. */
export function sliceLabels(service: Stored<Service>): Record<string, string> {
  return {
    ...withoutReserved(service.metadata.labels),
    ...(isHeadless(service) && { [headlessLabel]: '' }),
    [serviceNameLabel]: service.metadata.name,
    [managedByLabel]: sliceManager,
  };
}

/** Whether the labels of the Service have changed since; a reserved one alone is no reason for a write. */
export function hasOtherLabels(slice: EndpointSlice, service: Stored<Service>): boolean {
  return !sameValue(withoutReserved(slice.metadata?.labels), withoutReserved(service.metadata.labels));
}

function withoutReserved(labels: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !reserved.includes(key)));
}

/** A slice that is still to be created, without endpoints. */
export function newSlice(service: Stored<Service>, addressType: string, ports: readonly EndpointPort[]): EndpointSlice {
  const { namespace = '', name } = service.metadata;
  return {
    apiVersion: apiVersionOf(endpointSliceKind),
    kind: endpointSliceKind.kind,
    metadata: {
      generateName: sliceNamePrefix(name),
      namespace,
      labels: sliceLabels(service),
      ownerReferences: [controllerReference(serviceKind, service)],
    },
    addressType,
    endpoints: [],
    ports: [...ports],
  };
}

/** `web-`: a name that is too long for a dash is taken as it is. */
export function sliceNamePrefix(serviceName: string): string {
  // A dash at the end is fine where more is to follow.
  return dnsSubdomain(`${serviceName}-x`).length === 0 ? `${serviceName}-` : serviceName;
}

/** Whether the slice belongs to this very Service, not to one of the same name before it. */
export function isOwnedBy({ metadata }: EndpointSlice, { metadata: { uid } }: Stored<Service>): boolean {
  return (metadata?.ownerReferences ?? []).some((owner) => owner.uid === uid && owner.kind === 'Service');
}

/** An empty slice that says no more than that the Service has no endpoints. */
export function isPlaceholder(slice: EndpointSlice, service: Stored<Service>): boolean {
  return (
    slice.endpoints.length === 0 &&
    (slice.ports ?? []).length === 0 &&
    sameValue(slice.metadata?.labels, sliceLabels(service))
  );
}
