import type { LabelSelector } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { type LabelQuery, matchesLabels, queryOf } from '../../api/labels.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { type ControlledObjects, controllerOf, controllerReference } from './controlledObjects.ts';

/** Who claims objects. */
export interface Claimant {
  readonly info: KindInfo;
  readonly owner: Stored;
  readonly selector: LabelSelector | undefined;
  /** What an object must be beside being selected. */
  readonly fits?: (object: Stored) => boolean;
}

/**
 * The objects of a controller: it keeps its own that its selector matches, lets go of its own that it does not match any
 * more, and adopts those without a controller that it matches. One that is to be deleted neither adopts nor lets go.
 * Objects that do not count are left alone. (`ControllerRefManager` of kube-controller-manager;
 * https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#non-template-pod-acquisitions)
 */
export function claimObjects<T extends KubernetesObject>(
  api: ComponentApi,
  kind: KindInfo,
  objects: ControlledObjects<T>,
  claimant: Claimant,
  counts: (object: Stored<T>) => boolean = () => true,
): readonly Stored<T>[] {
  const { owner, selector, fits = () => true } = claimant;
  const query = selectorQuery(selector);
  const { uid, namespace = '', deletionTimestamp } = owner.metadata;
  const claimed: Stored<T>[] = [];
  for (const object of objects.of(uid)) {
    if (!counts(object)) continue;
    if (query && matchesLabels(query, object.metadata.labels) && fits(object)) claimed.push(object);
    else if (!deletionTimestamp && !object.metadata.deletionTimestamp) release(api, kind, object, uid);
  }
  if (!query || deletionTimestamp) return claimed;
  for (const orphan of objects.orphans(namespace, selector?.matchLabels)) {
    if (orphan.metadata.deletionTimestamp || !counts(orphan)) continue;
    if (!matchesLabels(query, orphan.metadata.labels) || !fits(orphan)) continue;
    const adopted = adopt(api, kind, orphan, claimant);
    if (adopted) claimed.push(adopted);
  }
  return claimed;
}

/** Whether a claimant would look at an object without a controller. */
export function wouldAdopt(selector: LabelSelector | undefined, object: Stored): boolean {
  const query = selectorQuery(selector);
  return query !== undefined && controllerOf(object) === undefined && matchesLabels(query, object.metadata.labels);
}

/** An empty selector of a workload selects nothing: the server refuses it, but for old objects. */
function selectorQuery(selector: LabelSelector | undefined): LabelQuery | undefined {
  const { query, problem } = queryOf(selector ?? {});
  return problem === undefined && query.length > 0 ? query : undefined;
}

function adopt<T extends KubernetesObject>(
  api: ComponentApi,
  kind: KindInfo,
  object: Stored<T>,
  { info, owner }: Claimant,
): Stored<T> | undefined {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(info, owner)];
  return api.update<T>(kind, { ...object, metadata: { ...object.metadata, ownerReferences } }).object;
}

function release<T extends KubernetesObject>(api: ComponentApi, kind: KindInfo, object: Stored<T>, uid: string): void {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const others = ownerReferences.filter((reference) => reference.uid !== uid);
  api.update<T>(kind, { ...object, metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) } });
}
