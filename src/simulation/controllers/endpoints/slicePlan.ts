import type { Endpoint, EndpointSlice, Node, Pod, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isReachable } from './podMembership.ts';
import { endpointOf, identityOf } from './sliceEndpoint.ts';
import { withHints } from './sliceHints.ts';
import { packSlices, type SliceChanges, type SliceForm } from './slicePacking.ts';
import { hasOtherLabels, isOwnedBy, isPlaceholder, newSlice, sliceLabels } from './sliceShape.ts';
import { type PortList, portListOf, TargetPorts } from './targetPorts.ts';

/** What is known of a Service when its slices are planned. */
export interface ServicePods {
  readonly service: Stored<Service>;
  readonly pods: readonly Stored<Pod>[];
  nodeOf(name: string): Stored<Node> | undefined;
}

/** What is to be written, and what stands in the way of some of it. */
export interface SlicePlan extends SliceChanges {
  readonly problems: readonly string[];
}

/** The families of addresses that a Service has slices of. */
export function addressTypesOf({ spec }: Service): readonly string[] {
  return spec?.ipFamilies ?? [];
}

/**
 * What must be written so that the slices of one family tell the Pods of a Service: a group of slices for each list of
 * ports that its Pods have, and where there are no Pods one empty slice
 * (`reconcileByAddressType` of k8s.io/endpointslice).
 */
export function planSlices(
  known: ServicePods,
  addressType: string,
  existing: readonly Stored<EndpointSlice>[],
): SlicePlan {
  const { service } = known;
  const own = existing.filter((slice) => isOwnedBy(slice, service));
  const byPorts = new Map<string, Stored<EndpointSlice>[]>();
  for (const slice of own) {
    const { key } = portListOf(slice.ports ?? []);
    byPorts.set(key, [...(byPorts.get(key) ?? []), slice]);
  }
  const { groups, problems } = wantedGroups(known, addressType);
  const parts = [...groups.values()].map(({ list, endpoints }) =>
    packSlices(byPorts.get(list.key) ?? [], endpoints, formOf(service, addressType, list)),
  );
  const unwanted = [...byPorts].flatMap(([key, slices]) => (groups.has(key) ? [] : slices));
  const changes = withPlaceholder(service, addressType, existing, {
    create: parts.flatMap(({ create }) => create),
    update: parts.flatMap(({ update }) => update),
    delete: [...existing.filter((slice) => !own.includes(slice)), ...parts.flatMap((part) => part.delete), ...unwanted],
  });
  return { ...recycled(withHints(changes, existing, service), service), problems };
}

interface Group {
  readonly list: PortList;
  readonly endpoints: Map<string, Endpoint>;
}

/** The endpoints by their ports. A Pod on a Node that is not there any more is left out, unless not being ready is no matter. */
function wantedGroups({ service, pods, nodeOf }: ServicePods, addressType: string) {
  const targetPorts = new TargetPorts(service);
  const groups = new Map<string, Group>();
  const problems: string[] = [];
  for (const pod of pods) {
    if (!isReachable(pod)) continue;
    const list = targetPorts.of(pod);
    const group = groups.get(list.key) ?? { list, endpoints: new Map<string, Endpoint>() };
    groups.set(list.key, group);
    const nodeName = pod.spec?.nodeName ?? '';
    const node = nodeOf(nodeName);
    if (!node && service.spec?.publishNotReadyAddresses !== true) {
      const { namespace, name } = service.metadata;
      problems.push(`skipping Pod ${pod.metadata.name} for Service ${namespace}/${name}: Node ${nodeName} Not Found`);
      continue;
    }
    const endpoint = endpointOf(pod, node, service, addressType);
    if (endpoint.addresses.length > 0) group.endpoints.set(identityOf(endpoint), endpoint);
  }
  return { groups, problems };
}

function formOf(service: Stored<Service>, addressType: string, { ports }: PortList): SliceForm {
  return {
    fresh: () => newSlice(service, addressType, ports),
    relabelled: (slice) =>
      hasOtherLabels(slice, service)
        ? { ...slice, metadata: { ...slice.metadata, labels: sliceLabels(service) } }
        : slice,
  };
}

/** Where no slice would be left there is an empty one; one that is there already stays. */
function withPlaceholder(
  service: Stored<Service>,
  addressType: string,
  existing: readonly Stored<EndpointSlice>[],
  changes: SliceChanges,
): SliceChanges {
  if (changes.create.length > 0 || existing.length > changes.delete.length) return changes;
  const [only, ...others] = changes.delete;
  if (only && others.length === 0 && isPlaceholder(only, service)) return { ...changes, delete: [] };
  return { ...changes, create: [newSlice(service, addressType, [])] };
}

/** A slice that would be deleted while another one is created is written over instead: one write for two. */
function recycled(changes: SliceChanges, service: Stored<Service>): SliceChanges {
  const create = [...changes.create];
  const update = [...changes.update];
  const gone = changes.delete.filter((slice) => {
    if (create.length === 0 || !isOwnedBy(slice, service)) return true;
    const next = create.pop() as EndpointSlice;
    const { generateName: _, ...metadata } = next.metadata ?? {};
    update.push({ ...next, metadata: { ...metadata, name: slice.metadata.name } });
    return false;
  });
  return { create, update, delete: gone };
}
