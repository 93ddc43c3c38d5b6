import type { APIService, APIServiceCondition } from '../../../api/generated/objects.ts';
import { apiServiceKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const table: TableLayout<APIService> = {
  columns: [
    nameColumn,
    column('Service', 'The reference to the service that hosts this API endpoint.'),
    column('Available', 'Whether this service is available.'),
    ageColumn,
  ],
  cells: ({ metadata, spec, status }, nowMs) => {
    const available = status?.conditions?.find(({ type }) => type === 'Available');
    const { service } = spec ?? {};
    return [
      metadata?.name ?? '',
      service ? `${service.namespace}/${service.name}` : 'Local',
      availability(available?.status, available?.reason),
      ageText(metadata?.creationTimestamp, nowMs),
    ];
  },
};

function availability(status = 'Unknown', reason = ''): string {
  return status === 'True' || reason === '' ? status : `${status} (${reason})`;
}

/** An APIService says who serves a group and version of the API that is not the server's own. */
export const apiService: Resource<APIService> = {
  info: apiServiceKind,
  hasStatus: true,
  needsVersion: true,
  prepareCreate: (object) => ({
    ...object,
    status: object.spec?.service ? {} : { conditions: [localAvailable(object)] },
  }),
  table,
};

/** Nobody has to look whether the server itself is there. */
function localAvailable({ metadata }: APIService): APIServiceCondition {
  return {
    type: 'Available',
    status: 'True',
    ...(metadata?.creationTimestamp && { lastTransitionTime: metadata.creationTimestamp }),
    reason: 'Local',
    message: 'Local APIServices are always available',
  };
}
