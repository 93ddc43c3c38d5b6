import type { ResourceQuota } from '../../../api/generated/objects.ts';
import { resourceQuotaKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<ResourceQuota> = {
  columns: [
    nameColumn,
    column('Request', 'What may be asked for, and how much of it is used.'),
    column('Limit', 'Which limits may be set, and how much of it is used.'),
    ageColumn,
  ],
  cells: (object, nowMs) => [
    object.metadata?.name ?? '',
    usageText(object, (resource) => !resource.startsWith('limits.')),
    usageText(object, (resource) => resource.startsWith('limits.')),
    ageText(object.metadata?.creationTimestamp, nowMs),
  ],
};

function usageText({ status }: ResourceQuota, isMeant: (resource: string) => boolean): string {
  const hard = Object.entries(status?.hard ?? {}).filter(([resource]) => isMeant(resource));
  return hard
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resource, limit]) => `${resource}: ${status?.used?.[resource] ?? '0'}/${limit}`)
    .join(', ');
}

export const resourceQuota: Resource<ResourceQuota> = {
  info: resourceQuotaKind,
  hasStatus: true,
  returnsDeleted: true,
  prepareCreate: (object) => ({ ...object, status: {} }),
  table,
};
