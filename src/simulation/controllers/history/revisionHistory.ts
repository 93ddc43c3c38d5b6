import type { ControllerRevision, ObjectMeta, PodTemplateSpec } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { controllerRevisionKind } from '../../apiserver/knownKinds.ts';
import { canonicalJson } from '../../canonicalJson.ts';
import { type ControlledObjects, controllerReference } from '../controlledObjects.ts';
import { templateHash } from '../deployment/templateHash.ts';

/** The label by which a DaemonSet or StatefulSet knows of which revision a Pod is. */
export const revisionHashLabel = 'controller-revision-hash';

/** Whose states are kept. */
export interface WithHistory {
  readonly info: KindInfo;
  readonly owner: Stored;
  readonly template: PodTemplateSpec;
  readonly collisionCount: number | undefined;
}

/** The revision of the present template, and those of former ones. */
export interface RevisionHistory {
  readonly current: Stored<ControllerRevision>;
  readonly old: readonly Stored<ControllerRevision>[];
}

/**
 * Keeps each template as a ControllerRevision; the present one always has the highest number. Undefined where another
 * object has the name that the new revision would have (`constructHistory` of kube-controller-manager).
 */
export function keepHistory(
  api: ComponentApi,
  revisions: ControlledObjects<ControllerRevision>,
  subject: WithHistory,
): RevisionHistory | undefined {
  const { owner, template } = subject;
  const all = revisions.of(owner.metadata.uid);
  const data = templateData(template);
  const alike = all.filter((one) => sameValue(one.data, data)).sort((a, b) => b.revision - a.revision);
  const [known, ...doubles] = alike;
  const old = all.filter((one) => !alike.includes(one));
  for (const double of doubles) deleteRevision(api, double);
  const revision = 1 + Math.max(0, ...old.map((one) => one.revision));
  if (known && known.revision >= revision) return { current: known, old };
  const current = known
    ? api.update<ControllerRevision>(controllerRevisionKind, { ...known, revision }).object
    : api.create<ControllerRevision>(controllerRevisionKind, snapshot(subject, data, revision)).object;
  return current && { current, old };
}

/** Deletes the oldest revisions beyond the limit, but none that a Pod still has. */
export function forgetOld(
  api: ComponentApi,
  { old }: RevisionHistory,
  limit: number,
  usedHashes: ReadonlySet<string | undefined>,
): void {
  const unused = old.filter(({ metadata }) => !usedHashes.has(metadata.labels?.[revisionHashLabel]));
  const tooMany = Math.max(0, unused.length - limit);
  for (const revision of [...unused].sort((a, b) => a.revision - b.revision).slice(0, tooMany)) {
    deleteRevision(api, revision);
  }
}

/**
 * What a revision keeps: a patch that puts the template back. Its fields are in the order of their names, as Go writes a
 * map: `kubectl rollout undo` compares the bytes.
 */
export function templateData(template: PodTemplateSpec): object {
  return JSON.parse(canonicalJson({ spec: { template: { ...template, $patch: 'replace' } } }));
}

function snapshot({ info, owner, template, collisionCount }: WithHistory, data: object, revision: number) {
  const hash = templateHash(template, collisionCount);
  const { name, namespace = '', annotations } = owner.metadata;
  const metadata: ObjectMeta = {
    name: `${name}-${hash}`,
    namespace,
    labels: { ...template.metadata?.labels, [revisionHashLabel]: hash },
    ...(annotations && { annotations: { ...annotations } }),
    ownerReferences: [controllerReference(info, owner)],
  };
  return { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, data, revision };
}

/** Deletes this very revision. */
export function deleteRevision(api: ComponentApi, { metadata }: Stored<ControllerRevision>): void {
  const { namespace = '', name, uid } = metadata;
  api.delete(controllerRevisionKind, namespace, name, { preconditions: { uid } });
}
