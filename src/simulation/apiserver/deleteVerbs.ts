import { decode, decodeMessage } from '../../api/decode.ts';
import type { FieldError } from '../../api/field.ts';
import { invalidValue, notSupported } from '../../api/fieldErrors.ts';
import type { DeleteOptions, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/request.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest, invalid, methodNotAllowed, refuse } from '../../api/status.ts';
import { bodyOf } from './body.ts';
import { deleteAnswer, deleteObject } from './delete.ts';
import { namespaceKind } from './knownKinds.ts';
import { flag, integer, parameter, parameters } from './query.ts';
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
  const isWhole = info === namespaceKind || (info.namespaced && namespace === undefined);
  // Namespaces go one by one, and objects of one Namespace at a time.
  if (isWhole) return refuse(methodNotAllowed());
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

/** What a real server says, with no reason, of a body that is another object. */
const otherKind: Status = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'decoded object cannot be converted to DeleteOptions',
  code: 500,
};

const policies = ['Foreground', 'Background', 'Orphan'];

/** The options in the body; those of the query where there is none. */
function deleteOptions(
  request: ApiRequest,
): { options: DeleteOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  const isWritten = request.body !== undefined && request.body !== '';
  const { options, refusal } = isWritten ? writtenOptions(request) : queryOptions(request);
  if (refusal) return { refusal };
  const errors = optionErrors(options);
  if (errors.length === 0) return { options };
  return { refusal: invalid({ group: 'meta.k8s.io', plural: '', kind: 'DeleteOptions' }, '', errors) };
}

/** Rules and words of a real server (`ValidateDeleteOptions`). */
function optionErrors({ propagationPolicy, orphanDependents, dryRun = [] }: DeleteOptions): FieldError[] {
  const errors: FieldError[] = [];
  if (propagationPolicy !== undefined && orphanDependents !== undefined) {
    const why = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalidValue(['propagationPolicy'], propagationPolicy, why));
  }
  if (propagationPolicy !== undefined && !policies.includes(propagationPolicy)) {
    errors.push(notSupported(['propagationPolicy'], propagationPolicy, [...policies, 'nil']));
  }
  if (dryRun.some((value) => value !== 'All')) errors.push(notSupported(['dryRun'], [...dryRun], ['All']));
  return errors;
}

function queryOptions(
  request: ApiRequest,
): { options: DeleteOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  const seconds = integer(request, 'gracePeriodSeconds');
  if (seconds.refusal) return { refusal: seconds.refusal };
  const propagationPolicy = parameter(request, 'propagationPolicy');
  const dryRun = parameters(request, 'dryRun').filter((value) => value !== '');
  return {
    options: {
      ...(seconds.value !== undefined && { gracePeriodSeconds: seconds.value }),
      ...(propagationPolicy !== undefined && { propagationPolicy }),
      ...(parameter(request, 'orphanDependents') !== undefined && {
        orphanDependents: flag(request, 'orphanDependents'),
      }),
      ...(dryRun.length > 0 && { dryRun }),
    },
  };
}

function writtenOptions(
  request: ApiRequest,
): { options: DeleteOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  const body = bodyOf(request, 'DeleteOptions');
  if (body.refusal) return { refusal: body.refusal };
  const { kind = 'DeleteOptions' } = (body.value ?? {}) as DeleteOptions;
  if (kind !== 'DeleteOptions') return { refusal: otherKind };
  const { value, problems } = decode(body.value, 'DeleteOptions');
  const message = decodeMessage(problems.filter(({ kind }) => kind === 'wrongType'));
  if (message === undefined) return { options: (value ?? {}) as DeleteOptions };
  return { refusal: badRequest(`DeleteOptions in version "v1" cannot be handled as a DeleteOptions: ${message}`) };
}
