import type { ReplicaSet } from '../../../api/generated/objects.ts';
import { replicaSetKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { templateCells, templateColumns } from './containerCells.ts';
import { scaleOf } from './replicas.ts';

const table: TableLayout<ReplicaSet> = {
  columns: [
    nameColumn,
    column('Desired', 'How many Pods are wanted.', 'integer'),
    column('Current', 'How many Pods there are.', 'integer'),
    column('Ready', 'How many Pods are ready.', 'integer'),
    ageColumn,
    ...templateColumns,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    ageText(metadata?.creationTimestamp, nowMs),
    ...templateCells(spec?.template?.spec?.containers, spec?.selector),
  ],
};

export const replicaSet: Resource<ReplicaSet> = {
  info: replicaSetKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({ ...object, status: { replicas: 0 } }),
  scale: scaleOf((object) => object.spec?.selector),
  selectableFields: (object) => ({ 'status.replicas': String(object.status?.replicas ?? 0) }),
  table,
};
