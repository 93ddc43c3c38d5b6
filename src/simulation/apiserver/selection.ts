import { matchesFields, parseFieldSelector } from '../../api/fieldSelector.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { matchesLabels, parseLabelSelector } from '../../api/labels.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest } from '../../api/status.ts';
import { jobKind } from './knownKinds.ts';
import { parameter } from './query.ts';
import { resourceOf } from './registry.ts';

/** Which objects of a collection a request means. */
export interface Selection {
  readonly selectsAll: boolean;
  matches(object: KubernetesObject): boolean;
}

/** Reads `labelSelector` and `fieldSelector`; `name` narrows it to one object, as the path of a watch may. */
export function selectionOf(
  info: KindInfo,
  request: ApiRequest,
  name?: string,
): { selection: Selection; refusal?: undefined } | { selection?: undefined; refusal: Status } {
  const labelText = parameter(request, 'labelSelector') ?? '';
  const fieldText = parameter(request, 'fieldSelector') ?? '';
  const labels = parseLabelSelector(labelText);
  if (labels.problem !== undefined) return { refusal: badRequest(labels.problem) };
  const fields = parseFieldSelector(fieldText);
  if (fields.problem !== undefined) return { refusal: badRequest(fields.problem) };
  const unknown = fields.requirements.find(({ field }) => !isSelectable(info, field));
  if (unknown) return { refusal: badRequest(unknownField(info, unknown.field)) };
  return {
    selection: {
      selectsAll: labels.query.length === 0 && fields.requirements.length === 0 && name === undefined,
      matches: (object) =>
        (name === undefined || object.metadata?.name === name) &&
        matchesLabels(labels.query, object.metadata?.labels) &&
        (fields.requirements.length === 0 || matchesFields(fields.requirements, fieldReader(info, object))),
    },
  };
}

function isSelectable(info: KindInfo, field: string): boolean {
  const own = resourceOf(info).selectableFields?.({});
  if (field === 'metadata.name') return true;
  if (field === 'metadata.namespace') return !own || info.namespaced;
  return own !== undefined && Object.hasOwn(own, field);
}

/** Kinds with selectable fields of their own say it otherwise than all the others, and Jobs in a third way. */
function unknownField(info: KindInfo, field: string): string {
  if (info === jobKind) return `field label "${field}" not supported for Job`;
  if (resourceOf(info).selectableFields) return `field label not supported: ${field}`;
  return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function fieldReader(info: KindInfo, object: KubernetesObject): (field: string) => string {
  const own = resourceOf(info).selectableFields?.(object) ?? {};
  return (field) => {
    if (field === 'metadata.name') return object.metadata?.name ?? '';
    if (field === 'metadata.namespace') return object.metadata?.namespace ?? '';
    return own[field] ?? '';
  };
}
