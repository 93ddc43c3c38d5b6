import type { ListMeta, Status } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, WatchEvent } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest } from '../../api/status.ts';
import { parameter } from './query.ts';
import { partialMetadata, type RowObject, shownObject, tableOf } from './table.ts';

/** How a client wants objects to be shown, from `Accept` and `includeObject`. */
export interface Representation {
  readonly as: 'Object' | 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';
  readonly rowObject: RowObject;
  readonly ageShiftMs?: ApiRequest['ageShiftMs'];
}

const wildcards = ['*/*', 'application/*'];
const written = ['application/json', 'application/yaml'];

/** The first of the accepted forms that the server knows; undefined where it knows none of them. */
function acceptedForm(accept: string): Representation['as'] | undefined {
  if (accept.trim() === '') return 'Object';
  for (const accepted of accept.split(',')) {
    const [mediaType = '', ...rest] = accepted.split(';').map((part) => part.trim());
    if (!wildcards.includes(mediaType) && !written.includes(mediaType)) continue;
    const parameters = new Map(rest.map((part) => part.split('=') as [string, string]));
    const as = parameters.get('as');
    if (as === undefined) return 'Object';
    if (parameters.get('g') !== 'meta.k8s.io' || parameters.get('v') !== 'v1') continue;
    if (as === 'Table' || as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return as;
  }
  return undefined;
}

/** How a client wants objects to be shown; it was asked before whether that can be (`refusalOfForm`). */
export function representationOf(request: ApiRequest): Representation {
  const include = parameter(request, 'includeObject');
  const rowObject = include === 'None' || include === 'Object' ? include : 'Metadata';
  const { ageShiftMs } = request;
  return { as: acceptedForm(request.accept ?? '') ?? 'Object', rowObject, ...(ageShiftMs && { ageShiftMs }) };
}

/**
 * 406 where the server can give none of the forms that the client accepts, in a real server's words; `answersWith` is what
 * the request is about.
 */
export function refusalOfForm(
  info: KindInfo,
  request: ApiRequest,
  answersWith: 'object' | 'list' | 'changes',
): Status | undefined {
  const as = acceptedForm(request.accept ?? '');
  if (as === undefined) return notAcceptable(`only the following media types are accepted: ${written.join(', ')}`);
  const include = parameter(request, 'includeObject');
  if (as === 'Table' && include !== undefined && !['None', 'Metadata', 'Object'].includes(include)) {
    const why = `includeObject: Invalid value: "${include}": must be 'Metadata', 'Object', 'None', or empty`;
    return badRequest(`Unable to convert to Table as requested: ${why}`);
  }
  // The types by which a real server calls its own copies.
  const type = `*${info.group === '' ? 'core' : (info.group.split('.')[0] ?? '')}.${info.kind}`;
  if (as === 'PartialObjectMetadata' && answersWith === 'list') {
    return notAcceptable(`you requested PartialObjectMetadata, but the requested object is a list (${type}List)`);
  }
  if (as === 'PartialObjectMetadataList' && answersWith === 'object') {
    return notAcceptable(`you requested PartialObjectMetadataList, but the requested object is not a list (${type})`);
  }
  return undefined;
}

function notAcceptable(message: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'NotAcceptable',
    code: 406,
  };
}

/** One object in the form that the client wants. */
export function showObject(
  info: KindInfo,
  object: KubernetesObject,
  representation: Representation,
  nowMs: number,
): unknown {
  if (isPartial(representation)) return partialMetadata(object);
  if (representation.as === 'Object') return shownObject(info, object);
  const metadata = { resourceVersion: object.metadata?.resourceVersion };
  return tableOf(info, [object], { ...representation, metadata, nowMs, part: 'first' });
}

/** A list in the form that the client wants. */
export function showList(
  info: KindInfo,
  items: readonly KubernetesObject[],
  metadata: ListMeta,
  representation: Representation,
  nowMs: number,
): unknown {
  if (representation.as === 'Table') {
    return tableOf(info, items, { ...representation, metadata, nowMs, part: 'first' });
  }
  if (isPartial(representation)) {
    const parts = items.map(partialMetadata);
    return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: parts };
  }
  const shown = items.map((item) => withoutKind(shownObject(info, item)));
  return { kind: `${info.kind}List`, apiVersion: apiVersionOf(info), metadata, items: shown };
}

/** What a list says once, its items leave out. */
function withoutKind({ kind, apiVersion, ...item }: KubernetesObject): KubernetesObject {
  return item;
}

function isPartial({ as }: Representation): boolean {
  return as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList';
}

/** A change in the form that the client wants; the first table of a watch names its columns. */
export function showChange(
  info: KindInfo,
  event: WatchEvent,
  representation: Representation,
  nowMs: number,
  part: 'first' | 'later',
): WatchEvent {
  if (event.type === 'ERROR') return event;
  if (representation.as === 'Object') {
    return event.type === 'BOOKMARK' ? event : { ...event, object: shownObject(info, event.object) };
  }
  if (isPartial(representation)) return { ...event, object: partialMetadata(event.object) };
  const metadata = { resourceVersion: event.object.metadata?.resourceVersion };
  const objects = event.type === 'BOOKMARK' ? [] : [event.object];
  const table = tableOf(info, objects, { ...representation, metadata, nowMs, part });
  return { ...event, object: table as KubernetesObject };
}
