import type { Endpoint, EndpointSlice } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { identityOf, saysTheSame } from './sliceEndpoint.ts';

/** So many endpoints are put into one slice (`--max-endpoints-per-slice` of kube-controller-manager). */
export const maxEndpointsPerSlice = 100;

/** What is to be written. Slices to create have no name yet. */
export interface SliceChanges {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly delete: readonly Stored<EndpointSlice>[];
}

/** How a slice of the group is made, and what its labels are to be. */
export interface SliceForm {
  fresh(): EndpointSlice;
  /** The slice with the labels of today; the same one where they are already. */
  relabelled<T extends EndpointSlice>(slice: T): T;
}

/**
 * Distributes the wanted endpoints (by their identity) over slices with the same ports, with as few writes as may be rather than in as few
 * slices as may be: endpoints stay where they are, slices that must be written anyway are filled up, the fullest first,
 * what is left goes into the one other slice that it fills best, or else into new ones
 * (`reconcileByPortMapping` of k8s.io/endpointslice;
 * https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#distribution-of-endpointslices).
 */
export function packSlices(
  existing: readonly Stored<EndpointSlice>[],
  wanted: ReadonlyMap<string, Endpoint>,
  form: SliceForm,
  most = maxEndpointsPerSlice,
): SliceChanges {
  const left = new Map(wanted);
  const unchanged: Stored<EndpointSlice>[] = [];
  const updated: EndpointSlice[] = [];
  const emptied: Stored<EndpointSlice>[] = [];
  for (const slice of existing) {
    const { endpoints, isSame } = keepWanted(slice, left);
    const relabelled = form.relabelled(slice);
    if (!isSame && endpoints.length === 0) emptied.push(slice);
    else if (!isSame) updated.push({ ...relabelled, endpoints });
    else if (relabelled !== slice) updated.push({ ...relabelled, endpoints: [...slice.endpoints] });
    else unchanged.push(slice);
  }
  for (const slice of [...updated].sort((a, b) => b.endpoints.length - a.endpoints.length)) fill(slice, left, most);
  const created: EndpointSlice[] = [];
  while (left.size > 0) {
    const fitting = left.size < most ? bestFit(unchanged, left.size, most) : undefined;
    const slice = fitting ? { ...fitting, endpoints: [...fitting.endpoints] } : form.fresh();
    fill(slice, left, most);
    if (!fitting) created.push(slice);
    else {
      unchanged.splice(unchanged.indexOf(fitting), 1);
      updated.push(slice);
    }
  }
  return { create: created, update: updated, delete: emptied };
}

/** Takes the endpoints of a slice that are still wanted, as they are wanted now, out of what is left to place. */
function keepWanted({ endpoints }: EndpointSlice, left: Map<string, Endpoint>) {
  const kept: Endpoint[] = [];
  let isSame = true;
  for (const endpoint of endpoints) {
    const identity = identityOf(endpoint);
    const now = left.get(identity);
    if (!now) isSame = false;
    else {
      if (!saysTheSame(now, endpoint)) isSame = false;
      kept.push(now);
      left.delete(identity);
    }
  }
  return { endpoints: kept, isSame };
}

function fill(slice: EndpointSlice, left: Map<string, Endpoint>, most: number): void {
  for (const [identity, endpoint] of left) {
    if (slice.endpoints.length >= most) return;
    slice.endpoints.push(endpoint);
    left.delete(identity);
  }
}

/** The slice that is closest to full when so many are added to it; undefined where they fit into none. */
function bestFit(
  slices: readonly Stored<EndpointSlice>[],
  added: number,
  most: number,
): Stored<EndpointSlice> | undefined {
  let best: Stored<EndpointSlice> | undefined;
  let leastRoom = most;
  for (const slice of slices) {
    const room = most - slice.endpoints.length - added;
    if (room < 0 || room >= leastRoom) continue;
    [best, leastRoom] = [slice, room];
  }
  return best;
}
