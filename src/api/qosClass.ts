import type { PodSpec, ResourceRequirements } from './generated/objects.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity, quantityOf } from './quantity.ts';

/** The resources that decide the class. */
const counted = ['cpu', 'memory'] as const;
const nothing = quantityOf(0);

/** The class of a Pod: Guaranteed when every container has limits of cpu and memory and the sums equal the requests'. */
export function qosClass(spec: PodSpec | undefined): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const { limits = {}, requests = {} } = spec?.resources ?? {};
  const ofPod = Object.keys(limits).length + Object.keys(requests).length > 0;
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const subjects = ofPod ? [spec?.resources ?? {}] : containers.map(({ resources }) => resources ?? {});
  const [wanted, allowed] = [sums(subjects, 'requests'), sums(subjects, 'limits')];
  if (wanted.size === 0 && allowed.size === 0) return 'BestEffort';
  const limited = subjects.every(({ limits: own }) => counted.every((name) => isPositive(amount(own?.[name]))));
  const equal = [...wanted].every(([name, request]) => compareQuantities(request, allowed.get(name) ?? nothing) === 0);
  return limited && equal && wanted.size === allowed.size ? 'Guaranteed' : 'Burstable';
}

/** What the subjects have of each counted resource together; zero counts as nothing. */
function sums(subjects: readonly ResourceRequirements[], field: 'requests' | 'limits'): Map<string, Quantity> {
  const totals = new Map<string, Quantity>();
  for (const subject of subjects) {
    for (const name of counted) {
      const own = amount(subject[field]?.[name]);
      if (isPositive(own)) totals.set(name, addQuantities(totals.get(name) ?? nothing, own));
    }
  }
  return totals;
}

function amount(text: string | undefined): Quantity {
  return parseQuantity(text ?? '0') ?? nothing;
}

function isPositive(quantity: Quantity): boolean {
  return compareQuantities(quantity, nothing) > 0;
}
