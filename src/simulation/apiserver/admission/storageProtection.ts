import type { KindInfo } from '../../../api/kinds.ts';
import { persistentVolumeClaimKind, persistentVolumeKind } from '../knownKinds.ts';
import type { AdmissionPlugin } from './admission.ts';

/** What keeps a volume or a claim from going while somebody uses it (the plug-in StorageObjectInUseProtection). */
export const protectionFinalizers = new Map<KindInfo, string>([
  [persistentVolumeClaimKind, 'kubernetes.io/pvc-protection'],
  [persistentVolumeKind, 'kubernetes.io/pv-protection'],
]);

/** Gives volumes and claims the finalizer that protects them while they are in use. */
export const storageProtection: AdmissionPlugin = (_context, info, object) => {
  const finalizer = protectionFinalizers.get(info);
  const own = object.metadata?.finalizers ?? [];
  if (finalizer === undefined || own.includes(finalizer)) return { object };
  return { object: { ...object, metadata: { ...object.metadata, finalizers: [...own, finalizer] } } };
};
