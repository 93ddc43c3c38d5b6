import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimStatus,
  PersistentVolumeStatus,
} from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { sameJson } from '../../apiserver/equality.ts';
import { persistentVolumeClaimKind, persistentVolumeKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { volumeAnnotations as annotations } from './volumeAnnotations.ts';
import { isClaimedBy } from './volumeMatch.ts';

/** Makes a volume and a claim know each other, and writes both phases; does nothing where all is as it should be. */
export function bindTogether(
  context: ComponentContext,
  volume: Stored<PersistentVolume>,
  claim: Stored<PersistentVolumeClaim>,
): void {
  const bound = setVolumePhase(context, bindVolume(context, volume, claim), 'Bound');
  if (!isClaimedBy(bound, claim)) return;
  const given = claim.spec?.volumeName === volume.metadata.name ? claim : nameVolume(context, claim, volume);
  setClaimPhase(context, markClaim(context, given, { [annotations.bindCompleted]: 'yes' }), 'Bound', bound);
}

function bindVolume(
  context: ComponentContext,
  volume: Stored<PersistentVolume>,
  claim: Stored<PersistentVolumeClaim>,
): Stored<PersistentVolume> {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  if (isClaimedBy(volume, claim) && volume.spec?.claimRef?.uid === uid) return volume;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid, resourceVersion };
  const byHand = isClaimedBy(volume, claim);
  const metadata = byHand ? volume.metadata : annotated(volume.metadata, { [annotations.boundByController]: 'yes' });
  const next = { ...volume, metadata, spec: { ...volume.spec, claimRef } } as Stored<PersistentVolume>;
  return context.api.update<PersistentVolume>(persistentVolumeKind, next).object ?? volume;
}

/** Takes a volume from a claim that has got another one; what a person wrote into it stays. */
export function unbind(context: ComponentContext, volume: Stored<PersistentVolume>): void {
  if (volume.metadata.annotations?.[annotations.boundByController] !== undefined) {
    freeVolume(context, volume);
    return;
  }
  const { uid: _uid, ...byHand } = volume.spec?.claimRef ?? {};
  const next = { ...volume, spec: { ...volume.spec, claimRef: byHand } } as Stored<PersistentVolume>;
  const { object } = context.api.update<PersistentVolume>(persistentVolumeKind, next);
  if (object) setVolumePhase(context, object, 'Available');
}

/** Makes a volume available to any claim again. */
export function freeVolume(context: ComponentContext, volume: Stored<PersistentVolume>): void {
  const { [annotations.boundByController]: _byController, ...rest } = volume.metadata.annotations ?? {};
  const { claimRef: _claim, ...spec } = volume.spec ?? {};
  const next = { ...volume, metadata: { ...volume.metadata, annotations: rest }, spec } as Stored<PersistentVolume>;
  const { object } = context.api.update<PersistentVolume>(persistentVolumeKind, next);
  if (object) setVolumePhase(context, object, 'Available');
}

/** Writes a volume's phase where it is another one. */
export function setVolumePhase(
  context: ComponentContext,
  volume: Stored<PersistentVolume>,
  phase: 'Available' | 'Bound' | 'Released' | 'Failed',
  message?: string,
): Stored<PersistentVolume> {
  if (volume.status?.phase === phase) return volume;
  const lastPhaseTransitionTime = formatTime(context.nowMs());
  const status: PersistentVolumeStatus = { phase, ...(message && { message }), lastPhaseTransitionTime };
  return context.api.update<PersistentVolume>(persistentVolumeKind, { ...volume, status }, 'status').object ?? volume;
}

/** Writes a claim's phase, with what its volume offers. */
export function setClaimPhase(
  context: ComponentContext,
  claim: Stored<PersistentVolumeClaim>,
  phase: 'Bound' | 'Lost',
  volume?: Stored<PersistentVolume>,
): void {
  const { accessModes, capacity, ...others } = claim.status ?? {};
  const offered: PersistentVolumeClaimStatus = {
    ...(volume?.spec?.accessModes && { accessModes: volume.spec.accessModes }),
    ...(volume?.spec?.capacity && { capacity: volume.spec.capacity }),
  };
  const status: PersistentVolumeClaimStatus = { ...others, ...offered, phase };
  if (sameJson(status, claim.status)) return;
  context.api.update<PersistentVolumeClaim>(persistentVolumeClaimKind, { ...claim, status }, 'status');
}

/** Writes annotations of a claim that are not there yet. */
export function markClaim(
  context: ComponentContext,
  claim: Stored<PersistentVolumeClaim>,
  marks: Readonly<Record<string, string>>,
): Stored<PersistentVolumeClaim> {
  const metadata = annotated(claim.metadata, marks);
  if (sameJson(metadata.annotations, claim.metadata.annotations)) return claim;
  return context.api.update<PersistentVolumeClaim>(persistentVolumeClaimKind, { ...claim, metadata }).object ?? claim;
}

function nameVolume(
  context: ComponentContext,
  claim: Stored<PersistentVolumeClaim>,
  { metadata }: Stored<PersistentVolume>,
): Stored<PersistentVolumeClaim> {
  const marks = { [annotations.boundByController]: 'yes', [annotations.bindCompleted]: 'yes' };
  const next: Stored<PersistentVolumeClaim> = {
    ...claim,
    metadata: annotated(claim.metadata, marks),
    spec: { ...claim.spec, volumeName: metadata.name },
  };
  return context.api.update<PersistentVolumeClaim>(persistentVolumeClaimKind, next).object ?? claim;
}

function annotated<M extends { readonly annotations?: Readonly<Record<string, string>> }>(
  metadata: M,
  marks: Readonly<Record<string, string>>,
): M {
  return { ...metadata, annotations: { ...metadata.annotations, ...marks } };
}
