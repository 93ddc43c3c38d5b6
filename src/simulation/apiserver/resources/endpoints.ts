import type { Endpoints } from '../../../api/generated/objects.ts';
import { endpointsKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { endpointsText } from './endpointCells.ts';

const table: TableLayout<Endpoints> = {
  columns: [nameColumn, column('Endpoints', 'The addresses behind the Service.'), ageColumn],
  cells: (object, nowMs) => [
    object.metadata?.name ?? '',
    endpointsText(object),
    ageText(object.metadata?.creationTimestamp, nowMs),
  ],
};

export const endpoints: Resource<Endpoints> = {
  info: endpointsKind,
  createsOnUpdate: true,
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  table,
};
