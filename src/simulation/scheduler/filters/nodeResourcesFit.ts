import { podRequests } from '../../../api/podResources.ts';
import type { Filter } from '../plugin.ts';

/** Plugin NodeResourcesFit: what is requested on a Node may not exceed what it has to give. */
export const nodeResourcesFit: Filter = (pod, info) => {
  if (!pod.spec) return undefined;
  const asked = podRequests(pod.spec);
  const reasons: string[] = [];
  let final = false;
  if (info.podCount + 1 > info.maxPods) reasons.push('Too many pods');
  if (asked.cpuMilli > 0 && asked.cpuMilli > info.allocatable.cpuMilli - info.requested.cpuMilli) {
    reasons.push('Insufficient cpu');
    final ||= asked.cpuMilli > info.allocatable.cpuMilli;
  }
  if (asked.memoryBytes > 0 && asked.memoryBytes > info.allocatable.memoryBytes - info.requested.memoryBytes) {
    reasons.push('Insufficient memory');
    final ||= asked.memoryBytes > info.allocatable.memoryBytes;
  }
  return reasons.length > 0 ? { reasons, final } : undefined;
};
