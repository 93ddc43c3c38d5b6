import type { ManagedFieldsEntry, Status } from '../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { verdictOnCreate, verdictOnStatus, verdictOnUpdate, warningsOf } from '../../api/review.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest, conflict, notFound, refuse } from '../../api/status.ts';
import { readConfiguration } from './applyBody.ts';
import { mediaTypeOf } from './body.ts';
import { createObject } from './create.ts';
import { trackUpdate } from './managedFields.ts';
import { applyPatchType, patched, patchTypeRefusal } from './patch.ts';
import { type WriteQuery, writeQuery } from './query.ts';
import { readBody, readOwn, readPatched } from './readWritten.ts';
import { resourceOf } from './registry.ts';
import { representationOf, showObject } from './representation.ts';
import type { ServerContext } from './serverContext.ts';
import { applyConfiguration } from './serverSideApply.ts';
import { updateObject } from './update.ts';
import { otherUid, uidChanged, versionRequired } from './updatePreconditions.ts';

/** POST to a collection. */
export function handleCreate(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { query, refusal } = writeQuery(request, 'CreateOptions');
  if (refusal) return refuse(refusal);
  const read = readBody(route, request, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  return create(context, route, request, { ...read, query });
}

function create(
  context: ServerContext,
  route: ResourceRoute,
  request: ApiRequest,
  { object, warnings, query, managedFields }: Omit<Replacement, 'old'>,
): ApiResponse {
  const { info } = route;
  const writer = { manager: query.manager };
  const result = createObject(context, info, object, {
    mode: query.mode,
    managedFields: managedFields ?? trackUpdate(info, undefined, object, writer, context.nowMs()),
    verdict: (next) => verdictOnCreate(info, next),
  });
  if (result.refusal) return { ...refuse(result.refusal), ...warned(warnings) };
  return answer(context, route, request, 201, result.object, [...warnings, ...warningsOf(info, object)]);
}

/** PUT of an object or of its status. */
export function handleUpdate(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info, name = '' } = route;
  const { query, refusal } = writeQuery(request, 'UpdateOptions');
  if (refusal) return refuse(refusal);
  const read = readBody(route, request, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  const misnamed = nameRefusal(read.object, name);
  if (misnamed) return refuse(misnamed);
  const old = context.store.get(info, route.namespace ?? '', name);
  const { resourceVersion, uid } = read.object.metadata ?? {};
  const { createsOnUpdate, needsVersion } = resourceOf(info);
  if (!old) {
    if (uid) return refuse(otherUid(info, read.object.metadata ?? {}, ''));
    if (!createsOnUpdate || route.subresource !== undefined) return refuse(notFound(info, name));
    return create(context, route, request, { ...read, object: withoutVersion(read.object), query });
  }
  if (needsVersion && !resourceVersion) return refuse(versionRequired(info, name));
  return replace(context, route, request, { ...read, old, query });
}

function withoutVersion({ metadata = {}, ...rest }: KubernetesObject): KubernetesObject {
  const { resourceVersion, ...kept } = metadata;
  return { ...rest, metadata: kept };
}

/** PATCH of an object or of its status. */
export function handlePatch(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const wrongType = patchTypeRefusal(request);
  if (wrongType) return refuse(wrongType);
  if (mediaTypeOf(request) === applyPatchType) return handleApply(context, route, request);
  const { info, name = '' } = route;
  const { query, refusal } = writeQuery(request, 'PatchOptions');
  if (refusal) return refuse(refusal);
  const old = context.store.get(info, route.namespace ?? '', name);
  if (!old) return refuse(notFound(info, name));
  const patch = patched(info, old, request);
  if (patch.refusal) return refuse(patch.refusal);
  const read = readPatched(route, patch, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  const misnamed = nameRefusal(read.object, name);
  if (misnamed) return refuse(misnamed);
  return replace(context, route, request, { ...read, old, query });
}

/** PATCH with a configuration: server-side apply, which also creates what is not there. */
function handleApply(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info, name = '', subresource } = route;
  const { query, refusal } = writeQuery(request, 'PatchOptions', 'apply');
  if (refusal) return refuse(refusal);
  const old = context.store.get(info, route.namespace ?? '', name);
  if (!old && subresource !== undefined) return refuse(notFound(info, name));
  const configuration = readConfiguration(route, request, query.fieldValidation);
  if (configuration.refusal) return refuse(configuration.refusal);
  const applied = applyConfiguration(info, old, configuration.value, {
    writer: { manager: query.manager, ...(subresource !== undefined && { subresource }) },
    onConflict: query.onConflict,
    nowMs: context.nowMs(),
  });
  if (applied.refusal) return refuse(applied.refusal);
  const read = readOwn(route, subresource === 'status' && old ? onStored(old, applied.object) : applied.object);
  if (read.refusal) return refuse(read.refusal);
  const misnamed = nameRefusal(read.object, name);
  if (misnamed) return refuse(misnamed);
  const { warnings } = configuration;
  const { managedFields } = applied;
  const written = { object: read.object, warnings, query, managedFields };
  if (old) return replace(context, route, request, { ...written, old });
  const { uid } = read.object.metadata ?? {};
  if (!uid) return create(context, route, request, written);
  const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
  return refuse(conflict(info, name, why));
}

/** What was applied to the status and the labels, with all the rest as it is stored. */
function onStored(old: Stored, { metadata, ...rest }: KubernetesObject): KubernetesObject {
  return { ...old, ...rest, metadata: { ...old.metadata, ...metadata } };
}

interface Replacement {
  readonly object: KubernetesObject;
  readonly warnings: readonly string[];
  readonly old: Stored;
  readonly query: WriteQuery;
  /** Where they do not follow from the change. */
  readonly managedFields?: readonly ManagedFieldsEntry[];
}

function replace(context: ServerContext, route: ResourceRoute, request: ApiRequest, written: Replacement): ApiResponse {
  const { info, subresource } = route;
  const { object, old, warnings, query } = written;
  const { uid, resourceVersion = old.metadata.resourceVersion } = object.metadata ?? {};
  if (
    request.method === 'PATCH' &&
    uid &&
    uid !== old.metadata.uid &&
    resourceVersion === old.metadata.resourceVersion
  ) {
    return refuse(uidChanged(info, old.metadata.name, uid));
  }
  const complete = resourceOf(info).complete?.(object) ?? object;
  const writer = { manager: query.manager, ...(subresource !== undefined && { subresource }) };
  const managedFields = written.managedFields ?? trackUpdate(info, old, complete, writer, context.nowMs());
  const common = { mode: query.mode, managedFields };
  const result = updateObject(
    context,
    info,
    object,
    subresource === 'status'
      ? { ...common, subresource, verdict: (next) => verdictOnStatus(info, next, old) }
      : { ...common, verdict: (next) => verdictOnUpdate(info, next, old) },
  );
  if (result.refusal) return { ...refuse(result.refusal), ...warned(warnings) };
  const own = subresource === undefined ? warningsOf(info, object, old) : [];
  return answer(context, route, request, 200, result.object, [...warnings, ...own]);
}

/** The name that was written must be the name in the path. */
function nameRefusal(object: KubernetesObject, name: string): Status | undefined {
  const written = object.metadata?.name;
  if (written === name) return undefined;
  const why = `the name of the object (${written ?? ''}) does not match the name on the URL (${name})`;
  return badRequest(written ? why : 'name must be provided');
}

/** The object in the form that the client wants. */
export function answer(
  context: ServerContext,
  route: ResourceRoute,
  request: ApiRequest,
  code: number,
  object: KubernetesObject,
  warnings: readonly string[] = [],
): ApiResponse {
  const body = showObject(route.info, object, representationOf(request), context.nowMs());
  return { code, body, ...warned(warnings) };
}

function warned(warnings: readonly string[]): { warnings?: readonly string[] } {
  return warnings.length > 0 ? { warnings } : {};
}
