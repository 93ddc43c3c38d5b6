import type { Node } from '../../../api/generated/objects.ts';
import { amountsOf, type ResourceAmounts } from '../../../api/podResources.ts';
import type { NodeInfo } from '../nodeInfo.ts';
import { type FilterPlugin, type Misfit, resolvableMisfit, type ScorePlugin } from '../plugin.ts';
import type { PodInfo } from '../podInfo.ts';

const tooMany = resolvableMisfit('Too many pods');

/** What is requested on a Node may not exceed what it has to give. */
export const nodeResourcesFit: FilterPlugin = {
  name: 'NodeResourcesFit',
  prepare: ({ requests }) => {
    const extended = Object.entries(requests.extended).filter(([, amount]) => amount > 0);
    return { filter: (node) => misfitOf(node, requests, extended) };
  },
  mayHelp: ({ requests }, change) => {
    if (change.what === 'assignedPod') {
      // Only a Pod that goes, or asks for less than before, makes room.
      if (!change.before) return false;
      return !change.after || (change.before.requests !== change.after.requests && asksForLess(change));
    }
    if (change.what === 'waitingPod') return change.before?.spec?.containers !== change.after?.spec?.containers;
    if (change.what !== 'node' || !change.after) return false;
    const now = amountsOf(change.after.status?.allocatable);
    if (!fits(requests, now)) return false;
    return !change.before || hasMore(requests, change.before, change.after);
  },
};

/** LeastAllocated: the more stays free, the better; cpu and memory count alike. */
export const leastAllocated: ScorePlugin = {
  name: 'NodeResourcesFit',
  weight: 1,
  rate: (pod) => ({
    score: (node) => {
      const { cpuMilli, memoryBytes } = node.allocatable;
      let sum = 0;
      let count = 0;
      if (cpuMilli > 0) {
        sum += freeShare(cpuMilli, node.ratedCpuMilli + pod.ratedCpuMilli);
        count += 1;
      }
      if (memoryBytes > 0) {
        sum += freeShare(memoryBytes, node.ratedMemoryBytes + pod.ratedMemoryBytes);
        count += 1;
      }
      return count === 0 ? 0 : Math.floor(sum / count);
    },
  }),
};

function freeShare(capacity: number, used: number): number {
  return used > capacity ? 0 : Math.floor(((capacity - used) * 100) / capacity);
}

function misfitOf(
  node: NodeInfo,
  asked: ResourceAmounts,
  extended: readonly (readonly [string, number])[],
): Misfit | undefined {
  const { allocatable, requested } = node;
  if (
    node.podCount < node.maxPods &&
    asked.cpuMilli <= allocatable.cpuMilli - requested.cpuMilli &&
    asked.memoryBytes <= allocatable.memoryBytes - requested.memoryBytes &&
    asked.storageBytes <= allocatable.storageBytes - requested.storageBytes &&
    extended.length === 0
  ) {
    return undefined;
  }
  return describedMisfit(node, asked, extended);
}

function describedMisfit(
  { allocatable, requested, podCount, maxPods }: NodeInfo,
  asked: ResourceAmounts,
  extended: readonly (readonly [string, number])[],
): Misfit | undefined {
  const reasons: string[] = [];
  let final = false;
  const compare = (name: string, wanted: number, whole: number, used: number): void => {
    if (wanted === 0 || wanted <= whole - used) return;
    reasons.push(`Insufficient ${name}`);
    final ||= wanted > whole;
  };
  if (podCount >= maxPods) reasons.push('Too many pods');
  compare('cpu', asked.cpuMilli, allocatable.cpuMilli, requested.cpuMilli);
  compare('memory', asked.memoryBytes, allocatable.memoryBytes, requested.memoryBytes);
  compare('ephemeral-storage', asked.storageBytes, allocatable.storageBytes, requested.storageBytes);
  for (const [name, wanted] of extended) {
    compare(name, wanted, allocatable.extended[name] ?? 0, requested.extended[name] ?? 0);
  }
  if (reasons.length === 0) return undefined;
  return reasons.length === 1 && podCount >= maxPods ? tooMany : { reasons, final };
}

function fits(asked: ResourceAmounts, allocatable: ResourceAmounts): boolean {
  return (
    asked.cpuMilli <= allocatable.cpuMilli &&
    asked.memoryBytes <= allocatable.memoryBytes &&
    asked.storageBytes <= allocatable.storageBytes &&
    Object.entries(asked.extended).every(([name, wanted]) => wanted <= (allocatable.extended[name] ?? 0))
  );
}

function hasMore(asked: ResourceAmounts, before: Node, after: Node): boolean {
  const [old, now] = [amountsOf(before.status?.allocatable), amountsOf(after.status?.allocatable)];
  return (
    Number(after.status?.allocatable?.pods ?? 0) > Number(before.status?.allocatable?.pods ?? 0) ||
    (asked.cpuMilli > 0 && now.cpuMilli > old.cpuMilli) ||
    (asked.memoryBytes > 0 && now.memoryBytes > old.memoryBytes) ||
    (asked.storageBytes > 0 && now.storageBytes > old.storageBytes) ||
    Object.keys(asked.extended).some((name) => (now.extended[name] ?? 0) > (old.extended[name] ?? 0))
  );
}

function asksForLess({ before, after }: { before?: PodInfo | undefined; after?: PodInfo | undefined }): boolean {
  if (!before || !after) return false;
  return after.requests.cpuMilli < before.requests.cpuMilli || after.requests.memoryBytes < before.requests.memoryBytes;
}
