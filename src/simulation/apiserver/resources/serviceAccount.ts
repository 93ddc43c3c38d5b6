import type { ServiceAccount } from '../../../api/generated/objects.ts';
import { serviceAccountKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<ServiceAccount> = {
  columns: [nameColumn, column('Secrets', 'How many Secrets it names.'), ageColumn],
  cells: ({ metadata, secrets = [] }, nowMs) => [
    metadata?.name ?? '',
    secrets.length,
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const serviceAccount: Resource<ServiceAccount> = { info: serviceAccountKind, returnsDeleted: true, table };
