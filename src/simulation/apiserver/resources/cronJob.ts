import type { CronJob } from '../../../api/generated/objects.ts';
import { cronJobKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { templateCells, templateColumns } from './containerCells.ts';

const table: TableLayout<CronJob> = {
  columns: [
    nameColumn,
    column('Schedule', 'When it makes a Job.'),
    column('Timezone', 'The time zone of its schedule.'),
    column('Suspend', 'Whether it pauses.', 'boolean'),
    column('Active', 'How many of its Jobs run.', 'integer'),
    column('Last Schedule', 'How long ago it made its last Job.'),
    ageColumn,
    ...templateColumns,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    spec?.schedule ?? '',
    spec?.timeZone ?? '<none>',
    spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
    status?.active?.length ?? 0,
    status?.lastScheduleTime === undefined ? '<none>' : ageText(status.lastScheduleTime, nowMs),
    ageText(metadata?.creationTimestamp, nowMs),
    ...templateCells(spec?.jobTemplate.spec?.template.spec?.containers, spec?.jobTemplate.spec?.selector),
  ],
};

export const cronJob: Resource<CronJob> = {
  info: cronJobKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({ ...object, status: {} }),
  table,
};
