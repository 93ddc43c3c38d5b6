import type { Secret } from '../../../api/generated/objects.ts';
import { secretKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<Secret> = {
  columns: [nameColumn, column('Type', 'What it is meant for.'), column('Data', 'How many keys it has.'), ageColumn],
  cells: ({ metadata, type = '', data = {} }, nowMs) => [
    metadata?.name ?? '',
    type,
    Object.keys(data).length,
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const secret: Resource<Secret> = {
  info: secretKind,
  selectableFields: ({ type = '' }) => ({ type }),
  table,
};
