import type { StatefulSet } from '../../../api/generated/objects.ts';
import { type ClaimingPod, goesWithFormerPod, hasRightOwners } from './claimOwners.ts';
import { wantedOrdinals } from './ordinals.ts';
import { claimsOfPod } from './podClaims.ts';
import {
  type FilledSlot,
  isAvailableIn,
  isRunningAndReady,
  isTerminating,
  isUnavailable,
  type SetView,
  type Slot,
  slotsOf,
} from './setView.ts';
import { isRight, revisionOf } from './statefulPod.ts';

/** One thing to do about one Pod. */
export type Step =
  /** The Pod with its claims. */
  | { readonly what: 'create'; readonly slot: Slot; readonly of: 'current' | 'update' }
  /** Claims that a pending Pod misses. */
  | { readonly what: 'complete'; readonly slot: FilledSlot }
  /** Labels, volumes, and the owners of claims. */
  | { readonly what: 'repair'; readonly slot: FilledSlot }
  /** The owners of the claims of a Pod that goes. */
  | { readonly what: 'own'; readonly slot: FilledSlot }
  | { readonly what: 'delete'; readonly slot: Slot };

/** What is to be done now: the next phase only where nothing of the one before was refused. */
export interface SetPlan {
  /** For each wanted Pod what it needs, in its order. */
  readonly replicas: readonly (readonly Step[])[];
  readonly condemnedClaims: readonly Step[];
  readonly condemned: readonly Step[];
  /** The Pod that a rollout replaces next. */
  readonly update: Step | undefined;
  /** A claim must go first, and nobody will say so when it has. */
  readonly looksAgain: boolean;
}

/** Whether Pods come and go one after the other (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies). */
export function isOrdered({ spec }: StatefulSet): boolean {
  return spec?.podManagementPolicy !== 'Parallel';
}

/**
 * What a StatefulSet does next (`updateStatefulSet` of kube-controller-manager with MaxUnavailableStatefulSet off): first
 * the Pods that it wants, from the lowest; when all of them are well, those that are too much, from the highest; then the
 * rollout, from the highest. In order, the first Pod that is not well ends it all.
 */
export function planOf(view: SetView): SetPlan {
  const ordered = isOrdered(view.set);
  const { wanted, isCut, condemned } = slotsOf(view);
  const replicas: (readonly Step[])[] = [];
  let looksAgain = false;
  for (const slot of wanted) {
    const { steps, isWaiting, isStale = false } = replicaTurn(view, slot);
    replicas.push(steps);
    looksAgain ||= isStale;
    if (ordered && isWaiting) return { ...nothing, replicas, looksAgain };
  }
  if (isCut) return { ...nothing, replicas, looksAgain };
  const condemnedClaims = condemned.filter((slot) => !ownersAreRight(view, slot)).map(stepOf('own'));
  const firstUnwell = [...wanted, ...[...condemned].reverse()].find(({ pod }) => isUnavailable(view, pod));
  const leaving = condemned.filter(({ pod }) => !isTerminating(pod));
  const plan = { ...nothing, replicas, condemnedClaims, looksAgain };
  const [highest] = condemned;
  if (ordered && highest) {
    const mayGo = isAvailableIn(view, highest.pod) && isRunningAndReady(highest.pod);
    const goes = leaving[0] === highest && (mayGo || highest === firstUnwell);
    return { ...plan, condemned: goes ? [{ what: 'delete', slot: highest }] : [] };
  }
  return { ...plan, condemned: leaving.map(stepOf('delete')), update: updateStep(view, wanted) };
}

const nothing: SetPlan = { replicas: [], condemnedClaims: [], condemned: [], update: undefined, looksAgain: false };

interface Turn {
  readonly steps: readonly Step[];
  /** Whether the Pods after this one have to wait for it. */
  readonly isWaiting: boolean;
  readonly isStale?: boolean;
}

/** `processReplica` */
function replicaTurn(view: SetView, slot: Slot): Turn {
  const { set, claims } = view;
  const { ordinal, name, pod } = slot;
  if (!pod) {
    const isStale = claimsOfPod(set, ordinal).some(({ claimName }) => {
      const claim = claims.get(claimName);
      return claim !== undefined && goesWithFormerPod(claim, set, name);
    });
    if (isStale) return { steps: [], isWaiting: true, isStale };
    return { steps: [{ what: 'create', slot, of: revisionFor(set, ordinal) }], isWaiting: true };
  }
  const filled = { ...slot, pod };
  const phase = pod.status?.phase;
  // However a Pod has ended, another one takes its place as soon as it is gone.
  if (phase === 'Failed' || phase === 'Succeeded') {
    return { steps: isTerminating(pod) ? [] : [{ what: 'delete', slot }], isWaiting: true };
  }
  const pending: Step[] = phase === 'Pending' ? [{ what: 'complete', slot: filled }] : [];
  const isWell = !isTerminating(pod) && isRunningAndReady(pod) && isAvailableIn(view, pod);
  if (!isWell && isOrdered(set)) return { steps: pending, isWaiting: true };
  const isInOrder = isRight(set, pod, ordinal) && ownersAreRight(view, filled);
  return { steps: isInOrder ? pending : [...pending, { what: 'repair', slot: filled }], isWaiting: false };
}

/**
 * The revision of a new Pod: that of before for numbers below the partition, which count from the first ordinal, or where
 * there is no partition for as many Pods as still have it (`newVersionedStatefulSetPod`).
 */
function revisionFor(set: StatefulSet, ordinal: number): 'current' | 'update' {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  const { first } = wantedOrdinals(set);
  const kept = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0);
  const keeps = rollingUpdate !== undefined || type === 'RollingUpdate';
  return keeps && ordinal < first + kept ? 'current' : 'update';
}

/** The highest Pod of another revision, if all above it are well; never one below the partition. */
function updateStep(view: SetView, wanted: readonly Slot[]): Step | undefined {
  const { set, current, update } = view;
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  if (type === 'OnDelete') return undefined;
  for (let i = wanted.length - 1; i >= (rollingUpdate?.partition ?? 0); i--) {
    const slot = wanted[i] as Slot;
    const { ordinal, pod } = slot;
    const made = revisionFor(set, ordinal) === 'current' ? current : update;
    const revision = pod ? revisionOf(pod) : made;
    if (revision !== update && !(pod && isTerminating(pod))) return { what: 'delete', slot };
    if (isUnavailable(view, pod)) return undefined;
  }
  return undefined;
}

function ownersAreRight({ set, claims }: SetView, { ordinal, name, pod }: FilledSlot): boolean {
  const claiming: ClaimingPod = { ordinal, name, uid: pod.metadata.uid };
  return claimsOfPod(set, ordinal).every(({ claimName }) => {
    const claim = claims.get(claimName);
    return claim === undefined || hasRightOwners(claim, set, claiming);
  });
}

function stepOf<T extends 'own' | 'delete'>(what: T): (slot: FilledSlot) => { what: T; slot: FilledSlot } {
  return (slot) => ({ what, slot });
}
