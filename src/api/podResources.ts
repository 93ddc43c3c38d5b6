import type { Container, PodSpec } from './generated/objects.ts';
import { parseQuantity, toMilli, toNumber } from './quantity.ts';

/** Resources of a Pod, a container or a Node, as the scheduler counts them. */
export interface ResourceAmounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  /** `ephemeral-storage`. */
  readonly storageBytes: number;
  /** Huge pages and extended resources, such as `example.com/gpu`; `pods` is none of them. */
  readonly extended: Readonly<Record<string, number>>;
}

const none: Readonly<Record<string, number>> = Object.freeze(Object.create(null) as Record<string, number>);

export const noResources: ResourceAmounts = { cpuMilli: 0, memoryBytes: 0, storageBytes: 0, extended: none };

/** Reads a list of quantities; what is missing or malformed counts as 0. */
export function amountsOf(list: Readonly<Record<string, string>> | undefined): ResourceAmounts {
  if (!list) return noResources;
  let { cpuMilli, memoryBytes, storageBytes, extended } = noResources;
  for (const [name, text] of Object.entries(list)) {
    const quantity = parseQuantity(String(text));
    if (!quantity || name === 'pods') continue;
    if (name === 'cpu') cpuMilli = toMilli(quantity);
    else if (name === 'memory') memoryBytes = toNumber(quantity);
    else if (name === 'ephemeral-storage') storageBytes = toNumber(quantity);
    else extended = { ...extended, [name]: toNumber(quantity) };
  }
  return { cpuMilli, memoryBytes, storageBytes, extended };
}

export function addAmounts(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  return combined(a, b, (x, y) => x + y);
}

export function subtractAmounts(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  return combined(a, b, (x, y) => x - y);
}

/**
 * What a Pod asks of a Node: its regular containers and sidecars together, or, where that is more, one init container
 * with the sidecars started before it; what the Pod as a whole requests in place of that sum; the Pod's overhead on top
 * (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers,
 * https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification).
 */
export function podRequests(spec: PodSpec, amountsOfContainer = requestsOf): ResourceAmounts {
  let sidecars = noResources;
  let initPeak = noResources;
  for (const container of spec.initContainers ?? []) {
    const own = amountsOfContainer(container);
    if (container.restartPolicy === 'Always') sidecars = addAmounts(sidecars, own);
    initPeak = larger(initPeak, container.restartPolicy === 'Always' ? sidecars : addAmounts(sidecars, own));
  }
  let sum = sidecars;
  for (const container of spec.containers) sum = addAmounts(sum, amountsOfContainer(container));
  const ofContainers = spec.initContainers?.length ? larger(sum, initPeak) : sum;
  const asked = spec.resources?.requests ? replaced(ofContainers, spec.resources.requests) : ofContainers;
  return spec.overhead ? addAmounts(asked, amountsOf(spec.overhead)) : asked;
}

/** What a container requests. */
export function requestsOf(container: Container): ResourceAmounts {
  return amountsOf(container.resources?.requests);
}

/** A Pod may request cpu, memory and huge pages as a whole; then its containers' requests of these do not count. */
function replaced(sum: ResourceAmounts, requests: Readonly<Record<string, string>>): ResourceAmounts {
  const own = amountsOf(requests);
  return {
    cpuMilli: requests.cpu === undefined ? sum.cpuMilli : own.cpuMilli,
    memoryBytes: requests.memory === undefined ? sum.memoryBytes : own.memoryBytes,
    storageBytes: sum.storageBytes,
    extended: { ...sum.extended, ...own.extended },
  };
}

function larger(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  return combined(a, b, Math.max);
}

function combined(a: ResourceAmounts, b: ResourceAmounts, both: (x: number, y: number) => number): ResourceAmounts {
  return {
    cpuMilli: both(a.cpuMilli, b.cpuMilli),
    memoryBytes: both(a.memoryBytes, b.memoryBytes),
    storageBytes: both(a.storageBytes, b.storageBytes),
    extended: combinedExtended(a.extended, b.extended, both),
  };
}

function combinedExtended(
  a: ResourceAmounts['extended'],
  b: ResourceAmounts['extended'],
  both: (x: number, y: number) => number,
): ResourceAmounts['extended'] {
  if (a === none && b === none) return none;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, both(a[name] ?? 0, b[name] ?? 0)]));
}
