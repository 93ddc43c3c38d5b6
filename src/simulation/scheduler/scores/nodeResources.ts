import { podRequests, type ResourceAmounts } from '../../../api/podResources.ts';
import type { Score } from '../plugin.ts';

/** A container that requests nothing counts as this much when Nodes are rated (kube-scheduler's non-zero defaults). */
const assumed: ResourceAmounts = { cpuMilli: 100, memoryBytes: 200 * 1024 * 1024 };

/** NodeResourcesFit's score LeastAllocated: the more stays free, the better. */
export const leastAllocated: Score = (pod, info) => {
  const { cpu, memory } = usedParts(pod.spec ? podRequests(pod.spec) : assumed, info);
  return Math.floor((Math.floor((1 - cpu) * 100) + Math.floor((1 - memory) * 100)) / 2);
};

/** NodeResourcesBalancedAllocation: the closer the used parts of cpu and memory, the better. */
export const balancedAllocation: Score = (pod, info) => {
  const { cpu, memory } = usedParts(pod.spec ? podRequests(pod.spec) : assumed, info);
  return Math.floor((1 - Math.abs(cpu - memory) / 2) * 100);
};

function usedParts(asked: ResourceAmounts, info: Parameters<Score>[1]): { cpu: number; memory: number } {
  const part = (used: number, whole: number) => (whole === 0 ? 1 : Math.min(1, used / whole));
  const cpuAsked = asked.cpuMilli || assumed.cpuMilli;
  const memoryAsked = asked.memoryBytes || assumed.memoryBytes;
  return {
    cpu: part(info.requested.cpuMilli + cpuAsked, info.allocatable.cpuMilli),
    memory: part(info.requested.memoryBytes + memoryAsked, info.allocatable.memoryBytes),
  };
}
