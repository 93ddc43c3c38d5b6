import type { Container, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { noResources, podRequests } from '../../../api/podResources.ts';
import { parseQuantity, toMilli } from '../../../api/quantity.ts';

/** What each Pod requests, by name, in thousandths; or the first request that is missing, in the controller's words. */
export type Requests =
  | { readonly milliByPod: ReadonlyMap<string, number>; readonly problem?: undefined }
  | { readonly milliByPod?: undefined; readonly problem: string };

/**
 * What the use of a resource is a percentage of (`calculateRequests`): the request of one container where one is named,
 * else that of the Pod as a whole where it has one, else those of all its containers and sidecars, each of which needs one.
 */
export function requestsOf(pods: readonly Stored<Pod>[], resource: string, container: string | undefined): Requests {
  const milliByPod = new Map<string, number>();
  for (const pod of pods) {
    const requested = requestOf(pod, resource, container);
    if (typeof requested === 'string') return { problem: requested };
    milliByPod.set(pod.metadata.name, requested);
  }
  return { milliByPod };
}

function requestOf(pod: Stored<Pod>, resource: string, container: string | undefined): number | string {
  const { name } = pod.metadata;
  if (container === undefined && hasPodLevelRequest(pod)) {
    const milli = podLevelMilli(pod, resource);
    return milli ?? `missing pod-level request for ${resource} in Pod ${name}`;
  }
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const all: readonly Container[] = [...(pod.spec?.containers ?? []), ...sidecars];
  const wanted = container === undefined ? all : all.filter((each) => each.name === container);
  if (container !== undefined && wanted.length === 0) return `container ${container} not found in Pod ${name}`;
  let sum = 0;
  for (const each of wanted) {
    const milli = milliOf(each.resources?.requests?.[resource]);
    if (milli === undefined) return `missing request for ${resource} in container ${each.name} of Pod ${name}`;
    sum += milli;
  }
  return sum;
}

/** Only these may be requested for a Pod as a whole (KEP-2837). */
function hasPodLevelRequest({ spec }: Pod): boolean {
  return Object.keys(spec?.resources?.requests ?? {}).some(
    (name) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-'),
  );
}

/** The Pod's own request or, for a resource that it does not name, the sum of those of its containers; with its overhead. */
function podLevelMilli({ spec }: Pod, resource: string): number | undefined {
  const { cpuMilli, memoryBytes } = spec ? podRequests(spec) : noResources;
  const milli = resource === 'cpu' ? cpuMilli : resource === 'memory' ? memoryBytes * 1000 : 0;
  return milli > 0 ? milli : undefined;
}

function milliOf(text: string | undefined): number | undefined {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  return quantity && toMilli(quantity);
}
