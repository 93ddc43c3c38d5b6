import type { DeleteOptions, Status } from '../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import { readObject, verdictOnCreate, verdictOnUpdate, warningsOf } from '../../api/review.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest, methodNotAllowed, notFound, refuse } from '../../api/status.ts';
import { invariant } from '../../invariant.ts';
import { bodyOf } from './body.ts';
import { createObject, type WriteMode } from './create.ts';
import { deleteAnswer, deleteObject } from './delete.ts';
import { patched } from './patch.ts';
import { integer, parameter, type WriteQuery, writeQuery } from './query.ts';
import { representationOf, showList, showObject } from './representation.ts';
import { selectionOf } from './selection.ts';
import type { ServerContext } from './serverContext.ts';
import { updateObject } from './update.ts';

/** POST to a collection. */
export function handleCreate(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info } = route;
  const { query, refusal } = writeQuery(request, 'CreateOptions');
  if (refusal) return refuse(refusal);
  const read = readBody(route, request, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  const result = createObject(context, info, read.object, {
    mode: query.mode,
    verdict: (object) => verdictOnCreate(info, object),
  });
  if (result.refusal) return { ...refuse(result.refusal), ...warned(read.warnings) };
  return answer(context, route, request, 201, result.object, [...read.warnings, ...warningsOf(info, read.object)]);
}

/** PUT of an object or of its status. */
export function handleUpdate(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info, name = '' } = route;
  const { query, refusal } = writeQuery(request, 'UpdateOptions');
  if (refusal) return refuse(refusal);
  const read = readBody(route, request, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  const writtenName = read.object.metadata?.name;
  if (writtenName !== name) {
    const why = `the name of the object (${writtenName ?? ''}) does not match the name on the URL (${name})`;
    return refuse(badRequest(writtenName ? why : 'name must be provided'));
  }
  const old = context.store.get(info, route.namespace ?? '', name);
  if (!old) return refuse(notFound(info, name));
  return replace(context, route, request, { ...read, old, mode: query.mode });
}

/** PATCH of an object or of its status. */
export function handlePatch(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info, name = '' } = route;
  const { query, refusal } = writeQuery(request, 'PatchOptions');
  if (refusal) return refuse(refusal);
  const old = context.store.get(info, route.namespace ?? '', name);
  const patch = patched(info, old, request);
  if (patch.refusal) return refuse(patch.refusal);
  if (!old) return refuse(notFound(info, name));
  const read = readValue(route, patch.value, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  return replace(context, route, request, { ...read, old, mode: query.mode });
}

/** DELETE of one object. */
export function handleDelete(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { options, refusal } = deleteOptions(request);
  if (refusal) return refuse(refusal);
  const outcome = deleteObject(context, route.info, route.namespace ?? '', route.name ?? '', options);
  if (outcome.refusal) return refuse(outcome.refusal);
  const body = deleteAnswer(route.info, outcome);
  if (body.kind === 'Status') return { code: 200, body };
  return answer(context, route, request, 200, body as Stored);
}

/** DELETE of a collection, or of what selectors choose of it. */
export function handleDeleteCollection(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info, namespace } = route;
  if (info.namespaced && namespace === undefined) return refuse(methodNotAllowed());
  const { options, refusal } = deleteOptions(request);
  if (refusal) return refuse(refusal);
  const { selection, refusal: wrongSelector } = selectionOf(info, request);
  if (wrongSelector) return refuse(wrongSelector);
  const chosen = context.store.list(info, namespace).filter(selection.matches);
  const deleted = chosen.map((object) => {
    const { name, namespace: ownNamespace = '' } = object.metadata;
    return deleteObject(context, info, ownNamespace, name, options).object ?? object;
  });
  const metadata = { resourceVersion: String(context.store.revision) };
  return { code: 200, body: showList(info, deleted, metadata, representationOf(request), context.nowMs()) };
}

interface Replacement {
  readonly object: KubernetesObject;
  readonly warnings: readonly string[];
  readonly old: Stored;
  readonly mode: WriteMode;
}

function replace(context: ServerContext, route: ResourceRoute, request: ApiRequest, written: Replacement): ApiResponse {
  const { info, subresource } = route;
  const { object, old, warnings, mode } = written;
  const result = updateObject(
    context,
    info,
    object,
    subresource === 'status' ? { mode, subresource } : { mode, verdict: (next) => verdictOnUpdate(info, next, old) },
  );
  if (result.refusal) return { ...refuse(result.refusal), ...warned(warnings) };
  return answer(context, route, request, 200, result.object, [...warnings, ...warningsOf(info, object)]);
}

type ReadWrite =
  | { readonly object: KubernetesObject; readonly warnings: readonly string[]; readonly refusal?: undefined }
  | { readonly object?: undefined; readonly refusal: Status };

function readBody(
  route: ResourceRoute,
  request: ApiRequest,
  fieldValidation: WriteQuery['fieldValidation'],
): ReadWrite {
  const { value, refusal } = bodyOf(request);
  return refusal ? { refusal } : readValue(route, value, fieldValidation);
}

/** A written value as an object with its defaults, in the namespace of the path. */
function readValue(route: ResourceRoute, value: unknown, fieldValidation: WriteQuery['fieldValidation']): ReadWrite {
  const { info, namespace } = route;
  const read = readObject(value, { fieldValidation, expected: info, ...(namespace !== undefined && { namespace }) });
  if (read.refusal) return { refusal: read.refusal };
  invariant(read.object, 'an object of the expected kind was read or refused');
  const { object, warnings } = read;
  const written = object.metadata?.namespace ?? '';
  if (info.namespaced ? written === namespace : written === '') return { object, warnings };
  const why = 'the namespace of the provided object does not match the namespace sent on the request';
  return { refusal: badRequest(why) };
}

function deleteOptions(
  request: ApiRequest,
): { options: DeleteOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  const { query, refusal } = writeQuery(request, 'DeleteOptions');
  if (refusal) return { refusal };
  const body = bodyOf(request);
  if (body.refusal) return { refusal: body.refusal };
  const seconds = integer(request, 'gracePeriodSeconds');
  if (seconds.refusal) return { refusal: seconds.refusal };
  const written = typeof body.value === 'object' && body.value !== null ? (body.value as DeleteOptions) : {};
  const policy = parameter(request, 'propagationPolicy');
  return {
    options: {
      ...written,
      ...(seconds.value !== undefined && { gracePeriodSeconds: seconds.value }),
      ...(policy !== undefined && { propagationPolicy: policy }),
      ...(query.mode === 'dryRun' && { dryRun: ['All'] }),
    },
  };
}

function answer(
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
