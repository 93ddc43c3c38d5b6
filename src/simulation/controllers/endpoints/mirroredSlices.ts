import type { Endpoint, EndpointAddress, EndpointSlice, Endpoints } from '../../../api/generated/objects.ts';
import { parseIp } from '../../../api/ip.ts';
import { formatIp } from '../../../api/ipText.ts';
import { apiVersionOf } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { endpointSliceKind, endpointsKind } from '../../apiserver/knownKinds.ts';
import { controllerReference } from '../controlledObjects.ts';
import { identityOf, saysTheSame } from './sliceEndpoint.ts';
import type { SliceChanges } from './slicePacking.ts';
import { managedByLabel, serviceNameLabel, sliceNamePrefix } from './sliceShape.ts';
import { repackSubsets } from './subsets.ts';
import { type PortList, portListOf } from './targetPorts.ts';
import { triggerTimeAnnotation } from './triggerTimes.ts';

/** The controller of slices that mirror Endpoints, as it signs them. */
export const mirrorManager = 'endpointslicemirroring-controller.k8s.io';

/** So many addresses of each subset are mirrored (`--mirroring-max-endpoints-per-subset` of kube-controller-manager). */
export const maxMirrored = 1000;

/** What must be written to mirror Endpoints, and how many of their addresses are left out. */
export interface MirrorPlan extends SliceChanges {
  readonly invalidAddresses: number;
  /** The invalid ones among them. */
  readonly skippedAddresses: number;
}

interface Group {
  readonly addressType: string;
  readonly list: PortList;
  readonly endpoints: Map<string, Endpoint>;
}

/**
 * What must be written so that slices tell what Endpoints tell: one slice for each subset and family of addresses
 * (`reconcile` of the endpointslicemirroring controller;
 * https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#endpointslice-mirroring).
 */
export function planMirror(endpoints: Stored<Endpoints>, existing: readonly Stored<EndpointSlice>[]): MirrorPlan {
  const { groups, invalidAddresses, skippedAddresses } = wantedGroups(endpoints);
  const byGroup = new Map<string, Stored<EndpointSlice>[]>();
  for (const slice of existing) {
    const key = groupKey(slice.addressType, portListOf(slice.ports ?? []));
    byGroup.set(key, [...(byGroup.get(key) ?? []), slice]);
  }
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const gone: Stored<EndpointSlice>[] = [];
  for (const [key, group] of groups) {
    const [first, ...others] = byGroup.get(key) ?? [];
    gone.push(...others);
    if (!first) create.push(mirrored(endpoints, group));
    else if (!isMirror(first, endpoints, group)) update.push(renamed(mirrored(endpoints, group), first));
  }
  for (const [key, slices] of byGroup) if (!groups.has(key)) gone.push(...slices);
  return { ...recycled({ create, update, delete: gone }), invalidAddresses, skippedAddresses };
}

function wantedGroups({ subsets = [] }: Endpoints) {
  const groups = new Map<string, Group>();
  let [invalidAddresses, skippedAddresses] = [0, 0];
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of repackSubsets(subsets)) {
    const list = portListOf(
      ports.map((port) => ({ ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' })),
    );
    let added = 0;
    for (const [index, address] of [...addresses, ...notReadyAddresses].entries()) {
      if (added >= maxMirrored) break;
      const ip = canonical(address.ip);
      if (ip === undefined) {
        invalidAddresses += 1;
        continue;
      }
      const addressType = ip.includes(':') ? 'IPv6' : 'IPv4';
      const key = groupKey(addressType, list);
      const group = groups.get(key) ?? { addressType, list, endpoints: new Map<string, Endpoint>() };
      groups.set(key, group);
      const endpoint = endpointOf(address, ip, index < addresses.length ? 'ready' : 'notReady');
      group.endpoints.set(identityOf(endpoint), endpoint);
      added += 1;
    }
    skippedAddresses += addresses.length + notReadyAddresses.length - added;
  }
  return { groups, invalidAddresses, skippedAddresses };
}

/** Only readiness is known of a mirrored endpoint. */
function endpointOf(address: EndpointAddress, ip: string, state: 'ready' | 'notReady'): Endpoint {
  const { hostname, nodeName, targetRef } = address;
  return {
    addresses: [ip],
    conditions: { ready: state === 'ready' },
    ...(hostname && { hostname }),
    ...(targetRef && { targetRef }),
    ...(nodeName !== undefined && { nodeName }),
  };
}

/** Old objects may have addresses with zeros in front. */
function canonical(ip: string): string | undefined {
  const address = parseIp(ip);
  return address && formatIp(address);
}

function groupKey(addressType: string, { key }: PortList): string {
  return `${addressType} ${key}`;
}

function mirrored(
  { metadata, ...endpoints }: Stored<Endpoints>,
  { addressType, list, endpoints: wanted }: Group,
): EndpointSlice {
  const { namespace = '', name, labels } = metadata;
  const annotations = mirroredAnnotations(metadata.annotations);
  return {
    apiVersion: apiVersionOf(endpointSliceKind),
    kind: endpointSliceKind.kind,
    metadata: {
      generateName: sliceNamePrefix(name),
      namespace,
      labels: { ...labels, [serviceNameLabel]: name, [managedByLabel]: mirrorManager },
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ownerReferences: [controllerReference(endpointsKind, { ...endpoints, metadata })],
    },
    addressType,
    endpoints: [...wanted.values()].slice(0, maxMirrored),
    ports: list.ports,
  };
}

/** Whether a slice says already what it is to say. */
function isMirror(slice: Stored<EndpointSlice>, { metadata }: Stored<Endpoints>, { endpoints }: Group): boolean {
  const { [serviceNameLabel]: _, [managedByLabel]: __, ...labels } = slice.metadata.labels ?? {};
  const isSame = (endpoint: Endpoint) => {
    const wanted = endpoints.get(identityOf(endpoint));
    return wanted !== undefined && saysTheSame(wanted, endpoint);
  };
  return (
    slice.endpoints.length === endpoints.size &&
    slice.endpoints.every(isSame) &&
    sameValue(labels, metadata.labels ?? {}) &&
    sameValue(slice.metadata.annotations ?? {}, mirroredAnnotations(metadata.annotations))
  );
}

/** All but what is said of the Endpoints object itself. */
function mirroredAnnotations(annotations: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = [triggerTimeAnnotation, 'kubectl.kubernetes.io/last-applied-configuration'];
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !own.includes(key)));
}

/** Slices that would be deleted are written over instead, where as many of their family are created. */
function recycled({ create, update, delete: gone }: SliceChanges): SliceChanges {
  const free = [...gone];
  const fresh: EndpointSlice[] = [];
  const reused: EndpointSlice[] = [];
  for (const slice of create) {
    const index = free.findIndex(({ addressType }) => addressType === slice.addressType);
    const [old] = index < 0 ? [] : free.splice(index, 1);
    if (old) reused.push(renamed(slice, old));
    else fresh.push(slice);
  }
  return { create: fresh, update: [...update, ...reused], delete: free };
}

function renamed(slice: EndpointSlice, { metadata: { name } }: Stored<EndpointSlice>): EndpointSlice {
  const { generateName: _, ...metadata } = slice.metadata ?? {};
  return { ...slice, metadata: { ...metadata, name } };
}
