import type { Container } from '../../../api/generated/objects.ts';
import { podRequests } from '../../../api/podResources.ts';
import { parseQuantity, toMilli } from '../../../api/quantity.ts';
import { effectivePodSpec } from '../../defaultedObject.ts';
import { withoutRequest } from '../../facts/missingRequests.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';

/** What each Pod of a workload requests of a resource, as an autoscaler counts it. */
export type RequestedByPods =
  | {
      readonly totalMilli: number;
      /** None where the Pod requests it as a whole. */
      readonly byContainer: readonly { readonly name: string; readonly milli: number }[];
    }
  | { readonly missing: readonly string[] };

/**
 * The requests that a percentage is one of: of the one container, of the Pod as a whole, or of all its containers and sidecars.
 * Undefined where the manifest does not tell, as where there is no such container or a LimitRange fills in what is missing.
 */
export function requestedByPods(
  set: ManifestSet,
  target: PlacedManifest,
  metric: { readonly resource: string; readonly container?: string },
): RequestedByPods | undefined {
  const { resource, container } = metric;
  const spec = effectivePodSpec(target.document.parsed);
  if (!spec) return undefined;
  if (container === undefined && Object.keys(spec.resources?.requests ?? {}).length > 0) {
    const { cpuMilli, memoryBytes } = podRequests(spec);
    const totalMilli = resource === 'cpu' ? cpuMilli : resource === 'memory' ? memoryBytes * 1000 : 0;
    return totalMilli > 0 ? { totalMilli, byContainer: [] } : undefined;
  }
  const missing = withoutRequest(set, target, { ...metric, path: [] }).map(({ name }) => name);
  if (missing.length > 0) return { missing };
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const measured: Container[] = [...spec.containers, ...sidecars].filter(
    ({ name }) => container === undefined || name === container,
  );
  const byContainer = measured.flatMap(({ name = '', resources }) => {
    const text = resources?.requests?.[resource];
    const quantity = text === undefined ? undefined : parseQuantity(String(text));
    return quantity ? [{ name, milli: toMilli(quantity) }] : [];
  });
  if (byContainer.length === 0 || byContainer.length < measured.length) return undefined;
  return { totalMilli: byContainer.reduce((sum, { milli }) => sum + milli, 0), byContainer };
}
