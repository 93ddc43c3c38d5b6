import type { StatefulSet } from '../../../api/generated/objects.ts';
import { statefulSetKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { containerCells, containerColumns } from './containerCells.ts';
import { scaleOf } from './replicas.ts';

const table: TableLayout<StatefulSet> = {
  columns: [nameColumn, column('Ready', 'How many of the wanted Pods are ready.'), ageColumn, ...containerColumns],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ageText(metadata?.creationTimestamp, nowMs),
    ...containerCells(spec?.template.spec?.containers),
  ],
};

export const statefulSet: Resource<StatefulSet> = {
  info: statefulSetKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({ ...object, status: { replicas: 0, availableReplicas: 0 } }),
  scale: scaleOf((object) => object.spec?.selector),
  table,
};
