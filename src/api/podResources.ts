import type { Container, PodSpec } from './generated/objects.ts';
import { parseQuantity, toMilli, toNumber } from './quantity.ts';

/** Resources of a Pod, a container or a Node, as the scheduler counts them. */
export interface ResourceAmounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

export const noResources: ResourceAmounts = { cpuMilli: 0, memoryBytes: 0 };

/** Reads the `cpu` and `memory` of a list of quantities; what is missing or malformed counts as 0. */
export function amountsOf(list: Readonly<Record<string, string>> | undefined): ResourceAmounts {
  const cpu = list?.cpu === undefined ? undefined : parseQuantity(String(list.cpu));
  const memory = list?.memory === undefined ? undefined : parseQuantity(String(list.memory));
  return { cpuMilli: cpu ? toMilli(cpu) : 0, memoryBytes: memory ? toNumber(memory) : 0 };
}

export function addAmounts(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  return { cpuMilli: a.cpuMilli + b.cpuMilli, memoryBytes: a.memoryBytes + b.memoryBytes };
}

/**
 * What a Pod asks of a Node: its regular containers and sidecars together, or, where that is more, one init container
 * with the sidecars started before it; the Pod's overhead on top
 * (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers).
 */
export function podRequests(spec: PodSpec): ResourceAmounts {
  const requestsOf = (container: Container) => amountsOf(container.resources?.requests);
  let sidecars = noResources;
  let initPeak = noResources;
  for (const container of spec.initContainers ?? []) {
    const own = requestsOf(container);
    if (container.restartPolicy === 'Always') sidecars = addAmounts(sidecars, own);
    initPeak = larger(initPeak, container.restartPolicy === 'Always' ? sidecars : addAmounts(sidecars, own));
  }
  const running = spec.containers.map(requestsOf).reduce(addAmounts, sidecars);
  return addAmounts(larger(running, initPeak), amountsOf(spec.overhead));
}

function larger(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  return { cpuMilli: Math.max(a.cpuMilli, b.cpuMilli), memoryBytes: Math.max(a.memoryBytes, b.memoryBytes) };
}
