import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { persistentVolumeClaimKind, persistentVolumeKind, storageClassKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { volumeAnnotations as annotations } from './volumeAnnotations.ts';
import { classOf } from './volumeMatch.ts';

/** Its name in a StorageClass. */
export const localPathProvisionerName = 'rancher.io/local-path';
/** A change reaches the provisioner after some milliseconds. */
const watchLatencyMs = 20;
/** A helper Pod makes or removes the directory on the Node: about as long as a busybox takes to start and end. */
const helperPodMs = 3_000;
/** A failed attempt is repeated after 15 s, doubling (`sig-storage-lib-external-provisioner`'s retry interval). */
const firstRetryMs = 15_000;
const maxRetryMs = 120_000;
/** Where the directories lie on each Node, as kind has it. */
const folder = '/var/local-path-provisioner';

/**
 * The provisioner of the default class, as on clusters for learning (https://github.com/rancher/local-path-provisioner):
 * a volume is a directory of the Node that the claim's first Pod runs on.
 */
export class LocalPathProvisioner {
  readonly #context: ComponentContext;
  readonly #events: EventRecorder;
  /** The uids of the claims and volumes that it is working on. */
  readonly #busy = new Set<string>();

  constructor(context: ComponentContext) {
    this.#context = context;
    const instance = `${localPathProvisionerName}_local-path-provisioner-${context.random.nameSuffix(10)}-${context.random.nameSuffix()}`;
    this.#events = new EventRecorder(context, { component: `${instance}_${context.random.uuid()}` });
    context.api.subscribe<PersistentVolumeClaim>(persistentVolumeClaimKind, watchLatencyMs, ({ type, object }) => {
      if (type !== 'DELETED') this.#provision(object, firstRetryMs);
    });
    context.api.subscribe<PersistentVolume>(persistentVolumeKind, watchLatencyMs, ({ type, object }) => {
      if (type !== 'DELETED') this.#remove(object);
    });
  }

  #provision(claim: Stored<PersistentVolumeClaim>, retryMs: number): void {
    const { timeline } = this.#context;
    const { uid } = claim.metadata;
    if (!isAsked(claim) || this.#busy.has(uid)) return;
    this.#busy.add(uid);
    const message = `External provisioner is provisioning volume for claim "${claim.metadata.namespace}/${claim.metadata.name}"`;
    this.#events.record(claim, { type: 'Normal', reason: 'Provisioning', message });
    const problem = problemOf(claim);
    if (problem !== undefined) {
      const failure = `failed to provision volume with StorageClass "${classOf(claim)}": ${problem}`;
      this.#events.record(claim, { type: 'Warning', reason: 'ProvisioningFailed', message: failure });
      timeline.heartbeatAfter(retryMs, () => this.#again(claim, Math.min(retryMs * 2, maxRetryMs)));
      return;
    }
    timeline.after(helperPodMs, () => {
      this.#busy.delete(uid);
      this.#makeVolume(claim);
    });
  }

  #again({ metadata }: Stored<PersistentVolumeClaim>, retryMs: number): void {
    this.#busy.delete(metadata.uid);
    const claim = this.#claim(metadata);
    if (claim) this.#provision(claim, retryMs);
  }

  #claim({ namespace = '', name, uid }: Stored['metadata']): Stored<PersistentVolumeClaim> | undefined {
    const claim = this.#context.api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, namespace, name);
    return claim?.metadata.uid === uid ? claim : undefined;
  }

  #makeVolume({ metadata }: Stored<PersistentVolumeClaim>): void {
    const { api } = this.#context;
    const claim = this.#claim(metadata);
    const storageClass = claim && api.get<StorageClass>(storageClassKind, '', classOf(claim));
    if (!claim || !storageClass || !isAsked(claim)) return;
    const name = `pvc-${metadata.uid}`;
    const { object } = api.create<PersistentVolume>(persistentVolumeKind, volumeFor(claim, storageClass, name));
    if (!object) return;
    const message = `Successfully provisioned volume ${name}`;
    this.#events.record(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message });
  }

  /** The directory goes with the volume: the Node's kubelet sees to that here. */
  #remove({ metadata, spec, status }: Stored<PersistentVolume>): void {
    const { name, uid } = metadata;
    if (metadata.annotations?.[annotations.provisionedBy] !== localPathProvisionerName || this.#busy.has(uid)) return;
    if (status?.phase !== 'Released' || spec?.persistentVolumeReclaimPolicy !== 'Delete') return;
    if (metadata.deletionTimestamp !== undefined) return;
    this.#busy.add(uid);
    this.#context.timeline.after(helperPodMs, () => {
      this.#busy.delete(uid);
      const current = this.#context.api.get<PersistentVolume>(persistentVolumeKind, '', name);
      if (current?.metadata.uid === uid) this.#context.api.delete(persistentVolumeKind, '', name);
    });
  }
}

/** Whether a claim waits for this provisioner. */
function isAsked({ metadata, spec }: Stored<PersistentVolumeClaim>): boolean {
  return metadata.annotations?.[annotations.storageProvisioner] === localPathProvisionerName && !spec?.volumeName;
}

function problemOf({ metadata, spec }: Stored<PersistentVolumeClaim>): string | undefined {
  if (spec?.selector) return 'claim.Spec.Selector is not supported';
  if ((spec?.accessModes ?? []).some((mode) => mode !== 'ReadWriteOnce' && mode !== 'ReadWriteOncePod')) {
    return 'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes';
  }
  if (metadata.annotations?.[annotations.selectedNode] === undefined) {
    return 'configuration error, no node was specified';
  }
  return undefined;
}

function volumeFor(claim: Stored<PersistentVolumeClaim>, storageClass: StorageClass, name: string): PersistentVolume {
  const { metadata, spec } = claim;
  const node = metadata.annotations?.[annotations.selectedNode] ?? '';
  const { namespace = '', name: claimName, uid, resourceVersion } = metadata;
  return {
    metadata: {
      name,
      annotations: {
        'local.path.provisioner/selected-node': node,
        [annotations.provisionedBy]: localPathProvisionerName,
      },
    },
    spec: {
      capacity: { storage: spec?.resources?.requests?.storage ?? '0' },
      accessModes: spec?.accessModes ?? [],
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: claimName, namespace, uid, resourceVersion },
      hostPath: { path: `${folder}/${name}_${namespace}_${claimName}`, type: 'DirectoryOrCreate' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
          ],
        },
      },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: classOf(claim),
      ...(spec?.volumeMode && { volumeMode: spec.volumeMode }),
    },
  };
}
