import type { Job } from '../../../api/generated/objects.ts';
import { jobKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { templateColumns } from './containerCells.ts';
import { jobCells } from './jobCells.ts';
import { withJobSelector } from './jobSelector.ts';

const table: TableLayout<Job> = {
  columns: [
    nameColumn,
    column('Status', 'What became of it so far.'),
    column('Completions', 'How many of the wanted Pods have succeeded.'),
    column('Duration', 'How long it took, or has been running.'),
    ageColumn,
    ...templateColumns,
  ],
  cells: jobCells,
};

export const job: Resource<Job> = {
  info: jobKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({ ...withJobSelector(object), status: {} }),
  selectableFields: (object) => ({ 'status.successful': String(object.status?.succeeded ?? 0) }),
  table,
};
