import type { Lease } from '../../../api/generated/objects.ts';
import { leaseKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<Lease> = {
  columns: [nameColumn, column('Holder', 'Who holds it.'), ageColumn],
  cells: ({ metadata, spec }, nowMs) => [
    metadata?.name ?? '',
    spec?.holderIdentity ?? '',
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const lease: Resource<Lease> = {
  info: leaseKind,
  createsOnUpdate: true,
  needsVersion: true,
  table,
};
