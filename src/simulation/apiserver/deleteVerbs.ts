import { decode, decodeMessage } from '../../api/decode.ts';
import { notSupported } from '../../api/fieldErrors.ts';
import type { DeleteOptions, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest, invalid, methodNotAllowed, refuse } from '../../api/status.ts';
import { bodyOf } from './body.ts';
import { deleteAnswer, deleteObject } from './delete.ts';
import { integer, parameter, writeQuery } from './query.ts';
import { representationOf, showList } from './representation.ts';
import { selectionOf } from './selection.ts';
import type { ServerContext } from './serverContext.ts';
import { answer } from './writeVerbs.ts';

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

const policies = ['Foreground', 'Background', 'Orphan'];

/** The options in the body, and those of the query over them. */
function deleteOptions(
  request: ApiRequest,
): { options: DeleteOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  const { query, refusal } = writeQuery(request, 'DeleteOptions');
  if (refusal) return { refusal };
  const body = writtenOptions(request);
  if (body.refusal) return { refusal: body.refusal };
  const seconds = integer(request, 'gracePeriodSeconds');
  if (seconds.refusal) return { refusal: seconds.refusal };
  const policy = parameter(request, 'propagationPolicy');
  const options: DeleteOptions = {
    ...body.options,
    ...(seconds.value !== undefined && { gracePeriodSeconds: seconds.value }),
    ...(policy !== undefined && { propagationPolicy: policy }),
    ...(query.mode === 'dryRun' && { dryRun: ['All'] }),
  };
  const { propagationPolicy } = options;
  if (propagationPolicy === undefined || policies.includes(propagationPolicy)) return { options };
  const error = notSupported(['propagationPolicy'], propagationPolicy, [...policies, 'nil']);
  return { refusal: invalid({ group: 'meta.k8s.io', plural: '', kind: 'DeleteOptions' }, '', [error]) };
}

function writtenOptions(
  request: ApiRequest,
): { options: DeleteOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  if (request.body === undefined || request.body === '') return { options: {} };
  const body = bodyOf(request, 'DeleteOptions');
  if (body.refusal) return { refusal: body.refusal };
  const { value, problems } = decode(body.value, 'DeleteOptions');
  const message = decodeMessage(problems.filter(({ kind }) => kind === 'wrongType'));
  if (message === undefined) return { options: (value ?? {}) as DeleteOptions };
  return { refusal: badRequest(`DeleteOptions in version "v1" cannot be handled as a DeleteOptions: ${message}`) };
}
