import { decode, decodeMessage } from '../../../api/decode.ts';
import { invalidValue } from '../../../api/fieldErrors.ts';
import type { Scale, Status } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import { verdictOnUpdate } from '../../../api/review.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import { badRequest, invalid, notFound, refuse } from '../../../api/status.ts';
import { bodyOf } from '../body.ts';
import { trackUpdate } from '../managedFields.ts';
import { patched, patchTypeRefusal } from '../patch.ts';
import { type WriteQuery, writeQuery } from '../query.ts';
import { findScale, scaledObject, scaleView } from '../scales.ts';
import type { ServerContext } from '../serverContext.ts';
import { updateObject } from '../update.ts';
import type { Subresource } from './subresource.ts';

/** See `scaleView`. */
const scaleKind: KindInfo = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  shortNames: [],
  categories: [],
  namespaced: true,
  type: 'Scale',
};

/** `scale` of every kind with replicas, which `kubectl scale` and the HPA use. */
export const scaleSubresource: Subresource = {
  name: 'scale',
  kind: 'Scale',
  group: 'autoscaling',
  version: 'v1',
  verbs: ['get', 'patch', 'update'],
  handlers: { GET: handleGet, PUT: handlePut, PATCH: handlePatch },
};

function handleGet(context: ServerContext, route: ResourceRoute): ApiResponse {
  const { object, refusal } = findScale(context.store, route.info, route.namespace ?? '', route.name ?? '');
  return refusal ? refuse(refusal) : { code: 200, body: object };
}

function handlePut(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { query, refusal } = writeQuery(request, 'UpdateOptions');
  if (refusal) return refuse(refusal);
  const body = bodyOf(request, 'Scale');
  if (body.refusal) return refuse(body.refusal);
  return write(context, route, query, body.value);
}

function handlePatch(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { query, refusal } = writeQuery(request, 'PatchOptions');
  const wrong = refusal ?? patchTypeRefusal(request);
  if (wrong || !query) return refuse(wrong as Status);
  const old = stored(context, route);
  if (!old) return refuse(notFound(route.info, route.name ?? ''));
  const patch = patched(scaleKind, scaleView(route.info, old), request);
  return patch.refusal ? refuse(patch.refusal) : write(context, route, query, patch.value);
}

function write(context: ServerContext, route: ResourceRoute, query: WriteQuery, value: unknown): ApiResponse {
  const { info, name = '' } = route;
  const old = stored(context, route);
  if (!old) return refuse(notFound(info, name));
  const { scale, refusal } = readScale(value, name, query);
  if (refusal) return refuse(refusal);
  const next = scaledObject(info, old, scale);
  const writer = { manager: query.manager, subresource: 'scale' };
  const result = updateObject(context, info, next, {
    mode: query.mode,
    managedFields: trackUpdate(info, old, next, writer, context.nowMs()),
    verdict: (object) => verdictOnUpdate(info, object, old),
  });
  return result.refusal ? refuse(result.refusal) : { code: 200, body: scaleView(info, result.object) };
}

type ReadScale =
  | { readonly scale: Scale; readonly refusal?: undefined }
  | { readonly scale?: undefined; readonly refusal: Status };

function readScale(value: unknown, name: string, query: WriteQuery): ReadScale {
  if (typeof value !== 'object' || value === null) return { refusal: badRequest('no kind "Scale" was sent') };
  const { kind = scaleKind.kind, apiVersion = 'autoscaling/v1' } = value as KubernetesObject;
  if (kind !== scaleKind.kind) {
    const version = apiVersion.split('/').at(-1);
    const why = `converting (${version}.${kind}) to (autoscaling.Scale): unknown conversion`;
    return { refusal: badRequest(`${kind} in version "${version}" cannot be handled as a Scale: ${why}`) };
  }
  const { value: decoded, problems } = decode(value, scaleKind.type);
  const relevant = query.fieldValidation === 'Strict' ? problems : problems.filter(({ kind }) => kind === 'wrongType');
  const message = decodeMessage(relevant);
  if (message !== undefined) {
    return { refusal: badRequest(`Scale in version "v1" cannot be handled as a Scale: ${message}`) };
  }
  const scale = decoded as Scale;
  const written = scale.metadata?.name ?? '';
  if (written !== name) {
    const why = `the name of the object (${written}) does not match the name on the URL (${name})`;
    return { refusal: badRequest(written === '' ? 'name must be provided' : why) };
  }
  const replicas = scale.spec?.replicas ?? 0;
  if (replicas >= 0) return { scale };
  const error = invalidValue(['spec', 'replicas'], replicas, 'must be greater than or equal to 0');
  return { refusal: invalid(scaleKind, name, [error]) };
}

function stored(context: ServerContext, { info, namespace = '', name = '' }: ResourceRoute): Stored | undefined {
  return context.store.get(info, namespace, name);
}
