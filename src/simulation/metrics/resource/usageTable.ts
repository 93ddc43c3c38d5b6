import { addQuantities, formatQuantity, parseQuantity, type Quantity, quantityOf } from '../../../api/quantity.ts';
import type { RowObject, Table } from '../../apiserver/table.ts';
import { partialMetadata } from '../../apiserver/table.ts';
import { nameColumn, type TableColumn } from '../../apiserver/tableLayout.ts';
import type { NodeMetrics, PodMetrics } from './measured.ts';

/** What `kubectl get podmetrics` and `kubectl get nodemetrics` show; without objects not even the columns are known. */
export function usageTable(objects: readonly (PodMetrics | NodeMetrics)[], rowObject: RowObject): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    ...(objects.length > 0 && { columnDefinitions: columns }),
    rows: objects.map((object) => ({
      cells: [object.metadata?.name ?? '', sumOf(object, 'cpu'), sumOf(object, 'memory'), object.window],
      ...(rowObject === 'Object' && { object }),
      ...(rowObject === 'Metadata' && { object: partialMetadata(object) }),
    })),
  };
}

const columns: readonly TableColumn[] = [
  nameColumn,
  amountColumn('cpu', 'quantity'),
  amountColumn('memory', 'quantity'),
  amountColumn('Window', 'duration'),
];

function amountColumn(name: string, format: TableColumn['format']): TableColumn {
  return { name, type: 'string', format, description: '', priority: 0 };
}

function sumOf(object: PodMetrics | NodeMetrics, resource: 'cpu' | 'memory'): string {
  if ('usage' in object) return object.usage[resource];
  const nothing = quantityOf(0);
  const sum = object.containers
    .map(({ usage }): Quantity => parseQuantity(usage[resource]) ?? nothing)
    .reduce(addQuantities, nothing);
  const { text, ...amount } = sum;
  return formatQuantity(amount);
}
