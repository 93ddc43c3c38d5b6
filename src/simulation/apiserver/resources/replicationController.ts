import type { ReplicationController } from '../../../api/generated/objects.ts';
import { replicationControllerKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { containerCells, templateColumns } from './containerCells.ts';
import { mapText } from './mapText.ts';
import { scaleOf } from './replicas.ts';

const table: TableLayout<ReplicationController> = {
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
    ...containerCells(spec?.template?.spec?.containers),
    mapText(spec?.selector),
  ],
};

export const replicationController: Resource<ReplicationController> = {
  info: replicationControllerKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({ ...object, status: { replicas: 0 } }),
  scale: scaleOf(({ spec }) => (spec?.selector ? { matchLabels: spec.selector } : undefined)),
  selectableFields: (object) => ({ 'status.replicas': String(object.status?.replicas ?? 0) }),
  table,
};
