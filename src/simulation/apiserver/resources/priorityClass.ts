import type { PriorityClass } from '../../../api/generated/objects.ts';
import { priorityClassKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<PriorityClass> = {
  columns: [
    nameColumn,
    column('Value', 'The priority of its Pods.', 'integer'),
    column('Global-Default', 'Whether Pods without a class get it.', 'boolean'),
    ageColumn,
    column('PreemptionPolicy', 'Whether its Pods may push others out.'),
  ],
  cells: ({ metadata, value, globalDefault, preemptionPolicy }, nowMs) => [
    metadata?.name ?? '',
    value,
    globalDefault ?? false,
    ageText(metadata?.creationTimestamp, nowMs),
    preemptionPolicy ?? '<unset>',
  ],
};

export const priorityClass: Resource<PriorityClass> = { info: priorityClassKind, countsGenerations: 'never', table };
