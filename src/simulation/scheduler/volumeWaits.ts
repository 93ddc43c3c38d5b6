import type { PersistentVolume, PersistentVolumeClaim } from '../../api/generated/objects.ts';
import { persistentVolumeClaimKind, persistentVolumeKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import type { Timer } from '../timeline.ts';
import { isBound, selectedNodeAnnotation, type VolumePlan } from './podVolumes.ts';
import type { QueuedPod } from './schedulingQueue.ts';

/** A Pod that has found its Node, and its claims that are not bound yet. */
interface Wait {
  readonly queued: QueuedPod;
  readonly nodeName: string;
  readonly claimNames: readonly string[];
  readonly limit: Timer;
}

/** So long the scheduler waits for the volumes of a Pod (VolumeBindingArgs.bindTimeoutSeconds). */
const bindTimeoutMs = 600_000;

/** Pods that have found their Node and wait for their volumes to be bound or made. */
export class VolumeWaits {
  readonly #context: ComponentContext;
  readonly #waits = new Map<string, Wait>();

  constructor(context: ComponentContext) {
    this.#context = context;
  }

  /** Has volumes bound and made as planned; `onTimeout` comes where that takes too long. */
  begin(queued: QueuedPod, nodeName: string, plan: VolumePlan, onTimeout: () => void): void {
    const { api, timeline } = this.#context;
    for (const { claim, volume } of plan.toBind)
      api.update<PersistentVolume>(persistentVolumeKind, claimed(volume, claim));
    for (const claim of plan.toProvision) {
      const annotations = { ...claim.metadata.annotations, [selectedNodeAnnotation]: nodeName };
      const metadata = { ...claim.metadata, annotations };
      api.update<PersistentVolumeClaim>(persistentVolumeClaimKind, { ...claim, metadata });
    }
    const claims = [...plan.toBind.map(({ claim }) => claim), ...plan.toProvision];
    const limit = timeline.heartbeatAfter(bindTimeoutMs, () => {
      if (this.#waits.delete(queued.pod.uid)) onTimeout();
    });
    const claimNames = claims.map(({ metadata }) => metadata.name);
    this.#waits.set(queued.pod.uid, { queued, nodeName, claimNames, limit });
  }

  /** Ends the wait of a Pod that is gone; whether it waited. */
  end(uid: string): boolean {
    this.#waits.get(uid)?.limit.cancel();
    return this.#waits.delete(uid);
  }

  /** Those whose claims are all bound now; their wait is over. */
  takeReady(): readonly { readonly queued: QueuedPod; readonly nodeName: string }[] {
    const ready = [...this.#waits.values()].filter(({ queued, claimNames }) =>
      claimNames.every((name) => {
        const claim = this.#context.api.get<PersistentVolumeClaim>(
          persistentVolumeClaimKind,
          queued.pod.namespace,
          name,
        );
        return claim !== undefined && isBound(claim);
      }),
    );
    for (const { queued } of ready) this.end(queued.pod.uid);
    return ready;
  }
}

/** The volume with the claim written into it: the PersistentVolume controller does the rest. */
function claimed(volume: VolumePlan['toBind'][number]['volume'], claim: VolumePlan['toBind'][number]['claim']) {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const claimRef = {
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    name,
    ...(namespace && { namespace }),
    uid,
    resourceVersion,
  };
  const annotations = { ...volume.metadata.annotations, 'pv.kubernetes.io/bound-by-controller': 'yes' };
  return { ...volume, metadata: { ...volume.metadata, annotations }, spec: { ...volume.spec, claimRef } };
}
