import type { ControllerRevision, Pod, PodTemplateSpec, StatefulSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { controllerRevisionKind, statefulSetKind } from '../../apiserver/knownKinds.ts';
import { controllerReference } from '../controlledObjects.ts';
import { templateHash } from '../deployment/templateHash.ts';
import { deleteRevision, templateData } from '../history/revisionHistory.ts';
import { revisionOf } from './statefulPod.ts';

type Revision = Stored<ControllerRevision>;

/** By this label revisions of StatefulSets keep their hash; their Pods carry the revision's whole name. */
const hashLabel = 'controller.kubernetes.io/hash';
/** The longest beginning of a revision's name, so that a hash still fits. */
const maxPrefixLength = 223;

/** What the Pods of a set are made from. */
export interface SetRevisions {
  /** The one that a rollout comes from, or the update where there is none. */
  readonly current: Revision;
  /** That of the present template. */
  readonly update: Revision;
  /** How often another object had the name of a new revision. */
  readonly collisionCount: number;
}

/**
 * Keeps the set's template as a ControllerRevision, the present one with the highest number; a template that has been
 * there before is found again, and becomes the newest. Undefined where the server refuses
 * (`getStatefulSetRevisions` of kube-controller-manager).
 */
export function keepRevisions(
  api: ComponentApi,
  set: Stored<StatefulSet>,
  known: readonly Revision[],
): SetRevisions | undefined {
  const sorted = [...known].sort(byNumber);
  const data = templateData(set.spec?.template ?? {});
  const alike = sorted.findLast((one) => sameValue(one.data, data));
  const number = (sorted.at(-1)?.revision ?? 0) + 1;
  const { currentRevision, collisionCount = 0 } = set.status ?? {};
  const kept = alike
    ? { update: alike === sorted.at(-1) ? alike : renumbered(api, alike, number), collisionCount }
    : created(api, set, data, number, collisionCount);
  if (!kept?.update) return undefined;
  const current = known.find(({ metadata }) => metadata.name === currentRevision) ?? kept.update;
  return { current, update: kept.update, collisionCount: kept.collisionCount };
}

/** The template that a revision keeps. */
export function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  const { $patch, ...template } = (data as { spec: { template: PodTemplateSpec & { $patch?: string } } }).spec.template;
  return template;
}

/** Deletes the oldest revisions beyond the limit, but none that the set or a Pod still has (`truncateHistory`). */
export function forgetRevisions(
  api: ComponentApi,
  { spec }: StatefulSet,
  known: readonly Revision[],
  { current, update }: SetRevisions,
  pods: readonly Pod[],
): void {
  const limit = spec?.revisionHistoryLimit ?? 10;
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)]);
  const unused = known.filter(({ metadata }) => !live.has(metadata.name)).sort(byNumber);
  // A negative limit keeps them all.
  if (limit < 0) return;
  for (const revision of unused.slice(0, Math.max(0, unused.length - limit))) deleteRevision(api, revision);
}

function renumbered(api: ComponentApi, revision: Revision, number: number): Revision | undefined {
  return api.update<ControllerRevision>(controllerRevisionKind, { ...revision, revision: number }).object;
}

/** Tries again with another hash while the name is somebody else's; an own revision of this template is found again. */
function created(
  api: ComponentApi,
  set: Stored<StatefulSet>,
  data: object,
  number: number,
  collisions: number,
): { update: Revision; collisionCount: number } | undefined {
  const { namespace = '' } = set.metadata;
  for (let collisionCount = collisions; ; collisionCount += 1) {
    const wanted = snapshot(set, data, number, collisionCount);
    const { object, refusal } = api.create<ControllerRevision>(controllerRevisionKind, wanted);
    if (object) return { update: object, collisionCount };
    if (refusal.reason !== 'AlreadyExists') return undefined;
    const there = api.get<ControllerRevision>(controllerRevisionKind, namespace, wanted.metadata.name);
    if (there && sameValue(there.data, data)) return { update: there, collisionCount };
  }
}

function snapshot(set: Stored<StatefulSet>, data: object, revision: number, collisionCount: number) {
  const template = set.spec?.template ?? {};
  const hash = templateHash(template, collisionCount);
  const { name, namespace = '', annotations } = set.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, maxPrefixLength)}-${hash}`,
      namespace,
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      ...(annotations && { annotations: { ...annotations } }),
      ownerReferences: [controllerReference(statefulSetKind, set)],
    },
    data,
    revision,
  };
}

/** By number, then by age, then by name (`SortControllerRevisions`). */
function byNumber(a: Revision, b: Revision): number {
  if (a.revision !== b.revision) return a.revision - b.revision;
  const [one, other] = [a, b].map(({ metadata }) => `${metadata.creationTimestamp} ${metadata.name}`);
  return (one as string) < (other as string) ? -1 : 1;
}
