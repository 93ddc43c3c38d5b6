import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { addQuantities, parseQuantity, type Quantity, quantityOf, toInteger, toMilli } from '../../api/quantity.ts';

/** Amounts of `cpu` and `memory`, as the API of metrics writes them. */
export type Usage = Readonly<Record<string, string>>;
/** A NodeMetrics object. */
export type NodeMetrics = Stored<KubernetesObject & { usage?: Usage }>;
/** A PodMetrics object. */
export type PodMetrics = Stored<KubernetesObject & { containers?: readonly ContainerMetrics[] }>;

export interface ContainerMetrics {
  readonly name: string;
  readonly usage?: Usage;
}

/** What is measured, in the order of the columns. */
export interface Amounts {
  readonly cpu: Quantity;
  readonly memory: Quantity;
}

const bytesPerMi = 1024 * 1024;

/** What a usage says; nothing counts as 0. */
export function amountsOf(usage: Usage = {}): Amounts {
  return { cpu: quantityIn(usage, 'cpu'), memory: quantityIn(usage, 'memory') };
}

/** The sum of all. */
export function sumOf(all: readonly Amounts[]): Amounts {
  const nothing = quantityOf(0);
  return {
    cpu: all.map(({ cpu }) => cpu).reduce(addQuantities, nothing),
    memory: all.map(({ memory }) => memory).reduce(addQuantities, nothing),
  };
}

/** `12m`, rounded up. */
export function coresText({ cpu }: Amounts): string {
  return `${toMilli(cpu)}m`;
}

/** `34Mi`, rounded down. */
export function memoryText({ memory }: Amounts): string {
  return `${Math.floor(toInteger(memory) / bytesPerMi)}Mi`;
}

/** `12%` of what there is, rounded down. */
export function percentText(used: Quantity, available: Quantity): string {
  const all = toMilli(available);
  return `${all === 0 ? 0 : Math.trunc((toMilli(used) / all) * 100)}%`;
}

/** Sorted by `cpu` or `memory`, the largest first; by name where neither is asked for. */
export function sortedBy<T>(
  items: readonly T[],
  field: string,
  { amounts, name }: { readonly amounts: (item: T) => Amounts; readonly name: (item: T) => string },
): readonly T[] {
  const size = (item: T) => (field === 'cpu' ? toMilli(amounts(item).cpu) : toInteger(amounts(item).memory));
  if (field !== '') return [...items].sort((a, b) => size(b) - size(a));
  return [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

function quantityIn(usage: Usage, name: string): Quantity {
  const { text, ...amount } = parseQuantity(usage[name] ?? '0') ?? quantityOf(0);
  return amount;
}
