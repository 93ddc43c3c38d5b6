import type { ListMeta } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, WatchEvent } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { parameter } from './query.ts';
import { partialMetadata, type RowObject, tableOf } from './table.ts';

/** How a client wants objects to be shown, from `Accept` and `includeObject`. */
export interface Representation {
  readonly as: 'Object' | 'Table' | 'PartialObjectMetadata';
  readonly rowObject: RowObject;
}

/** The first of the accepted forms that the server knows. */
export function representationOf(request: ApiRequest): Representation {
  const include = parameter(request, 'includeObject');
  const rowObject = include === 'None' || include === 'Object' ? include : 'Metadata';
  for (const accepted of (request.accept ?? '').split(',')) {
    const parameters = new Map(
      accepted
        .split(';')
        .slice(1)
        .map((part) => part.trim().split('=') as [string, string]),
    );
    const as = parameters.get('as');
    if (as === undefined) return { as: 'Object', rowObject };
    if (parameters.get('g') !== 'meta.k8s.io' || parameters.get('v') !== 'v1') continue;
    if (as === 'Table') return { as, rowObject };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      return { as: 'PartialObjectMetadata', rowObject };
    }
  }
  return { as: 'Object', rowObject };
}

/** One object in the form that the client wants. */
export function showObject(
  info: KindInfo,
  object: KubernetesObject,
  representation: Representation,
  nowMs: number,
): unknown {
  if (representation.as === 'PartialObjectMetadata') return partialMetadata(object);
  if (representation.as === 'Object') return object;
  const metadata = { resourceVersion: object.metadata?.resourceVersion };
  return tableOf(info, [object], { metadata, nowMs, rowObject: representation.rowObject, part: 'first' });
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
    return tableOf(info, items, { metadata, nowMs, rowObject: representation.rowObject, part: 'first' });
  }
  if (representation.as === 'PartialObjectMetadata') {
    const parts = items.map(partialMetadata);
    return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: parts };
  }
  return { kind: `${info.kind}List`, apiVersion: apiVersionOf(info), metadata, items };
}

/** A change in the form that the client wants; the first table of a watch names its columns. */
export function showChange(
  info: KindInfo,
  event: WatchEvent,
  representation: Representation,
  nowMs: number,
  part: 'first' | 'later',
): WatchEvent {
  if (event.type === 'ERROR' || representation.as === 'Object') return event;
  if (representation.as === 'PartialObjectMetadata') return { ...event, object: partialMetadata(event.object) };
  const metadata = { resourceVersion: event.object.metadata?.resourceVersion };
  const objects = event.type === 'BOOKMARK' ? [] : [event.object];
  const table = tableOf(info, objects, { metadata, nowMs, rowObject: representation.rowObject, part });
  return { ...event, object: table as KubernetesObject };
}
