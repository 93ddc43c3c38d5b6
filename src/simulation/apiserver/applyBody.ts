import type { Status } from '../../api/generated/objects.ts';
import { apiVersionOf } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import type { ResourceRoute } from '../../api/route.ts';
import { badRequest } from '../../api/status.ts';
import { appliedProblems } from './appliedProblems.ts';
import type { WriteQuery } from './query.ts';
import { isJson, shapeOfType } from './typedValue.ts';
import { readYaml } from './yamlText.ts';

/** The configuration in the body of a server-side apply, as it was written; or why it is none. */
export function readConfiguration(
  route: ResourceRoute,
  request: ApiRequest,
  validation: WriteQuery['fieldValidation'],
):
  | { readonly value: KubernetesObject; readonly warnings: readonly string[]; readonly refusal?: undefined }
  | { readonly value?: undefined; readonly refusal: Status } {
  const { info, namespace } = route;
  const read = typeof request.body === 'string' ? readYaml(request.body) : { value: request.body, duplicates: [] };
  if (read.problem !== undefined) return { refusal: badRequest(`error decoding YAML: ${read.problem}`) };
  // What is empty is read as a map without fields.
  const value = read.value ?? {};
  if (!isJson(value)) {
    const kind = Array.isArray(value) ? 'array' : typeof value;
    const why = `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
    return { refusal: badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`) };
  }
  const { apiVersion, kind } = value as KubernetesObject;
  if (apiVersion !== apiVersionOf(info)) {
    const versions = `Specified patch version: ${apiVersion ?? ''}, expected: ${apiVersionOf(info)}`;
    return { refusal: badRequest(`Incorrect version specified in apply patch. ${versions}`) };
  }
  if (kind !== info.kind) {
    return {
      refusal: badRequest(`Incorrect kind specified in apply patch. Specified: ${kind ?? ''}, expected: ${info.kind}`),
    };
  }
  const metadata = (value as KubernetesObject).metadata;
  if (metadata?.managedFields) return { refusal: badRequest('metadata.managedFields must be nil') };
  const problems = appliedProblems(value, shapeOfType(info.type));
  if (problems.length > 0) {
    const where = `${metadata?.namespace ?? namespace ?? ''}/${metadata?.name ?? ''}; ${info.group}/${info.version}, Kind=${kind}`;
    const list = problems.length === 1 ? problems[0] : `errors:\n${problems.map((each) => `  ${each}`).join('\n')}`;
    return { refusal: unfit(`failed to create typed patch object (${where}): ${list}`) };
  }
  if (read.duplicates.length > 0 && validation === 'Strict') {
    return { refusal: badRequest(`error strict decoding YAML: ${read.duplicates.join(', ')}`) };
  }
  return { value: value as KubernetesObject, warnings: validation === 'Warn' ? read.duplicates : [] };
}

/** A real server gives no reason for a configuration that does not fit the schema, and the code 500. */
function unfit(message: string): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 };
}
