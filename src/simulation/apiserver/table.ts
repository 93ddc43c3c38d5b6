import type { KubernetesObject } from '../../api/objects.ts';

/** One column of a `Table`, in Kubernetes' own words. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format: '' | 'name';
  readonly description: string;
  /** 0 is always shown, 1 with `-o wide`. */
  readonly priority: 0 | 1;
}

/** How a kind is shown as a `Table`. */
export interface TableLayout<T extends KubernetesObject> {
  readonly columns: readonly TableColumn[];
  cells(object: T, nowMs: number): readonly (string | number | boolean)[];
}
