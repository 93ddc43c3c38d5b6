import type { ConfigMap } from '../../../api/generated/objects.ts';
import { configMapKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<ConfigMap> = {
  columns: [nameColumn, column('Data', 'How many keys it has.'), ageColumn],
  cells: ({ metadata, data = {}, binaryData = {} }, nowMs) => [
    metadata?.name ?? '',
    Object.keys(data).length + Object.keys(binaryData).length,
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const configMap: Resource<ConfigMap> = { info: configMapKind, table };
