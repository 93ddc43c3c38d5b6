import type { ReplicaSet, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { deploymentKind, replicaSetKind } from '../../apiserver/knownKinds.ts';
import { controllerOf, controllerReference } from '../controlledObjects.ts';
import { isNamespaceEnding } from '../pods/podControl.ts';
import { conditionOf, newCondition, withCondition } from './conditions.ts';
import { isRecreate, maxSurge, progressDeadlineSeconds, wantedReplicas } from './deploymentNumbers.ts';
import type { DeploymentSync } from './deploymentSync.ts';
import { currentAnnotations, firstAnnotations, nextRevision, revisionAnnotation } from './revisions.ts';
import { newReplicaSetSize } from './rollingNumbers.ts';
import { type Siblings, sameTemplate, wantedTotal } from './siblings.ts';
import { templateHash, templateHashLabel } from './templateHash.ts';

/** The new ReplicaSet, or that there is none this time and the Deployment must be looked at again. */
export type NewReplicaSet = { readonly set: Stored<ReplicaSet> } | 'again';

/** Brings the ReplicaSet that has the Deployment's template up to date: its revision and what it takes over (`getNewReplicaSet`). */
export function refreshNewReplicaSet(sync: DeploymentSync, siblings: Siblings): Siblings | 'again' {
  const { newest, old } = siblings;
  if (!newest?.spec) return siblings;
  const { deployment } = sync;
  const annotations = currentAnnotations(deployment, newest, nextRevision(old));
  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0;
  if (
    !sameValue(annotations, newest.metadata.annotations ?? {}) ||
    minReadySeconds !== (newest.spec.minReadySeconds ?? 0)
  ) {
    const { minReadySeconds: _, ...spec } = newest.spec;
    const { object } = sync.api.update<ReplicaSet>(replicaSetKind, {
      ...newest,
      metadata: { ...newest.metadata, annotations: { ...annotations } },
      spec: { ...spec, ...(minReadySeconds > 0 && { minReadySeconds }) },
    });
    // The change of the ReplicaSet brings the next look, which writes the Deployment's own revision.
    return { old, newest: object ?? newest };
  }
  const revision = annotations[revisionAnnotation];
  const status = deployment.status ?? {};
  const isNews = progressDeadlineSeconds(deployment) !== undefined && !conditionOf(status, 'Progressing');
  const message = `Found new replica set "${newest.metadata.name}"`;
  const found = newCondition('Progressing', 'True', 'FoundNewReplicaSet', message, sync.nowMs);
  const written = sync.write(
    isNews ? withCondition(status, found) : status,
    revision === undefined ? {} : { [revisionAnnotation]: revision },
  );
  return written === 'conflict' ? 'again' : siblings;
}

/** Makes the ReplicaSet of the Deployment's template, as large as it may be by now. */
export function createNewReplicaSet(sync: DeploymentSync, old: readonly Stored<ReplicaSet>[]): NewReplicaSet {
  const { deployment } = sync;
  const revision = nextRevision(old);
  const wanted = replicaSetFor(sync, old, revision);
  const { object, refusal } = sync.api.create<ReplicaSet>(replicaSetKind, wanted);
  if (refusal) {
    const existing = refusal.reason === 'AlreadyExists' && existingTwin(sync, wanted);
    if (existing) {
      const written = sync.write(deployment.status ?? {}, { [revisionAnnotation]: String(revision) });
      return written === 'conflict' ? 'again' : { set: existing };
    }
    return refused(sync, wanted, refusal);
  }
  const { name } = object.metadata;
  const size = wantedReplicas(object);
  if (size > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${size}`;
    sync.record({ type: 'Normal', reason: 'ScalingReplicaSet', message });
  }
  const status = deployment.status ?? {};
  const message = `Created new replica set "${name}"`;
  const created = newCondition('Progressing', 'True', 'NewReplicaSetCreated', message, sync.nowMs);
  const isTimed = progressDeadlineSeconds(deployment) !== undefined;
  const news = isTimed ? withCondition(status, created) : status;
  const written = sync.write(news, { [revisionAnnotation]: String(revision) });
  return written === 'conflict' ? 'again' : { set: object };
}

function replicaSetFor({ deployment }: DeploymentSync, old: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { metadata, spec } = deployment;
  const template = spec?.template ?? {};
  const hash = templateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [templateHashLabel]: hash };
  const replicas = isRecreate(deployment)
    ? wantedReplicas(deployment)
    : newReplicaSetSize(wantedReplicas(deployment), maxSurge(deployment), { total: wantedTotal(old), own: 0 });
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(metadata.name, hash),
      namespace: metadata.namespace ?? '',
      labels: { ...labels },
      annotations: { ...firstAnnotations(deployment, revision) },
      ownerReferences: [controllerReference(deploymentKind, deployment)],
    },
    spec: {
      replicas,
      ...(spec?.minReadySeconds && { minReadySeconds: spec.minReadySeconds }),
      selector: { ...spec?.selector, matchLabels: { ...spec?.selector.matchLabels, [templateHashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** The longest name of an object. */
const maxNameLength = 253;

/** A name that would be too long loses the end of the Deployment's part. */
function replicaSetName(deploymentName: string, hash: string): string {
  return `${deploymentName.slice(0, maxNameLength - 1 - hash.length)}-${hash}`;
}

/** The ReplicaSet that has the name already, where it is the Deployment's own and has its template. */
function existingTwin({ api, deployment }: DeploymentSync, wanted: ReplicaSet): Stored<ReplicaSet> | undefined {
  const { namespace = '', name = '' } = wanted.metadata ?? {};
  const existing = api.get<ReplicaSet>(replicaSetKind, namespace, name);
  const isOwn = existing && controllerOf(existing)?.uid === deployment.metadata.uid;
  return isOwn && sameTemplate(existing.spec?.template, deployment.spec?.template) ? existing : undefined;
}

/** A name that is taken is a collision of hashes: the next look takes another one. All else is told. */
function refused(sync: DeploymentSync, wanted: ReplicaSet, refusal: Status): 'again' {
  const status = sync.deployment.status ?? {};
  if (refusal.reason === 'AlreadyExists') {
    sync.write({ ...status, collisionCount: (status.collisionCount ?? 0) + 1 });
    return 'again';
  }
  if (isNamespaceEnding(refusal)) return 'again';
  const message = `Failed to create new replica set "${wanted.metadata?.name}": ${refusal.message}`;
  if (progressDeadlineSeconds(sync.deployment) !== undefined) {
    const failed = newCondition('Progressing', 'False', 'ReplicaSetCreateError', message, sync.nowMs);
    sync.write(withCondition(status, failed));
  }
  sync.record({ type: 'Warning', reason: 'ReplicaSetCreateError', message });
  return 'again';
}
