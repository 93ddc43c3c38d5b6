import type { HorizontalPodAutoscaler } from '../../../api/generated/objects.ts';
import { horizontalPodAutoscalerKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { metricsText } from './metricCells.ts';

const table: TableLayout<HorizontalPodAutoscaler> = {
  columns: [
    nameColumn,
    column('Reference', 'What it scales.'),
    column('Targets', 'What is measured, and what it should be.'),
    column('MinPods', 'How many Pods it leaves at least.'),
    column('MaxPods', 'How many Pods it makes at most.'),
    column('Replicas', 'How many Pods there are.'),
    ageColumn,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    `${spec?.scaleTargetRef.kind}/${spec?.scaleTargetRef.name}`,
    metricsText(spec?.metrics ?? [], status?.currentMetrics ?? []),
    spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
    spec?.maxReplicas ?? 0,
    status?.currentReplicas ?? 0,
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

/** The server writes a list that nobody has filled yet as null; our generated types know no null. */
const emptyStatus = { desiredReplicas: 0, currentMetrics: null } as unknown as HorizontalPodAutoscaler['status'];

export const horizontalPodAutoscaler: Resource<HorizontalPodAutoscaler> = {
  info: horizontalPodAutoscalerKind,
  hasStatus: true,
  prepareCreate: (object) => ({ ...object, ...(emptyStatus && { status: emptyStatus }) }),
  table,
};
