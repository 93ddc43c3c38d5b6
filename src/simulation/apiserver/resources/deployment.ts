import type { Deployment } from '../../../api/generated/objects.ts';
import { deploymentKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { templateCells, templateColumns } from './containerCells.ts';
import { scaleOf } from './replicas.ts';

const table: TableLayout<Deployment> = {
  columns: [
    nameColumn,
    column('Ready', 'How many of the wanted Pods are ready.'),
    column('Up-to-date', 'How many Pods have the newest template.'),
    column('Available', 'How many Pods have been ready for long enough.'),
    ageColumn,
    ...templateColumns,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status?.updatedReplicas ?? 0,
    status?.availableReplicas ?? 0,
    ageText(metadata?.creationTimestamp, nowMs),
    ...templateCells(spec?.template.spec?.containers, spec?.selector),
  ],
};

export const deployment: Resource<Deployment> = {
  info: deploymentKind,
  hasStatus: true,
  countsGenerations: 'withAnnotations',
  prepareCreate: (object) => ({ ...object, status: {} }),
  scale: scaleOf((object) => object.spec?.selector),
  table,
};
