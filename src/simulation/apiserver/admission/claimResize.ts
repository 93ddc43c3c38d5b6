import type { PersistentVolumeClaim, StorageClass } from '../../../api/generated/objects.ts';
import { compareQuantities, parseQuantity } from '../../../api/quantity.ts';
import { forbidden } from '../../../api/status.ts';
import { persistentVolumeClaimKind, storageClassKind } from '../knownKinds.ts';
import type { Objection } from './admission.ts';

/** A claim grows only where its class allows it (the plug-in PersistentVolumeClaimResize). */
export const claimResize: Objection = (context, info, object, old) => {
  if (info !== persistentVolumeClaimKind || !old) return undefined;
  const claim = object as PersistentVolumeClaim;
  const wanted = sizeOf(claim);
  const before = sizeOf(old as PersistentVolumeClaim);
  if (!wanted || !before || compareQuantities(wanted, before) <= 0) return undefined;
  const name = claim.metadata?.name ?? '';
  if ((old as PersistentVolumeClaim).status?.phase !== 'Bound') {
    return forbidden(info, name, 'Only bound persistent volume claims can be expanded');
  }
  const storageClass = context.store.get(storageClassKind, '', claim.spec?.storageClassName ?? '');
  if ((storageClass as StorageClass | undefined)?.allowVolumeExpansion === true) return undefined;
  const why =
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  return forbidden(info, name, why);
};

function sizeOf({ spec }: PersistentVolumeClaim) {
  return parseQuantity(spec?.resources?.requests?.storage ?? '0');
}
