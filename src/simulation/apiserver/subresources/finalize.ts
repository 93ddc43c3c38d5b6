import type { Namespace } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import { refuse } from '../../../api/status.ts';
import { writeQuery } from '../query.ts';
import { readBody } from '../readWritten.ts';
import { representationOf, showObject } from '../representation.ts';
import type { ServerContext } from '../serverContext.ts';
import { updateObject } from '../update.ts';
import type { Subresource } from './subresource.ts';

/** `namespaces/finalize`: takes the finalizers in the spec; a Namespace that waited for them goes with the last one. */
export const finalizeSubresource: Subresource = {
  name: 'finalize',
  kind: 'Namespace',
  verbs: ['update'],
  handlers: { PUT: handleFinalize },
};

function handleFinalize(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { query, refusal } = writeQuery(request, 'UpdateOptions');
  if (refusal) return refuse(refusal);
  const read = readBody(route, request, query.fieldValidation);
  if (read.refusal) return refuse(read.refusal);
  const object = read.object as Stored<Namespace>;
  const result = updateObject(context, route.info, object, { mode: query.mode, subresource: 'finalize' });
  if (result.refusal) return refuse(result.refusal);
  return { code: 200, body: showObject(route.info, result.object, representationOf(request), context.nowMs()) };
}
