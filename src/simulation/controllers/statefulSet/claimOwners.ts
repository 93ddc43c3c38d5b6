import type { OwnerReference, PersistentVolumeClaim, StatefulSet } from '../../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { podKind, statefulSetKind } from '../../apiserver/knownKinds.ts';
import { controllerReference } from '../controlledObjects.ts';
import { isWanted } from './ordinals.ts';

type Claim = Stored<PersistentVolumeClaim>;

/** A Pod of a set; without a uid where it is only now being made. */
export interface ClaimingPod {
  readonly ordinal: number;
  readonly name: string;
  readonly uid?: string;
}

/**
 * Whether the owners of a claim are those that the set's `persistentVolumeClaimRetentionPolicy` asks for: with
 * `whenDeleted: Delete` the set owns the claims of the Pods that it wants, with `whenScaled: Delete` a Pod that is too much
 * owns its own; so the garbage collector deletes them. Claims of a former set or Pod of the same name, and those of
 * strangers, are left alone (`isClaimOwnerUpToDate`;
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention).
 */
export function hasRightOwners(claim: Claim, set: Stored<StatefulSet>, pod: ClaimingPod): boolean {
  const owners = ownersOf(claim);
  if (isStale(claim, statefulSetKind, set.metadata) || isStale(claim, podKind, pod)) return true;
  const ours = owners.filter(({ uid }) => uid === set.metadata.uid || uid === pod.uid);
  if (hasConflictingController(claim, set, pod)) return ours.length === 0;
  if (ours.some(({ controller }) => controller !== true)) return false;
  const wanted = wantedOwners(set, pod);
  const isOwnedBy = (owner: string | undefined) => owner !== undefined && ours.some(({ uid }) => uid === owner);
  return isOwnedBy(set.metadata.uid) === wanted.set && isOwnedBy(pod.uid) === (wanted.pod && pod.uid !== undefined);
}

/** The claim with the owners that the policy asks for, and those of strangers (`updateClaimOwnerRefForSetAndPod`). */
export function withRightOwners(claim: Claim, set: Stored<StatefulSet>, pod: ClaimingPod): Claim {
  const strangers = ownersOf(claim).filter(
    (owner) => !names(owner, statefulSetKind, set.metadata.name) && !names(owner, podKind, pod.name),
  );
  const wanted = hasConflictingController(claim, set, pod) ? { set: false, pod: false } : wantedOwners(set, pod);
  const owners = [
    ...strangers,
    ...(wanted.set ? [controllerReference(statefulSetKind, set)] : []),
    ...(wanted.pod && pod.uid !== undefined ? [podReference(pod.name, pod.uid)] : []),
  ];
  const { ownerReferences: _before, ...metadata } = claim.metadata;
  return { ...claim, metadata: { ...metadata, ...(owners.length > 0 && { ownerReferences: owners }) } };
}

/** Whether somebody else controls the claim, so that the policy cannot hold (`hasUnexpectedController`). */
export function hasConflictingController(claim: Claim, set: Stored<StatefulSet>, pod: ClaimingPod): boolean {
  const { whenDeleted, whenScaled } = policyOf(set);
  if (whenDeleted === 'Retain' && whenScaled === 'Retain') return false;
  return ownersOf(claim).some((owner) => {
    if (names(owner, statefulSetKind, set.metadata.name)) return owner.uid !== set.metadata.uid;
    if (names(owner, podKind, pod.name)) return owner.uid !== pod.uid;
    return owner.controller === true;
  });
}

/** Whether a claim goes with a former Pod of this name, so that a new one must wait for another claim (`PodClaimIsStale`). */
export function goesWithFormerPod(claim: Claim, set: Stored<StatefulSet>, podName: string): boolean {
  return policyOf(set).whenScaled === 'Delete' && isStale(claim, podKind, { name: podName });
}

/** Who is to own the claim of a Pod. */
function wantedOwners(set: Stored<StatefulSet>, { ordinal }: ClaimingPod): { set: boolean; pod: boolean } {
  const { whenDeleted, whenScaled } = policyOf(set);
  const pod = whenScaled === 'Delete' && !isWanted(set, ordinal);
  return { set: whenDeleted === 'Delete' && !pod, pod };
}

function policyOf({ spec }: StatefulSet): { whenDeleted: string; whenScaled: string } {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = spec?.persistentVolumeClaimRetentionPolicy ?? {};
  return { whenDeleted, whenScaled };
}

/** Whether the first owner of that kind and name is another one than the present. */
function isStale(claim: Claim, info: KindInfo, { name, uid }: { name: string; uid?: string }): boolean {
  const owner = ownersOf(claim).find((one) => names(one, info, name));
  return owner !== undefined && owner.uid !== uid;
}

function names(owner: OwnerReference, info: KindInfo, name: string): boolean {
  return owner.apiVersion === apiVersionOf(info) && owner.kind === info.kind && owner.name === name;
}

function ownersOf({ metadata }: Claim): readonly OwnerReference[] {
  return metadata.ownerReferences ?? [];
}

function podReference(name: string, uid: string): OwnerReference {
  return { apiVersion: 'v1', kind: 'Pod', name, uid, controller: true, blockOwnerDeletion: true };
}
