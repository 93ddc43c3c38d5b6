import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import { protectionFinalizers } from '../../apiserver/admission/storageProtection.ts';
import { persistentVolumeClaimKind, persistentVolumeKind, podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';

/** A change reaches the controller after some milliseconds. */
const watchLatencyMs = 5;

/**
 * Lets a claim or a volume that is to be deleted go when nobody uses it any more: the controllers pvc-protection and
 * pv-protection. A Pod uses a claim until it has ended, a claim uses a volume while the two are bound.
 */
export class VolumeProtection {
  readonly #context: ComponentContext;

  constructor(context: ComponentContext) {
    this.#context = context;
    const { api } = context;
    api.subscribe<PersistentVolumeClaim>(persistentVolumeClaimKind, watchLatencyMs, ({ object }) =>
      this.#reviewClaim(object.metadata.namespace ?? '', object.metadata.name),
    );
    api.subscribe<PersistentVolume>(persistentVolumeKind, watchLatencyMs, ({ object }) =>
      this.#reviewVolume(object.metadata.name),
    );
    api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => {
      if (type !== 'DELETED' && !hasEnded(object)) return;
      for (const claim of claimsOf(object)) this.#reviewClaim(object.metadata.namespace ?? '', claim);
    });
  }

  #reviewClaim(namespace: string, name: string): void {
    const { api } = this.#context;
    const claim = api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, namespace, name);
    if (!claim || !isHeld(persistentVolumeClaimKind, claim)) return;
    const isUsed = api.list<Pod>(podKind, namespace).some((pod) => !hasEnded(pod) && claimsOf(pod).includes(name));
    if (!isUsed) this.#release(persistentVolumeClaimKind, claim);
  }

  #reviewVolume(name: string): void {
    const volume = this.#context.api.get<PersistentVolume>(persistentVolumeKind, '', name);
    if (!volume || !isHeld(persistentVolumeKind, volume)) return;
    if (volume.status?.phase !== 'Bound') this.#release(persistentVolumeKind, volume);
  }

  #release(kind: KindInfo, object: Stored): void {
    const finalizers = (object.metadata.finalizers ?? []).filter((each) => each !== protectionFinalizers.get(kind));
    this.#context.api.update(kind, { ...object, metadata: { ...object.metadata, finalizers } });
  }
}

/** Whether an object is to be deleted and only waits for this controller. */
function isHeld(kind: KindInfo, { metadata }: KubernetesObject): boolean {
  const finalizer = protectionFinalizers.get(kind) ?? '';
  return metadata?.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(finalizer);
}

/** A Pod that has ended uses nothing. */
function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function claimsOf({ metadata, spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName];
    return ephemeral ? [`${metadata?.name}-${name}`] : [];
  });
}
