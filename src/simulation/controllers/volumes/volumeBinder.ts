import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { compareQuantities, parseQuantity } from '../../../api/quantity.ts';
import {
  persistentVolumeClaimKind,
  persistentVolumeKind,
  podKind,
  storageClassKind,
} from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder, type Happening } from '../../eventRecorder.ts';
import { bindTogether, markClaim, setClaimPhase, setVolumePhase, unbind } from './binding.ts';
import { reclaim } from './reclaim.ts';
import { volumeAnnotations as annotations } from './volumeAnnotations.ts';
import { bestVolume, classOf, isClaimedBy, mismatchOf } from './volumeMatch.ts';

/** A change reaches the controller after some milliseconds. */
const watchLatencyMs = 5;
/** Claims that wait are looked at again (`--pvclaimbinder-sync-period` of kube-controller-manager). */
const resyncMs = 15_000;
/** What no provisioner answers to: volumes of such a class are made by hand. */
const noProvisioner = 'kubernetes.io/no-provisioner';

/**
 * The persistent volume controller of kube-controller-manager: finds each claim its volume, asks provisioners for volumes
 * that are not there yet, and reclaims what claims have left behind
 * (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#lifecycle-of-a-volume-and-claim).
 */
export class VolumeBinder {
  readonly #context: ComponentContext;
  readonly #events: EventRecorder;
  /** Claims that are not bound, as `namespace/name`. */
  readonly #pending = new Set<string>();
  #resyncIsSet = false;

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, { component: 'persistentvolume-controller' });
    const { api } = context;
    api.subscribe<PersistentVolumeClaim>(persistentVolumeClaimKind, watchLatencyMs, ({ type, object }) => {
      const { namespace = '', name } = object.metadata;
      if (type === 'DELETED') this.#claimDeleted(object);
      else this.#syncClaim(namespace, name);
    });
    api.subscribe<PersistentVolume>(persistentVolumeKind, watchLatencyMs, ({ object }) => this.#volumeChanged(object));
  }

  #claimDeleted(claim: Stored<PersistentVolumeClaim>): void {
    const { namespace, name } = claim.metadata;
    this.#pending.delete(`${namespace}/${name}`);
    if (claim.spec?.volumeName) this.#syncVolume(claim.spec.volumeName);
  }

  #volumeChanged({ metadata, spec }: Stored<PersistentVolume>): void {
    this.#syncVolume(metadata.name);
    const { namespace, name } = spec?.claimRef ?? {};
    if (namespace && name) this.#syncClaim(namespace, name);
  }

  #syncClaim(namespace: string, name: string): void {
    const key = `${namespace}/${name}`;
    const claim = this.#context.api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, namespace, name);
    if (!claim) {
      this.#pending.delete(key);
      return;
    }
    if (claim.metadata.annotations?.[annotations.bindCompleted] !== undefined) {
      this.#pending.delete(key);
      this.#syncBound(claim);
      return;
    }
    this.#pending.add(key);
    if (claim.spec?.volumeName) this.#syncNamed(claim, claim.spec.volumeName);
    else this.#syncUnbound(claim);
    this.#setResync();
  }

  #setResync(): void {
    if (this.#resyncIsSet || this.#pending.size === 0) return;
    this.#resyncIsSet = true;
    this.#context.timeline.heartbeatAfter(resyncMs, () => {
      this.#resyncIsSet = false;
      for (const key of [...this.#pending]) {
        const [namespace = '', name = ''] = key.split('/');
        this.#syncClaim(namespace, name);
      }
    });
  }

  /** A claim that takes any volume that fits. */
  #syncUnbound(unbound: Stored<PersistentVolumeClaim>): void {
    const { api } = this.#context;
    const claim = this.#withDefaultClass(unbound);
    const storageClass = api.get<StorageClass>(storageClassKind, '', classOf(claim));
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
    const volumes = api.list<PersistentVolume>(persistentVolumeKind);
    const volume = bestVolume(claim, volumes, waits ? 'reserved' : 'any');
    if (volume) {
      bindTogether(this.#context, volume, claim);
      return;
    }
    if (waits && claim.metadata.annotations?.[annotations.selectedNode] === undefined) this.#sayThatItWaits(claim);
    else if (classOf(claim) !== '') this.#askForVolume(claim, storageClass);
    else {
      const message = 'no persistent volumes available for this claim and no storage class is set';
      this.#tell(claim, { type: 'Normal', reason: 'FailedBinding', message });
    }
  }

  /** A claim from before there was a default class gets it now (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retroactive-default-storageclass-assignment). */
  #withDefaultClass(claim: Stored<PersistentVolumeClaim>): Stored<PersistentVolumeClaim> {
    if (claim.spec?.storageClassName !== undefined || classOf(claim) !== '') return claim;
    const { api } = this.#context;
    const standard = api
      .list<StorageClass>(storageClassKind)
      .filter(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true')
      .sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp))[0];
    if (!standard) return claim;
    const spec = { ...claim.spec, storageClassName: standard.metadata.name };
    return api.update<PersistentVolumeClaim>(persistentVolumeClaimKind, { ...claim, spec }).object ?? claim;
  }

  #sayThatItWaits(claim: Stored<PersistentVolumeClaim>): void {
    const { namespace = '', name } = claim.metadata;
    const waiting = this.#context.api
      .list<Pod>(podKind, namespace)
      .filter(({ spec }) => !spec?.nodeName && spec?.volumes?.some((v) => v.persistentVolumeClaim?.claimName === name));
    const [pod] = waiting;
    if (pod) {
      const names = waiting.map(({ metadata }) => metadata.name).join(',');
      const message = `waiting for pod${waiting.length > 1 ? 's' : ''} ${names} to be scheduled`;
      this.#tell(claim, { type: 'Normal', reason: 'WaitForPodScheduled', message });
      return;
    }
    const message = 'waiting for first consumer to be created before binding';
    this.#tell(claim, { type: 'Normal', reason: 'WaitForFirstConsumer', message });
  }

  #askForVolume(claim: Stored<PersistentVolumeClaim>, storageClass: Stored<StorageClass> | undefined): void {
    if (!storageClass) {
      const message = `storageclass.storage.k8s.io "${classOf(claim)}" not found`;
      this.#tell(claim, { type: 'Warning', reason: 'ProvisioningFailed', message });
      return;
    }
    const { provisioner } = storageClass;
    if (provisioner === noProvisioner) {
      const message = 'no persistent volumes available for this claim and no storage class is set';
      this.#tell(claim, { type: 'Normal', reason: 'FailedBinding', message });
      return;
    }
    const marked = markClaim(this.#context, claim, {
      [annotations.storageProvisioner]: provisioner,
      [annotations.oldStorageProvisioner]: provisioner,
    });
    const message =
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the ` +
      'system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.';
    this.#tell(marked, { type: 'Normal', reason: 'ExternalProvisioning', message });
  }

  /** A claim that asks for one volume by name. */
  #syncNamed(claim: Stored<PersistentVolumeClaim>, volumeName: string): void {
    const volume = this.#context.api.get<PersistentVolume>(persistentVolumeKind, '', volumeName);
    if (!volume) return;
    if (volume.spec?.claimRef === undefined) {
      const mismatch = mismatchOf(volume, claim);
      if (mismatch === undefined) bindTogether(this.#context, volume, claim);
      else {
        const message = `Cannot bind to requested volume "${volumeName}": ${mismatch}`;
        this.#tell(claim, { type: 'Warning', reason: 'VolumeMismatch', message });
      }
    } else if (isClaimedBy(volume, claim)) bindTogether(this.#context, volume, claim);
    else {
      const message = `volume "${volumeName}" already bound to a different claim.`;
      this.#tell(claim, { type: 'Warning', reason: 'FailedBinding', message });
    }
  }

  #syncBound(claim: Stored<PersistentVolumeClaim>): void {
    const { volumeName } = claim.spec ?? {};
    const volume = volumeName && this.#context.api.get<PersistentVolume>(persistentVolumeKind, '', volumeName);
    if (!volume) {
      this.#lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
      return;
    }
    const { claimRef } = volume.spec ?? {};
    if (claimRef === undefined || isClaimedBy(volume, claim)) {
      bindTogether(this.#context, volume, claim);
      this.#reviewSize(claim);
    } else {
      this.#lose(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
    }
  }

  #lose(claim: Stored<PersistentVolumeClaim>, reason: string, message: string): void {
    if (claim.status?.phase === 'Lost') return;
    setClaimPhase(this.#context, claim, 'Lost');
    this.#tell(claim, { type: 'Warning', reason, message });
  }

  /** A bound claim asks for more: no volume here can grow, as local paths and hostPaths cannot on a real cluster. */
  #reviewSize(claim: Stored<PersistentVolumeClaim>): void {
    const wanted = parseQuantity(claim.spec?.resources?.requests?.storage ?? '0');
    const held = parseQuantity(claim.status?.capacity?.storage ?? '0');
    if (!wanted || !held || claim.status?.phase !== 'Bound' || compareQuantities(wanted, held) <= 0) return;
    const message = 'waiting for an external controller to expand this PVC';
    new EventRecorder(this.#context, { component: 'volume_expand' }).record(claim, {
      type: 'Normal',
      reason: 'ExternalExpanding',
      message,
    });
  }

  #syncVolume(name: string): void {
    const { api } = this.#context;
    const volume = api.get<PersistentVolume>(persistentVolumeKind, '', name);
    if (!volume) return;
    const { claimRef } = volume.spec ?? {};
    if (!claimRef?.uid) {
      setVolumePhase(this.#context, volume, 'Available');
      return;
    }
    const found = api.get<PersistentVolumeClaim>(
      persistentVolumeClaimKind,
      claimRef.namespace ?? '',
      claimRef.name ?? '',
    );
    const claim = found?.metadata.uid === claimRef.uid ? found : undefined;
    if (!claim) {
      const { phase } = volume.status ?? {};
      const left =
        phase === 'Released' || phase === 'Failed' ? volume : setVolumePhase(this.#context, volume, 'Released');
      reclaim(this.#context, this.#events, left);
    } else if (claim.spec?.volumeName === name) setVolumePhase(this.#context, volume, 'Bound');
    else if (claim.spec?.volumeName) unbind(this.#context, volume);
  }

  #tell(claim: Stored<PersistentVolumeClaim>, happening: Happening): void {
    this.#events.record(claim, happening);
  }
}
