import { type FieldError, formatPath } from '../../../api/field.ts';
import { notSupported, required } from '../../../api/fieldErrors.ts';
import type { Binding, Status } from '../../../api/generated/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import { badRequest, refuse } from '../../../api/status.ts';
import { bindPod } from '../binding.ts';
import { bodyOf } from '../body.ts';
import { writeQuery } from '../query.ts';
import type { ServerContext } from '../serverContext.ts';
import type { Subresource } from './subresource.ts';

/** `pods/binding`: gives a Pod its Node, as a scheduler does. */
export const bindingSubresource: Subresource = {
  name: 'binding',
  kind: 'Binding',
  verbs: ['create'],
  handlers: { POST: handleBinding },
};

function handleBinding(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { namespace = '', name = '' } = route;
  const { query, refusal } = writeQuery(request, 'CreateOptions');
  if (refusal) return refuse(refusal);
  const body = bodyOf(request, 'Binding');
  if (body.refusal) return refuse(body.refusal);
  const binding = (body.value ?? {}) as Partial<Binding>;
  if (binding.metadata?.name !== name) {
    return refuse(badRequest('name in URL does not match name in Binding object'));
  }
  const [error] = targetErrors(binding.target);
  if (error) return refuse(unreasoned(error));
  const problem = bindPod(context, namespace, name, binding.target?.name ?? '', query.mode);
  if (problem) return refuse(problem);
  return { code: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } };
}

function targetErrors(target: Binding['target'] | undefined): FieldError[] {
  const { kind = '', name = '' } = target ?? {};
  return [
    ...(kind !== '' && kind !== 'Node' ? [notSupported(['target', 'kind'], kind, ['Node', '<empty>'])] : []),
    ...(name === '' ? [required(['target', 'name'], '')] : []),
  ];
}

/** A real server does not make a 422 of what is wrong with a binding. */
function unreasoned({ path, message }: FieldError): Status {
  const text = `${formatPath(path)}: ${message}`;
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: text, code: 500 };
}
