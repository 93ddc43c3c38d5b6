import type { PersistentVolumeClaim, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { persistentVolumeClaimKind, podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';

/** A change reaches the controller after some milliseconds. */
const watchLatencyMs = 5;

/**
 * Makes the claims of generic ephemeral volumes, which go with their Pod
 * (https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes).
 */
export class EphemeralVolumes {
  readonly #context: ComponentContext;
  readonly #events: EventRecorder;

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, { component: 'ephemeral_volume' });
    context.api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'ADDED') this.#makeClaims(object);
    });
  }

  #makeClaims(pod: Stored<Pod>): void {
    const { api } = this.#context;
    const { name: podName, namespace = '', uid, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined) return;
    for (const { name, ephemeral } of pod.spec?.volumes ?? []) {
      const template = ephemeral?.volumeClaimTemplate;
      if (!template) continue;
      const claimName = `${podName}-${name}`;
      const known = api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, namespace, claimName);
      if (known?.metadata.ownerReferences?.some((owner) => owner.uid === uid)) continue;
      if (known) {
        const message = `PVC ${namespace}/${claimName} was not created for pod ${namespace}/${podName} (pod is not owner)`;
        this.#events.record(pod, { type: 'Warning', reason: 'EphemeralVolumeConflict', message });
        continue;
      }
      const owner = { apiVersion: 'v1', kind: 'Pod', name: podName, uid, controller: true, blockOwnerDeletion: true };
      const { labels, annotations } = template.metadata ?? {};
      api.create<PersistentVolumeClaim>(persistentVolumeClaimKind, {
        metadata: {
          name: claimName,
          namespace,
          ...(labels && { labels }),
          ...(annotations && { annotations }),
          ownerReferences: [owner],
        },
        spec: template.spec,
      });
    }
  }
}
