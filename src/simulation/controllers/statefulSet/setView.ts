import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isAvailable, isReady } from '../pods/availability.ts';
import { ordinalOf, podNameOf, wantedOrdinals } from './ordinals.ts';

/** A StatefulSet, its Pods and its claims at one moment. */
export interface SetView {
  readonly set: Stored<StatefulSet>;
  /** The names of its revisions. */
  readonly current: string;
  readonly update: string;
  readonly pods: readonly Stored<Pod>[];
  /** By their names: those that the set's Pods may have. */
  readonly claims: ReadonlyMap<string, Stored<PersistentVolumeClaim>>;
  readonly nowMs: number;
}

/** The place of one Pod. */
export interface Slot {
  readonly ordinal: number;
  readonly name: string;
  readonly pod: Stored<Pod> | undefined;
}

/** A place with its Pod. */
export type FilledSlot = Slot & { readonly pod: Stored<Pod> };

/** No more missing Pods than this are looked at in one go (`MaxBatchSize`): a set may want two thousand million. */
const mostMissing = 500;

/** The places of a set. */
export interface Slots {
  /** Those that it wants, in their order. */
  readonly wanted: readonly Slot[];
  /** Whether it wants more than these, for when some of those that are missing are there. */
  readonly isCut: boolean;
  /** The Pods that are too much, the highest number first. */
  readonly condemned: readonly FilledSlot[];
}

export function slotsOf({ set, pods }: SetView): Slots {
  const { first, last } = wantedOrdinals(set);
  const podAt = new Map<number, Stored<Pod>>();
  for (const pod of pods) {
    const ordinal = ordinalOf(set.metadata.name, pod.metadata.name);
    if (ordinal !== undefined) podAt.set(ordinal, pod);
  }
  const wanted: Slot[] = [];
  let missing = 0;
  for (let ordinal = first; ordinal <= last && missing < mostMissing; ordinal += 1) {
    const pod = podAt.get(ordinal);
    if (!pod) missing += 1;
    wanted.push({ ordinal, name: podNameOf(set.metadata.name, ordinal), pod });
  }
  const condemned = [...podAt]
    .filter(([ordinal]) => ordinal < first || ordinal > last)
    .sort(([a], [b]) => b - a)
    .map(([ordinal, pod]) => ({ ordinal, name: pod.metadata.name, pod }));
  return { wanted, isCut: wanted.length < last - first + 1, condemned };
}

/** Running and Ready; with `minReadySeconds` that alone is not enough for the next one. */
export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod);
}

export function isTerminating({ metadata }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined;
}

/** Whether a Pod has been ready for the set's `minReadySeconds`. */
export function isAvailableIn({ set, nowMs }: SetView, pod: Pod): boolean {
  return isAvailable(pod, set.spec?.minReadySeconds ?? 0, nowMs);
}

/** Missing, not available, or on its way out (`isUnavailable`). */
export function isUnavailable(view: SetView, pod: Pod | undefined): boolean {
  return pod === undefined || !isAvailableIn(view, pod) || isTerminating(pod);
}
