import type { KubernetesObject } from '../api/objects.ts';

/** What the server answers to a request for a table (`meta.k8s.io/v1` Table). */
export interface ServerTable {
  readonly columnDefinitions?: readonly TableColumn[];
  readonly rows?: readonly TableRow[];
  readonly metadata?: { readonly resourceVersion?: string };
}

interface TableColumn {
  readonly name: string;
  readonly type?: string;
  readonly format?: string;
  /** Columns above 0 are shown with `-o wide` only. */
  readonly priority?: number;
}

interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: KubernetesObject;
}

/** The media types that kubectl asks for when it wants a table. */
export const tableAccept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** Which columns are wanted besides the server's. */
export interface TableShape {
  readonly wide: boolean;
  readonly withNamespace: boolean;
  readonly withLabels: boolean;
  readonly labelColumns: readonly string[];
  /** Put before each name where several kinds are listed: `pod`. */
  readonly kindPrefix: string | undefined;
}

/** The head line. */
export function headCells(columns: readonly TableColumn[], shape: TableShape): string[] {
  return [
    ...(shape.withNamespace ? ['NAMESPACE'] : []),
    ...shown(columns, shape).map(({ column }) => column.name.toUpperCase()),
    ...shape.labelColumns.map((label) => (label.split('/').at(-1) ?? label).toUpperCase()),
    ...(shape.withLabels ? ['LABELS'] : []),
  ];
}

/** One line of cells. */
export function rowCells(columns: readonly TableColumn[], row: TableRow, shape: TableShape): string[] {
  const labels = row.object?.metadata?.labels ?? {};
  const cells = shown(columns, shape).map(({ column, index }) => {
    const text = cellText(row.cells[index]);
    return column.format === 'name' && shape.kindPrefix ? `${shape.kindPrefix}/${text}` : text;
  });
  return [
    ...(shape.withNamespace ? [row.object?.metadata?.namespace ?? ''] : []),
    ...cells,
    ...shape.labelColumns.map((label) => labels[label] ?? ''),
    ...(shape.withLabels ? [labelsText(labels)] : []),
  ];
}

/** `a=b,c=d`, or `<none>`. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.sort().join(',') || '<none>';
}

function shown(columns: readonly TableColumn[], shape: TableShape) {
  return columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => shape.wide || (column.priority ?? 0) === 0);
}

/** A cell is one line: what follows a line break is cut off. */
function cellText(cell: unknown): string {
  if (typeof cell !== 'string') return cell === null || cell === undefined ? '' : String(cell);
  const end = cell.search(/[\f\n\r]/);
  return end < 0 ? cell : `${cell.slice(0, end)}...`;
}
