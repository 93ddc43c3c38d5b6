import type { ControllerRevision, Deployment, PodTemplateSpec, ReplicaSet } from '../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { sameValue } from '../../api/sameValue.ts';
import { commandError } from '../commandError.ts';
import type { KubectlHost } from '../host.ts';
import { listObjects } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import type { RolloutSubject } from './rolloutTarget.ts';

/** Where a Deployment and its ReplicaSets keep the number of their revision. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const changeCauseAnnotation = 'kubernetes.io/change-cause';

/** One state that a workload has had. */
export interface Revision {
  readonly number: number;
  readonly changeCause: string;
  readonly template: PodTemplateSpec | undefined;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly keeper: KubernetesObject;
  /** What `-o yaml` shows: the ReplicaSet, or the workload as it would be. */
  readonly shown: KubernetesObject;
}

/** The states that a workload has had, oldest first. */
export async function revisionsOf(host: KubectlHost, { target, object }: RolloutSubject): Promise<Revision[]> {
  const revisions =
    target.info.kind === 'Deployment'
      ? (await replicaSetsOf(host, object as Stored<Deployment>)).map(ofReplicaSet)
      : ['StatefulSet', 'DaemonSet'].includes(target.info.kind)
        ? (await ownedBy<ControllerRevision>(host, 'controllerrevisions', object)).map((one) =>
            ofControllerRevision(one, object),
          )
        : undefined;
  if (!revisions) throw commandError(`no history viewer has been implemented for ${JSON.stringify(target.info.kind)}`);
  return revisions.filter((revision) => revision.number > 0).sort((a, b) => a.number - b.number);
}

/** The ReplicaSets that a Deployment controls, by the time of their creation. */
export async function replicaSetsOf(host: KubectlHost, deployment: Stored<Deployment>): Promise<Stored<ReplicaSet>[]> {
  return byCreation(await ownedBy<ReplicaSet>(host, 'replicasets', deployment));
}

/** The ReplicaSet that has the Deployment's present template. */
export function newReplicaSetOf<T extends ReplicaSet>(
  deployment: Deployment,
  replicaSets: readonly T[],
): T | undefined {
  return replicaSets.find((one) => sameTemplate(one.spec?.template, deployment.spec?.template));
}

/** Oldest first; those of one second by name. */
export function byCreation<T extends Stored>(objects: readonly T[]): T[] {
  const key = ({ metadata }: T) => `${metadata.creationTimestamp} ${metadata.name}`;
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Whether two templates make the same Pods: the hash that a Deployment adds does not count. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return sameValue(withoutHash(a), withoutHash(b));
}

/** The template without the hash that a Deployment adds to its labels. */
export function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (!template?.metadata?.labels) return template;
  const { 'pod-template-hash': _hash, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

async function ownedBy<T extends KubernetesObject>(
  host: KubectlHost,
  kind: string,
  owner: Stored,
): Promise<Stored<T>[]> {
  const { items } = await listObjects<T>(host, kindNamed(kind), owner.metadata.namespace);
  return items.filter((item) =>
    item.metadata.ownerReferences?.some((one) => one.controller && one.uid === owner.metadata.uid),
  );
}

function ofReplicaSet(replicaSet: Stored<ReplicaSet>): Revision {
  const annotations = replicaSet.metadata.annotations ?? {};
  return {
    number: Number(annotations[revisionAnnotation] ?? 0),
    changeCause: annotations[changeCauseAnnotation] || '<none>',
    template: replicaSet.spec?.template,
    keeper: replicaSet,
    shown: replicaSet,
  };
}

function ofControllerRevision(revision: Stored<ControllerRevision>, workload: KubernetesObject): Revision {
  const { data } = revision as { data?: { spec?: { template?: PodTemplateSpec & { $patch?: string } } } };
  // What is kept is a patch that replaces the template.
  const { $patch, ...template } = data?.spec?.template ?? {};
  const { spec } = workload as { spec?: object };
  return {
    number: revision.revision,
    changeCause: revision.metadata.annotations?.[changeCauseAnnotation] || '<none>',
    template: data?.spec?.template && template,
    keeper: revision,
    shown: { ...workload, spec: { ...spec, template } } as KubernetesObject,
  };
}
