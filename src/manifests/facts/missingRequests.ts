import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import type { UtilizationMetric } from './autoscalers.ts';
import type { WrittenContainer } from './podTemplate.ts';

/**
 * The containers of a workload whose request a metric in percent lacks: without it the autoscaler knows no percentage and does
 * nothing (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work).
 * A request that is not written is the limit, or what a LimitRange of the set gives.
 */
export function withoutRequest(
  set: ManifestSet,
  { facts, document, namespace }: PlacedManifest,
  { resource, container }: UtilizationMetric,
): WrittenContainer[] {
  const { pods } = facts;
  if (!pods || isGivenByLimitRange(set, namespace, resource)) return [];
  // The request of a Pod as a whole counts in place of its containers' (KEP-2837).
  const ofPod = valueAt(document.value, [...pods.specPath, 'resources']);
  if (container === undefined && ofPod !== null && ofPod !== undefined) return [];
  return pods.containers.filter(
    ({ role, name, value }) =>
      role !== 'init' && (container === undefined || name === container) && !hasRequest(value, resource),
  );
}

function hasRequest(container: unknown, resource: string): boolean {
  return ['requests', 'limits'].some((list) => (valueAt(container, ['resources', list, resource]) ?? null) !== null);
}

/** Each of these fields leads to a request: https://kubernetes.io/docs/concepts/policy/limit-range/. */
const limitFields = ['defaultRequest', 'default', 'max', 'min'];

function isGivenByLimitRange(set: ManifestSet, namespace: string, resource: string): boolean {
  return set
    .ofKind('LimitRange')
    .some(
      (range) =>
        range.namespace === namespace &&
        listAt(range.document.value, ['spec', 'limits']).some(
          (item) =>
            textAt(item, ['type']) === 'Container' &&
            limitFields.some((field) => (valueAt(item, [field, resource]) ?? null) !== null),
        ),
    );
}
