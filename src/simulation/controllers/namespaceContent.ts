import type { NamespaceCondition, Pod } from '../../api/generated/objects.ts';
import { type KindInfo, servedKinds } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import { formatTime } from '../../api/time.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { podKind } from '../apiserver/knownKinds.ts';

/** What is left of a Namespace after an attempt to empty it. */
export interface RemainingContent {
  /** How many objects of each kind that has some. */
  readonly counts: ReadonlyMap<KindInfo, number>;
  /** How many objects each finalizer holds. */
  readonly finalizers: ReadonlyMap<string, number>;
  /** How long that may take yet, in seconds: the longest grace period, or a guess. */
  readonly estimateSeconds: number;
}

/** What is held by others may take so long (`finalizerEstimateSeconds`). */
const finalizerEstimateSeconds = 15;

const contentKinds = servedKinds.filter(({ namespaced }) => namespaced);

/**
 * Deletes everything in a Namespace: first the Pods, and when they are gone the rest, so that no Pod runs without the
 * NetworkPolicy that guarded it (KEP-5080, on since Kubernetes 1.34).
 */
export function deleteContent(api: ComponentApi, namespace: string): RemainingContent {
  const pods = deleteKinds(api, namespace, [podKind]);
  return pods.counts.size > 0 ? pods : deleteKinds(api, namespace, contentKinds);
}

function deleteKinds(api: ComponentApi, namespace: string, kinds: readonly KindInfo[]): RemainingContent {
  for (const kind of kinds) {
    for (const { metadata } of api.list(kind, namespace)) {
      api.delete(kind, namespace, metadata.name, { propagationPolicy: 'Background' });
    }
  }
  const counts = new Map<KindInfo, number>();
  const finalizers = new Map<string, number>();
  let estimateSeconds = 0;
  for (const kind of kinds) {
    const left = api.list(kind, namespace);
    if (left.length > 0) counts.set(kind, left.length);
    for (const { metadata } of left) {
      for (const finalizer of metadata.finalizers ?? [])
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    }
    const graces = kind === podKind ? (left as readonly Stored<Pod>[]).map(graceSeconds) : [];
    const guess = left.length > 0 ? Math.max(0, ...graces) || finalizerEstimateSeconds : 0;
    estimateSeconds = Math.max(estimateSeconds, guess);
  }
  return { counts, finalizers, estimateSeconds };
}

function graceSeconds({ spec, status }: Pod): number {
  const hasEnded = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return hasEnded ? 0 : (spec?.terminationGracePeriodSeconds ?? 0);
}

/** How a condition reads when all is well. */
const fine: readonly NamespaceCondition[] = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
].map(([type = '', reason = '', message = '']) => ({ type, status: 'False', reason, message }));

/** What the conditions of a Namespace on its way out say (`namespaceConditionUpdater`). */
export function endingConditions(
  before: readonly NamespaceCondition[],
  remaining: RemainingContent,
  nowMs: number,
): NamespaceCondition[] {
  const now = new Map(fine.map((condition) => [condition.type, condition]));
  const set = (type: string, reason: string, message: string) =>
    now.set(type, { type, status: 'True', reason, message });
  if (remaining.counts.size > 0) {
    const texts = [...remaining.counts].map(
      ([{ plural, group }, count]) => `${plural}.${group} has ${count} resource instances`,
    );
    const message = `Some resources are remaining: ${texts.sort().join(', ')}`;
    set('NamespaceContentRemaining', 'SomeResourcesRemain', message);
  }
  if (remaining.finalizers.size > 0) {
    const texts = [...remaining.finalizers].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
    const message = `Some content in the namespace has finalizers remaining: ${texts.sort().join(', ')}`;
    set('NamespaceFinalizersRemaining', 'SomeFinalizersRemain', message);
  }
  return [...now.values()].map((condition) => {
    const known = before.find(({ type }) => type === condition.type);
    const isSame =
      known?.status === condition.status && known.reason === condition.reason && known.message === condition.message;
    return isSame ? known : { ...condition, lastTransitionTime: formatTime(nowMs) };
  });
}
