import type { EndpointSlice } from '../../../api/generated/objects.ts';
import { endpointSliceKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { sliceEndpointsText, slicePortsText } from './endpointCells.ts';

const table: TableLayout<EndpointSlice> = {
  columns: [
    nameColumn,
    column('AddressType', 'The kind of its addresses.'),
    column('Ports', 'The ports of its endpoints.'),
    column('Endpoints', 'The addresses of its endpoints.'),
    ageColumn,
  ],
  cells: ({ metadata, addressType, ports, endpoints }, nowMs) => [
    metadata?.name ?? '',
    addressType,
    slicePortsText(ports),
    sliceEndpointsText(endpoints),
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const endpointSlice: Resource<EndpointSlice> = {
  info: endpointSliceKind,
  countsGenerations: 'content',
  shown: (object) => ({ ...object, endpoints: filled(object.endpoints), ports: filled(object.ports) }),
  table,
};

/** The server keeps no empty lists and writes null for them; our generated types know no null. */
function filled<T>(list: readonly T[] | undefined): T[] {
  return (list && list.length > 0 ? list : null) as T[];
}
