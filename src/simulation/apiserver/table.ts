import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { resourceOf } from './registry.ts';
import { nameAndCreation, type RowCondition, type TableColumn } from './tableLayout.ts';

/** Which part of its object a row carries. */
export type RowObject = 'None' | 'Metadata' | 'Object';

/** What a server answers to `Accept: …as=Table`: rows and columns that kubectl prints. */
export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: object;
  readonly columnDefinitions?: readonly TableColumn[];
  readonly rows: readonly {
    readonly cells: readonly (string | number | boolean)[];
    readonly conditions?: readonly RowCondition[];
    readonly object?: unknown;
  }[];
}

export interface TableOptions {
  readonly metadata: object;
  readonly nowMs: number;
  readonly rowObject: RowObject;
  readonly ageShiftMs?: ApiRequest['ageShiftMs'];
  /** In a watch only the first table names its columns. */
  readonly part: 'first' | 'later';
}

/** Shows objects of a kind as a `Table`. */
export function tableOf(info: KindInfo, objects: readonly KubernetesObject[], options: TableOptions): Table {
  const layout = resourceOf(info).table ?? nameAndCreation;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    ...(options.part === 'first' && { columnDefinitions: layout.columns }),
    rows: objects.map((object) => {
      const shiftMs = options.ageShiftMs?.(object.metadata?.resourceVersion) ?? 0;
      const conditions = layout.conditions?.(object) ?? [];
      return {
        cells: layout.cells(object, options.nowMs + shiftMs),
        ...(conditions.length > 0 && { conditions }),
        ...(options.rowObject === 'Object' && { object: shownObject(info, object) }),
        ...(options.rowObject === 'Metadata' && { object: partialMetadata(object) }),
      };
    }),
  };
}

/** An object as clients see it. */
export function shownObject(info: KindInfo, object: KubernetesObject): KubernetesObject {
  return resourceOf(info).shown?.(object) ?? object;
}

/** An object without all but its metadata, as `…as=PartialObjectMetadata` asks for it. */
export function partialMetadata(object: KubernetesObject): KubernetesObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata ?? {} };
}
