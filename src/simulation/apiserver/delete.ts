import type { DeleteOptions, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { conflict, forbidden, notFound } from '../../api/status.ts';
import { formatTime } from '../../api/time.ts';
import { hasFinalizers } from './finalizers.ts';
import { finalizersAfterDelete } from './propagation.ts';
import { settleQuotas } from './quota/settleQuotas.ts';
import { resourceOf } from './registry.ts';
import type { ServerContext } from './serverContext.ts';

/** What became of a delete: the object is gone, or it only carries the mark of its end and its keeper finishes it. */
export type DeleteOutcome =
  | { readonly refusal: Status; readonly object?: undefined }
  | { readonly refusal?: undefined; readonly object: Stored; readonly gone: boolean };

/**
 * Deletes an object, or marks it for deletion where it has a grace period or finalizers. A second delete with a shorter
 * period brings the end forward; with 0 it comes at once.
 */
export function deleteObject(
  context: ServerContext,
  info: KindInfo,
  namespace: string,
  name: string,
  options: DeleteOptions,
): DeleteOutcome {
  const found = context.store.get(info, info.namespaced ? namespace : '', name);
  if (!found) return { refusal: notFound(info, name) };
  const old = found.metadata.deletionTimestamp === undefined ? withPropagation(found, options) : found;
  const broken = brokenPrecondition(old, options);
  // A real server names the kind here, not the resource.
  if (broken) return { refusal: conflict({ ...info, plural: info.kind }, name, broken) };
  const undeletable = resourceOf(info).undeletable?.(old);
  if (undeletable) return { refusal: forbidden(info, name, undeletable) };
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = old.metadata;
  const asked = resourceOf(info).gracePeriodSeconds?.(old, options) ?? 0;

  if (deletionTimestamp !== undefined) {
    if (hasFinalizers(old) && deletionGracePeriodSeconds === 0) return { object: old, gone: false };
    if (deletionGracePeriodSeconds > 0) {
      if (options.gracePeriodSeconds === undefined || asked >= deletionGracePeriodSeconds) {
        return { object: old, gone: false };
      }
      if (asked > 0) {
        const begunMs = Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
        return mark(context, info, old, begunMs + asked * 1000, asked, options);
      }
    }
    return finish(context, info, old, options);
  }
  if (asked > 0) return mark(context, info, old, context.nowMs() + asked * 1000, asked, options);
  return finish(context, info, old, options);
}

/** The body of the answer to a delete. */
export function deleteAnswer(info: KindInfo, outcome: { object: Stored; gone: boolean }): KubernetesObject | Status {
  if (!outcome.gone || resourceOf(info).returnsDeleted) return outcome.object;
  const { name, uid } = outcome.object.metadata;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(info.group !== '' && { group: info.group }), kind: info.plural, uid },
  };
}

function finish(context: ServerContext, info: KindInfo, old: Stored, options: DeleteOptions): DeleteOutcome {
  if (hasFinalizers(old)) return mark(context, info, old, context.nowMs(), 0, options);
  if (isDryRun(options)) return { object: old, gone: true };
  const object = context.store.remove(info, old);
  settleQuotas(context);
  return { object, gone: true };
}

function mark(
  context: ServerContext,
  info: KindInfo,
  old: Stored,
  endMs: number,
  seconds: number,
  options: DeleteOptions,
): DeleteOutcome {
  const metadata = {
    ...old.metadata,
    deletionTimestamp: formatTime(endMs),
    ...(info.namespaced && { deletionGracePeriodSeconds: seconds }),
    ...(old.metadata.generation !== undefined && { generation: old.metadata.generation + 1 }),
  };
  const marked: Stored = { ...(resourceOf(info).markDeleting?.(old) ?? old), metadata };
  return { object: isDryRun(options) ? marked : context.store.put(info, marked), gone: false };
}

/** The object with what the garbage collector must know of the delete. */
function withPropagation(object: Stored, options: DeleteOptions): Stored {
  const finalizers = [...finalizersAfterDelete(object, options)];
  const own = object.metadata.finalizers ?? [];
  if (finalizers.length === own.length && finalizers.every((each, i) => each === own[i])) return object;
  const { finalizers: _, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ...(finalizers.length > 0 && { finalizers }) } };
}

function isDryRun(options: DeleteOptions): boolean {
  return (options.dryRun ?? []).length > 0;
}

function brokenPrecondition(old: Stored, options: DeleteOptions): string | undefined {
  const { uid, resourceVersion } = options.preconditions ?? {};
  if (uid !== undefined && uid !== old.metadata.uid) {
    return (
      `the UID in the precondition (${uid}) does not match the UID in record (${old.metadata.uid}). ` +
      'The object might have been deleted and then recreated'
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion) {
    return (
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record ` +
      `(${old.metadata.resourceVersion}). The object might have been modified`
    );
  }
  return undefined;
}
