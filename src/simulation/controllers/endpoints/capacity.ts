import type { EndpointAddress, EndpointSubset } from '../../../api/generated/objects.ts';

/** So many addresses an Endpoints object may have; slices took its place for that (`maxCapacity` of the endpoint controller). */
export const maxAddresses = 1000;

/** Stands, with the value `truncated`, on Endpoints that leave some addresses out. */
export const overCapacityAnnotation = 'endpoints.kubernetes.io/over-capacity';

/** How many addresses there are, ready or not. */
export function countAddresses(subsets: readonly EndpointSubset[]): number {
  return countIn(subsets, 'addresses') + countIn(subsets, 'notReadyAddresses');
}

/**
 * The subsets with no more than 1,000 addresses: those that are ready first, each subset in proportion
 * (`truncateEndpoints`; https://kubernetes.io/docs/concepts/services-networking/service/#over-capacity-endpoints).
 */
export function withinCapacity(subsets: readonly EndpointSubset[], most = maxAddresses): EndpointSubset[] {
  if (countAddresses(subsets) <= most) return [...subsets];
  const ready = countIn(subsets, 'addresses');
  const list = ready > most ? 'addresses' : 'notReadyAddresses';
  const room = ready > most ? most : most - ready;
  const all = countIn(subsets, list);
  let left = room;
  return subsets.map((subset) => {
    const own = subset[list] ?? [];
    const kept = own.slice(0, Math.min(left, Math.ceil((own.length / all) * room)));
    left -= kept.length;
    const { notReadyAddresses: _, ...others } = subset;
    return withList(list, list === 'addresses' ? others : subset, kept);
  });
}

function countIn(subsets: readonly EndpointSubset[], list: 'addresses' | 'notReadyAddresses'): number {
  return subsets.reduce((sum, subset) => sum + (subset[list] ?? []).length, 0);
}

function withList(
  list: 'addresses' | 'notReadyAddresses',
  { [list]: _, ...others }: EndpointSubset,
  kept: EndpointAddress[],
): EndpointSubset {
  return kept.length > 0 ? { ...others, [list]: kept } : others;
}
