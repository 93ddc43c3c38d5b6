import type { Node, PersistentVolume, PersistentVolumeClaim } from '../../../api/generated/objects.ts';
import { matchesSelector } from '../../../api/labels.ts';
import { isReachable } from '../../../api/nodeSelection.ts';
import type { Stored } from '../../../api/objects.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../../../api/quantity.ts';

/** Where the class of a volume or claim stood before it had a field. */
const oldClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** The name of the StorageClass; '' where there is none. */
export function classOf({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string {
  return metadata?.annotations?.[oldClassAnnotation] ?? spec?.storageClassName ?? '';
}

/** Whether a volume is reserved for a claim or bound to it. */
export function isClaimedBy({ spec }: PersistentVolume, { metadata }: Stored<PersistentVolumeClaim>): boolean {
  const { name, namespace, uid } = spec?.claimRef ?? {};
  return name === metadata.name && namespace === metadata.namespace && (!uid || uid === metadata.uid);
}

/** Why a volume that a claim names cannot be its; undefined where it can. In the words of the volume controller. */
export function mismatchOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (isSmaller(volume, claim)) return 'requested PV is too small';
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match';
  if (modeOf(volume) !== modeOf(claim)) return 'incompatible volumeMode';
  return hasModes(volume, claim) ? undefined : 'incompatible accessMode';
}

/**
 * The volume that a claim gets: the one that is reserved for it, else the smallest of those that are big enough
 * (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding). Of equal ones that with the fewest access
 * modes, then the first by name. `reserved`: only the first, because the claim waits for its first Pod.
 */
export function bestVolume(
  claim: Stored<PersistentVolumeClaim>,
  volumes: readonly Stored<PersistentVolume>[],
  choice: 'any' | 'reserved',
  node?: Stored<Node>,
): Stored<PersistentVolume> | undefined {
  const fitting = volumes.filter(
    (volume) =>
      volume.metadata.deletionTimestamp === undefined &&
      (volume.spec?.claimRef === undefined || isClaimedBy(volume, claim)) &&
      hasModes(volume, claim) &&
      !isSmaller(volume, claim) &&
      modeOf(volume) === modeOf(claim),
  );
  const reserved = fitting.find((volume) => volume.spec?.claimRef !== undefined);
  if (reserved) return node && !isReachable(reserved, node) ? undefined : reserved;
  if (choice === 'reserved') return undefined;
  const selector = claim.spec?.selector;
  const [smallest] = fitting
    .filter(
      (volume) =>
        volume.status?.phase === 'Available' &&
        classOf(volume) === classOf(claim) &&
        (!selector || matchesSelector(selector, volume.metadata.labels ?? {})) &&
        (!node || isReachable(volume, node)),
    )
    .sort((a, b) => compareQuantities(sizeOf(a), sizeOf(b)) || modeCount(a) - modeCount(b));
  return smallest;
}

const nothing: Quantity = parseQuantity('0') as Quantity;

function sizeOf({ spec }: PersistentVolume): Quantity {
  return parseQuantity(spec?.capacity?.storage ?? '0') ?? nothing;
}

function isSmaller(volume: PersistentVolume, { spec }: PersistentVolumeClaim): boolean {
  const wanted = parseQuantity(spec?.resources?.requests?.storage ?? '0') ?? nothing;
  return compareQuantities(sizeOf(volume), wanted) < 0;
}

function modeOf({ spec }: PersistentVolume | PersistentVolumeClaim): string {
  return spec?.volumeMode ?? 'Filesystem';
}

function hasModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec?.accessModes ?? []).every((mode) => volume.spec?.accessModes?.includes(mode));
}

function modeCount({ spec }: PersistentVolume): number {
  return spec?.accessModes?.length ?? 0;
}
