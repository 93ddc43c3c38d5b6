import type { PodDisruptionBudget } from '../../../api/generated/objects.ts';
import { podDisruptionBudgetKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<PodDisruptionBudget> = {
  columns: [
    nameColumn,
    column('Min Available', 'How many Pods must stay available.'),
    column('Max Unavailable', 'How many Pods may be unavailable.'),
    column('Allowed Disruptions', 'How many Pods may be evicted now.', 'integer'),
    ageColumn,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    String(spec?.minAvailable ?? 'N/A'),
    String(spec?.maxUnavailable ?? 'N/A'),
    status?.disruptionsAllowed ?? 0,
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const podDisruptionBudget: Resource<PodDisruptionBudget> = {
  info: podDisruptionBudgetKind,
  needsVersion: true,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({
    ...object,
    status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  }),
  table,
};
