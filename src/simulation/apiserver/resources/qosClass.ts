import type { Container, PodSpec } from '../../../api/generated/objects.ts';

/** The resources that decide the class. */
const counted = ['cpu', 'memory'];

/** The class of a Pod: Guaranteed when every container's cpu and memory have a limit that equals the request. */
export function qosClass(spec: PodSpec | undefined): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers: Pick<Container, 'resources'>[] = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const podLevel = spec?.resources;
  const subjects = podLevel && (podLevel.limits || podLevel.requests) ? [{ resources: podLevel }] : containers;
  const amounts = subjects.flatMap(({ resources }) =>
    counted.map((name) => ({ request: amount(resources?.requests?.[name]), limit: amount(resources?.limits?.[name]) })),
  );
  if (amounts.every(({ request, limit }) => request === undefined && limit === undefined)) return 'BestEffort';
  const guaranteed = amounts.every(({ request, limit }) => limit !== undefined && (request ?? limit) === limit);
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

/** None where the quantity is absent or zero: zero counts as nothing. */
function amount(quantity: string | number | undefined): string | undefined {
  const text = quantity === undefined ? '' : String(quantity);
  return /^[+-]?0*\.?0*[a-zA-Z]*$/.test(text) ? undefined : text;
}
