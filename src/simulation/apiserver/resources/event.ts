import type { Event } from '../../../api/generated/objects.ts';
import { eventKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

export const event: Resource<Event> = {
  info: eventKind,
  selectableFields: (object) => ({
    'involvedObject.kind': object.involvedObject?.kind ?? '',
    'involvedObject.namespace': object.involvedObject?.namespace ?? '',
    'involvedObject.name': object.involvedObject?.name ?? '',
    'involvedObject.uid': object.involvedObject?.uid ?? '',
    'involvedObject.apiVersion': object.involvedObject?.apiVersion ?? '',
    'involvedObject.resourceVersion': object.involvedObject?.resourceVersion ?? '',
    'involvedObject.fieldPath': object.involvedObject?.fieldPath ?? '',
    reason: object.reason ?? '',
    reportingComponent: object.reportingComponent ?? '',
    source: object.source?.component ?? object.reportingComponent ?? '',
    type: object.type ?? '',
  }),
};
