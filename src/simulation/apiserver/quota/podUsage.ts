import type { Container, Pod, PodSpec } from '../../../api/generated/objects.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity, quantityOf } from '../../../api/quantity.ts';

/** Amounts of resources by their names. */
export type Amounts = Map<string, Quantity>;

/** The names under which a quota may count a request; others are counted as `requests.NAME` alone. */
const shortNames = ['cpu', 'memory', 'ephemeral-storage'];

/** What a Pod uses of a quota while it has not ended. */
export function podUsage(pod: Pod): Amounts {
  if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return new Map();
  const usage: Amounts = new Map([['pods', quantityOf(1)]]);
  for (const [name, amount] of podAmounts(pod.spec, 'requests')) {
    if (shortNames.includes(name) || name.startsWith('hugepages-')) usage.set(name, amount);
    usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of podAmounts(pod.spec, 'limits')) {
    if (shortNames.includes(name)) usage.set(`limits.${name}`, amount);
  }
  return usage;
}

/**
 * What all containers of a Pod ask for or are limited to, resource by resource: those that run together are added up, an
 * init container counts where it needs more.
 */
export function podAmounts(spec: PodSpec | undefined, which: 'requests' | 'limits'): Amounts {
  const own = ({ resources }: Container) => amountsOf(resources?.[which]);
  let sidecars: Amounts = new Map();
  let initPeak: Amounts = new Map();
  for (const container of spec?.initContainers ?? []) {
    const isSidecar = container.restartPolicy === 'Always';
    const together = addAmounts(sidecars, own(container));
    if (isSidecar) sidecars = together;
    initPeak = largest(initPeak, together);
  }
  const running = (spec?.containers ?? []).map(own).reduce(addAmounts, sidecars);
  const containers = largest(running, initPeak);
  const pod = amountsOf(spec?.resources?.[which]);
  const asked = new Map([...containers, ...pod]);
  const overhead = amountsOf(spec?.overhead);
  // Overhead comes on top of what is asked for; a limit that is not there stays unlimited.
  if (which === 'requests') return addAmounts(asked, overhead);
  return new Map([...addAmounts(asked, overhead)].filter(([name]) => asked.has(name)));
}

/** Reads quantities; what is none is left out. */
export function amountsOf(list: Readonly<Record<string, string>> | undefined): Amounts {
  const amounts: Amounts = new Map();
  for (const [name, text] of Object.entries(list ?? {})) {
    const quantity = parseQuantity(String(text));
    if (quantity) amounts.set(name, quantity);
  }
  return amounts;
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum = new Map(a);
  for (const [name, amount] of b) {
    const first = sum.get(name);
    sum.set(name, first ? addQuantities(first, amount) : amount);
  }
  return sum;
}

function largest(a: Amounts, b: Amounts): Amounts {
  const result = new Map(a);
  for (const [name, amount] of b) {
    const other = result.get(name);
    if (!other || compareQuantities(amount, other) > 0) result.set(name, amount);
  }
  return result;
}
