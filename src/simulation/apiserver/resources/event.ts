import type { Event } from '../../../api/generated/objects.ts';
import { eventKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { column, type TableLayout, wideColumn } from '../tableLayout.ts';
import { eventCells } from './eventCells.ts';

const table: TableLayout<Event> = {
  columns: [
    column('Last Seen', 'How long ago it happened last.'),
    column('Type', 'Normal or Warning.'),
    column('Reason', 'What happened, in a word.'),
    column('Object', 'What it happened to.'),
    wideColumn('Subobject', 'The part of the object that it happened to.'),
    wideColumn('Source', 'Who says so.'),
    column('Message', 'What happened, in a sentence.'),
    wideColumn('First Seen', 'How long ago it happened first.'),
    { ...wideColumn('Count', 'How often it happened.'), type: 'integer' },
    { ...wideColumn('Name', 'The name of the object.'), format: 'name' },
  ],
  cells: eventCells,
};

export const event: Resource<Event> = {
  info: eventKind,
  createsOnUpdate: true,
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
  table,
};
