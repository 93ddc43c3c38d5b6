import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse, StreamReceiver } from '../../../api/request.ts';
import { verdictOnCreate, verdictOnUpdate } from '../../../api/review.ts';
import { pathOf, type ResourceRoute } from '../../../api/route.ts';
import { notFound, refuse } from '../../../api/status.ts';
import { readConfiguration } from '../applyBody.ts';
import { mediaTypeOf } from '../body.ts';
import { applyPatchType, patched, patchTypeRefusal } from '../patch.ts';
import { writeQuery } from '../query.ts';
import { readBody, readPatched, type Written } from '../readWritten.ts';
import type { ServerContext } from '../serverContext.ts';
import type { Table } from '../table.ts';
import type { View } from './view.ts';

type Send = (request: ApiRequest) => ApiResponse;

/** Answers a request to a view by one to the stored kind; what is written and what is shown is converted. */
export function sendToView(
  context: ServerContext,
  view: View,
  route: ResourceRoute,
  request: ApiRequest,
  send: Send,
): ApiResponse {
  const forwarded = { ...request, path: storedPath(view, route) };
  const isWrite = ['POST', 'PUT', 'PATCH'].includes(request.method);
  if (!isWrite) return shownAs(view, send(forwarded));
  if (request.method === 'PATCH' && mediaTypeOf(request) === applyPatchType)
    return applyToView(view, route, request, forwarded, send);
  const written = readWritten(context, view, route, request);
  if (written.refusal) return refuse(written.refusal);
  const { warnings } = written;
  const response = send({
    ...forwarded,
    method: request.method === 'PATCH' ? 'PUT' : request.method,
    contentType: 'application/json',
    body: view.toStored(written.object),
  });
  const all = [...warnings, ...(response.warnings ?? [])];
  return { ...shownAs(view, response), ...(all.length > 0 && { warnings: all }) };
}

/** A configuration in the view's form is applied in the stored one, in whose terms is known who manages what. */
function applyToView(
  view: View,
  route: ResourceRoute,
  request: ApiRequest,
  forwarded: ApiRequest,
  send: Send,
): ApiResponse {
  const { query, refusal } = writeQuery(request, 'PatchOptions', 'apply');
  if (refusal) return refuse(refusal);
  const configuration = readConfiguration(route, request, query.fieldValidation);
  if (configuration.refusal) return refuse(configuration.refusal);
  const response = send({ ...forwarded, body: view.toStored(configuration.value) });
  const all = [...configuration.warnings, ...(response.warnings ?? [])];
  return { ...shownAs(view, response), ...(all.length > 0 && { warnings: all }) };
}

/** The request for a watch of the stored kind, and a receiver that is told of the view. */
export function watchOfView(view: View, route: ResourceRoute, request: ApiRequest, receiver: StreamReceiver) {
  return {
    request: { ...request, path: storedPath(view, route) },
    receiver: {
      onChunk: (chunk) => {
        if (chunk.channel !== 'watch') return receiver.onChunk(chunk);
        const object = shownObject(view, chunk.event.object) as KubernetesObject;
        receiver.onChunk({ ...chunk, event: { ...chunk.event, object } });
      },
      onEnd: (end) => receiver.onEnd(end),
    } satisfies StreamReceiver,
  };
}

function storedPath(view: View, { namespace, name, subresource }: ResourceRoute): string {
  return pathOf(view.stored, namespace, name, subresource);
}

/** Reads what was sent in the view's own form, and judges it by its rules. */
function readWritten(context: ServerContext, view: View, route: ResourceRoute, request: ApiRequest): Written {
  const { query, refusal } = writeQuery(request, optionsOf(request));
  if (refusal) return { refusal };
  const { namespace = '', name = '' } = route;
  const stored = name === '' ? undefined : context.store.get(view.stored, namespace, name);
  const old = stored && (view.fromStored(stored) as Stored);
  const read =
    request.method === 'PATCH' ? readPatch(route, request, old) : readBody(route, request, query.fieldValidation);
  if (read.refusal || route.subresource !== undefined) return read;
  const invalid = old ? verdictOnUpdate(view.info, read.object, old) : verdictOnCreate(view.info, read.object);
  const isGenerated = read.object.metadata?.generateName !== undefined && !read.object.metadata.name;
  return invalid && !isGenerated ? { refusal: invalid } : read;
}

function readPatch(route: ResourceRoute, request: ApiRequest, old: Stored | undefined): Written {
  const wrongType = patchTypeRefusal(request);
  if (wrongType) return { refusal: wrongType };
  if (!old) return { refusal: notFound(route.info, route.name ?? '') };
  const patch = patched(route.info, old, request);
  return patch.refusal ? { refusal: patch.refusal } : readPatched(route, patch, 'Warn');
}

function optionsOf({ method }: ApiRequest): 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' {
  return method === 'POST' ? 'CreateOptions' : method === 'PUT' ? 'UpdateOptions' : 'PatchOptions';
}

function shownAs(view: View, response: ApiResponse): ApiResponse {
  return { ...response, body: shownObject(view, response.body) };
}

/** An object, a list or a table of the stored kind in the view's form; a refusal stays as it is. */
function shownObject(view: View, body: unknown): unknown {
  const { kind, items, apiVersion } = (body ?? {}) as {
    kind?: string;
    items?: KubernetesObject[];
    apiVersion?: string;
  };
  if (kind === view.info.kind) return view.fromStored(body as KubernetesObject);
  if (kind === `${view.info.kind}List` && items) {
    const version = view.fromStored({ apiVersion: apiVersion ?? '' }).apiVersion;
    const shown = items.map((item) => {
      // What a list says once, its items leave out.
      const { apiVersion: _, ...rest } = view.fromStored(item);
      return rest;
    });
    return { ...(body as object), apiVersion: version, items: shown };
  }
  if (kind !== 'Table') return body;
  const table = body as Table;
  const rows = table.rows.map((row) => ({ ...row, object: shownObject(view, row.object) }));
  return { ...table, rows };
}
