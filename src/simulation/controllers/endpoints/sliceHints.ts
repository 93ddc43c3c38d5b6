import type { Endpoint, EndpointHints, EndpointSlice, Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import type { SliceChanges } from './slicePacking.ts';

/** The values of `spec.trafficDistribution` under which proxies are to keep traffic near. */
const near = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/**
 * Adds to ready endpoints for whom they are meant where the Service asks for near ones, and takes it away where it does
 * not any more; slices that would have stayed as they are may need a write for that (`ReconcileHints` of
 * k8s.io/endpointslice/trafficdist;
 * https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution).
 */
export function withHints(
  changes: SliceChanges,
  existing: readonly Stored<EndpointSlice>[],
  { spec }: Service,
): SliceChanges {
  const distribution = spec?.trafficDistribution;
  const touched = new Set([...changes.update, ...changes.delete].map(({ metadata }) => metadata?.name));
  const outdated = existing.filter(
    (slice) => !touched.has(slice.metadata.name) && hinted(slice, distribution) !== slice,
  );
  return {
    create: changes.create.map((slice) => hinted(slice, distribution)),
    update: [...changes.update, ...outdated].map((slice) => hinted(slice, distribution)),
    delete: changes.delete,
  };
}

/** The same slice where nothing is to be changed. */
function hinted<T extends EndpointSlice>(slice: T, distribution: string | undefined): T {
  const hintOf = (endpoint: Endpoint) => hintsFor(endpoint, distribution);
  if (slice.endpoints.every((endpoint) => sameValue(endpoint.hints, hintOf(endpoint)))) return slice;
  return { ...slice, endpoints: slice.endpoints.map((endpoint) => withHint(endpoint, hintOf(endpoint))) };
}

/** One that is not ready keeps what it has. */
function hintsFor(endpoint: Endpoint, distribution: string | undefined): EndpointHints | undefined {
  if (distribution === undefined || !near.includes(distribution)) return undefined;
  const { conditions, zone, nodeName, hints } = endpoint;
  if (conditions?.ready !== true) return hints;
  const forNodes = distribution === 'PreferSameNode' && nodeName ? [{ name: nodeName }] : undefined;
  if (!zone && !forNodes) return undefined;
  return { ...(zone && { forZones: [{ name: zone }] }), ...(forNodes && { forNodes }) };
}

function withHint({ hints: _, ...endpoint }: Endpoint, hints: EndpointHints | undefined): Endpoint {
  return hints ? { ...endpoint, hints } : endpoint;
}
