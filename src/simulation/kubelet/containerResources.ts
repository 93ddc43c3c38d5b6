import type { Container } from '../../api/generated/objects.ts';
import { amountsOf } from '../../api/podResources.ts';
import type { ContainerResources } from '../containers/runtime.ts';

/**
 * What the kubelet writes into a container's cgroup
 * (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run).
 */
export function containerResources({ resources }: Container): ContainerResources {
  const { requests, limits } = resources ?? {};
  const limit = amountsOf(limits);
  return {
    requestCores: amountsOf(requests).cpuMilli / 1000,
    limitCores: limits?.cpu === undefined ? undefined : limit.cpuMilli / 1000,
    memoryLimitBytes: limits?.memory === undefined ? undefined : limit.memoryBytes,
  };
}
