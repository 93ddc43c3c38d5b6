import type { KubernetesObject } from '../../api/objects.ts';
import { formatDuration, parseTime } from '../../api/time.ts';

/** One column of a `Table`, in Kubernetes' own words. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format: '' | 'name' | 'quantity' | 'duration';
  readonly description: string;
  /** 0 is always shown, 1 with `-o wide`. */
  readonly priority: 0 | 1;
}

/** A row's remark; kubectl once hid finished Pods by it. */
export interface RowCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** How a kind is shown as a `Table`. */
export interface TableLayout<T extends KubernetesObject> {
  readonly columns: readonly TableColumn[];
  cells(object: T, nowMs: number): readonly (string | number | boolean)[];
  conditions?(object: T): readonly RowCondition[];
}

/** The first column of every kind. */
export const nameColumn: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'The name of the object.',
  priority: 0,
};

/** The age column of every kind. */
export const ageColumn = column('Age', 'How long ago the object was created.');

/** A column that is always shown. */
export function column(name: string, description: string, type: TableColumn['type'] = 'string'): TableColumn {
  return { name, type, format: '', description, priority: 0 };
}

/** A column that `-o wide` shows. */
export function wideColumn(name: string, description: string): TableColumn {
  return { ...column(name, description), priority: 1 };
}

/** How long ago something was, as kubectl prints it; `<unknown>` where no time is given. */
export function ageText(time: string | undefined, nowMs: number): string {
  const ms = time === undefined ? undefined : parseTime(time);
  return ms === undefined ? '<unknown>' : formatDuration(nowMs - ms);
}

/** The layout of a kind that has no own columns. */
export const nameAndCreation: TableLayout<KubernetesObject> = {
  columns: [nameColumn, column('Created At', 'When the object was created.', 'date')],
  cells: (object) => [object.metadata?.name ?? '', object.metadata?.creationTimestamp ?? ''],
};
