import type { Status } from '../../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import { notFound, refuse } from '../../../api/status.ts';
import { trackUpdate } from '../managedFields.ts';
import { patched, patchTypeRefusal } from '../patch.ts';
import { writeQuery } from '../query.ts';
import { readBody, readPatched } from '../readWritten.ts';
import { representationOf, showObject } from '../representation.ts';
import type { ServerContext } from '../serverContext.ts';
import { updateObject } from '../update.ts';
import type { SubresourceHandler } from './subresource.ts';

/** A part of an object that a subresource may change. */
export interface PartRules<T extends KubernetesObject> {
  /** The stored object with the part that was written. */
  merge(written: T, old: Stored<T>): T;
  /** Why the part may not become so. */
  verdict(next: T, old: Stored<T>): Status | undefined;
}

/** GET, PUT and PATCH of a subresource that shows the whole object and takes one part of it. */
export function partialWrite<T extends KubernetesObject>(
  rules: PartRules<T>,
): Record<'GET' | 'PUT' | 'PATCH', SubresourceHandler> {
  const write: SubresourceHandler = (context, route, request) => {
    const { info, namespace = '', name = '', subresource = '' } = route;
    const { query, refusal } = writeQuery(request, request.method === 'PUT' ? 'UpdateOptions' : 'PatchOptions');
    if (refusal) return refuse(refusal);
    const old = context.store.get(info, namespace, name) as Stored<T> | undefined;
    if (!old) return refuse(notFound(info, name));
    const read = readPart(route, request, old, query.fieldValidation);
    if (read.refusal) return refuse(read.refusal);
    const merged = rules.merge(read.object as T, old);
    const { resourceVersion, uid } = read.object.metadata ?? {};
    const metadata = { ...old.metadata, resourceVersion: resourceVersion ?? '', ...(uid !== undefined && { uid }) };
    const next: T = { ...merged, metadata };
    const result = updateObject<T>(context, info, next, {
      mode: query.mode,
      managedFields: trackUpdate(info, old, next, { manager: query.manager, subresource }, context.nowMs()),
      verdict: rules.verdict,
    });
    return result.refusal ? refuse(result.refusal) : shown(context, route, request, result.object);
  };
  const get: SubresourceHandler = (context, route, request) => {
    const { info, namespace = '', name = '' } = route;
    const object = context.store.get(info, namespace, name);
    return object ? shown(context, route, request, object) : refuse(notFound(info, name));
  };
  return { GET: get, PUT: write, PATCH: write };
}

function readPart(route: ResourceRoute, request: ApiRequest, old: Stored, validation: 'Strict' | 'Warn' | 'Ignore') {
  if (request.method === 'PUT') return readBody(route, request, validation);
  const wrongType = patchTypeRefusal(request);
  if (wrongType) return { refusal: wrongType };
  const patch = patched(route.info, old, request);
  return patch.refusal ? { refusal: patch.refusal } : readPatched(route, patch, validation);
}

function shown(context: ServerContext, route: ResourceRoute, request: ApiRequest, object: Stored): ApiResponse {
  return { code: 200, body: showObject(route.info, object, representationOf(request), context.nowMs()) };
}
