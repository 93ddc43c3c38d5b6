import type { PersistentVolumeClaim, StorageClass } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { persistentVolumeClaimKind, storageClassKind } from '../knownKinds.ts';
import { isDefaultClass } from '../resources/storageClass.ts';
import type { AdmissionPlugin } from './admission.ts';

/** Gives a claim without a class the default one; of several the newest, and of those the first by name. */
export const defaultStorageClass: AdmissionPlugin = (context, info, object) => {
  if (info !== persistentVolumeClaimKind) return { object };
  const claim = object as PersistentVolumeClaim;
  const written = claim.metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'];
  if (written !== undefined || claim.spec?.storageClassName !== undefined) return { object };
  const classes = context.store.list(storageClassKind) as readonly Stored<StorageClass>[];
  const [chosen] = classes
    .filter(isDefaultClass)
    .sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp));
  if (!chosen) return { object };
  return {
    object: { ...claim, spec: { ...claim.spec, storageClassName: chosen.metadata.name } } as PersistentVolumeClaim,
  };
};
