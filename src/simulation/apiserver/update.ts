import type { ObjectMeta, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { apiVersionOf } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { conflict, notFound } from '../../api/status.ts';
import { admitUpdate, objectionToWrite } from './admission/admission.ts';
import type { ApiResult } from './componentApi.ts';
import type { WriteMode } from './create.ts';
import { sameJson } from './equality.ts';
import { finalizersOf, hasFinalizers } from './finalizers.ts';
import { addManagers, type Managers, managersOf, withoutManagers } from './lateManagers.ts';
import { settleQuotas } from './quota/settleQuotas.ts';
import { resourceOf } from './registry.ts';
import type { Resource } from './resource.ts';
import { sameButForTimes } from './sameVersion.ts';
import type { ServerContext } from './serverContext.ts';
import { otherUid } from './updatePreconditions.ts';

export interface UpdateOptions<T extends KubernetesObject> {
  readonly mode: WriteMode;
  readonly subresource?: 'status' | 'finalize';
  /** Who set which field, as it is to be stored; what is stored stays where nothing is said. */
  readonly managedFields?: Managers;
  /** Says at the end whether the new object is valid. */
  readonly verdict?: (object: T, old: Stored<T>) => Status | undefined;
}

interface WithSpecAndStatus extends KubernetesObject {
  spec?: unknown;
  status?: unknown;
}

/** The words of a conflict that a reader of old data meets (`registry.OptimisticLockErrorMsg`). */
export const modifiedMeanwhile =
  'the object has been modified; please apply your changes to the latest version and try again';

/**
 * Replaces an object by a new version of it. What the system set (uid, times, generation) stays; a version that equals
 * the old one is not written, as in a real server. An object that waited only for its finalizers goes with the last one.
 */
export function updateObject<T extends KubernetesObject>(
  context: ServerContext,
  info: KindInfo,
  object: T,
  options: UpdateOptions<T>,
): ApiResult<T> {
  const { name = '', namespace = '', resourceVersion, uid } = object.metadata ?? {};
  const old = context.store.get(info, info.namespaced ? namespace : '', name) as Stored<T> | undefined;
  if (!old) return { refusal: notFound(info, name) };
  if (uid && uid !== old.metadata.uid) return { refusal: otherUid(info, object.metadata ?? {}, old.metadata.uid) };
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) {
    return { refusal: conflict(info, name, modifiedMeanwhile) };
  }
  const resource = resourceOf(info);
  const merged = withSystemFields(resource, info, mergeParts(resource, object, old, options.subresource), old, options);
  const whole = options.subresource === undefined;
  const allocated = (whole && resource.allocate?.(context, merged, old, options.mode)) || { object: merged };
  if (allocated.refusal) return { refusal: allocated.refusal };
  const own = (whole && resource.prepareUpdate?.(allocated.object, old)) || allocated.object;
  const prepared = whole ? admitUpdate(context, info, own) : own;
  const complete = (resource.complete?.(prepared) ?? prepared) as T;
  // A write of the status may bring annotations, but it is no change of what is wanted.
  const counted = options.subresource === 'status' ? complete : countGeneration(resource, complete, old);
  const refusal = options.verdict?.(counted, old) ?? objectionToWrite(context, info, counted, old);
  if (refusal) return { refusal };
  if (sameButForTimes(counted, old)) return { object: old };
  if (options.mode === 'dryRun') return { object: counted as Stored<T> };
  const { store } = context;
  const stored = isReadyToGo(counted) ? store.remove(info, counted) : store.put(info, counted);
  settleQuotas(context);
  return { object: stored };
}

function mergeParts<T extends KubernetesObject>(
  resource: Resource,
  object: T,
  old: Stored<T>,
  subresource: 'status' | 'finalize' | undefined,
): T {
  const mine = object as WithSpecAndStatus;
  const stored = old as WithSpecAndStatus;
  if (subresource === 'status') {
    const metadata = { ...withoutManagers(old.metadata), ...labelsOf(object) };
    return { ...old, metadata, status: mine.status } as unknown as T;
  }
  if (subresource === 'finalize') {
    return { ...old, spec: { ...(stored.spec as object), finalizers: finalizersOf(mine) } } as unknown as T;
  }
  if (!resource.hasStatus) return object;
  const { status, ...rest } = mine;
  return { ...rest, ...(stored.status !== undefined && { status: stored.status }) } as unknown as T;
}

/** A write of the status may change labels and annotations, but not the rest of the metadata. */
function labelsOf(object: KubernetesObject): KubernetesObject['metadata'] {
  const { labels, annotations } = object.metadata ?? {};
  return { ...(labels && { labels }), ...(annotations && { annotations }) };
}

function withSystemFields<T extends KubernetesObject>(
  resource: Resource,
  info: KindInfo,
  object: T,
  old: Stored<T>,
  options: Pick<UpdateOptions<T>, 'managedFields'>,
): T {
  const { selfLink, generation, deletionTimestamp, deletionGracePeriodSeconds, ...own } = withoutManagers(
    object.metadata ?? {},
  );
  const system = old.metadata;
  const metadata: ObjectMeta = {
    ...own,
    uid: system.uid,
    creationTimestamp: system.creationTimestamp,
    resourceVersion: system.resourceVersion,
    ...(system.generateName && { generateName: system.generateName }),
    ...(resource.countsGenerations && { generation: system.generation ?? 1 }),
    ...(system.deletionTimestamp && { deletionTimestamp: system.deletionTimestamp }),
    ...(system.deletionGracePeriodSeconds !== undefined && {
      deletionGracePeriodSeconds: system.deletionGracePeriodSeconds,
    }),
  };
  addManagers(metadata, options.managedFields ?? managersOf(system));
  return { ...object, apiVersion: apiVersionOf(info), kind: info.kind, metadata };
}

function countGeneration<T extends KubernetesObject>(resource: Resource, object: T, old: Stored<T>): T {
  if (!resource.countsGenerations || sameContent(resource.countsGenerations, object, old)) return object;
  return { ...object, metadata: { ...object.metadata, generation: (old.metadata.generation ?? 1) + 1 } };
}

/** Whether nothing has changed that the generation counts. */
function sameContent(
  counted: NonNullable<Resource['countsGenerations']>,
  object: WithSpecAndStatus,
  old: WithSpecAndStatus,
): boolean {
  switch (counted) {
    case 'never':
      return true;
    case 'content':
      return (
        sameJson({ ...object, metadata: undefined }, { ...old, metadata: undefined }) &&
        sameJson(object.metadata?.labels ?? {}, old.metadata?.labels ?? {})
      );
    default:
      if (
        counted === 'withAnnotations' &&
        !sameJson(object.metadata?.annotations ?? {}, old.metadata?.annotations ?? {})
      )
        return false;
      return sameJson(object.spec, old.spec);
  }
}

function isReadyToGo(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata ?? {};
  return deletionTimestamp !== undefined && deletionGracePeriodSeconds === 0 && !hasFinalizers(object);
}
