import type { Service } from '../../../api/generated/objects.ts';
import { serviceKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { allocateService } from '../services/allocateService.ts';
import { withoutFieldsOfOldType } from '../services/typeChange.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout, wideColumn } from '../tableLayout.ts';
import { ingressAddresses } from './ingressAddresses.ts';
import { mapText } from './mapText.ts';

const table: TableLayout<Service> = {
  columns: [
    nameColumn,
    column('Type', 'How it is made reachable.'),
    column('Cluster-IP', 'Its address within the cluster.'),
    column('External-IP', 'Its addresses for the world.'),
    column('Port(s)', 'Its ports, with those on the Nodes.'),
    ageColumn,
    wideColumn('Selector', 'Which Pods are behind it.'),
  ],
  cells: (object, nowMs) => [
    object.metadata?.name ?? '',
    object.spec?.type ?? '',
    object.spec?.clusterIPs?.[0] ?? '<none>',
    externalText(object),
    portsText(object),
    ageText(object.metadata?.creationTimestamp, nowMs),
    mapText(object.spec?.selector),
  ],
};

function externalText({ spec, status }: Service): string {
  const external = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>';
    case 'LoadBalancer': {
      const addresses = ingressAddresses(status?.loadBalancer?.ingress);
      return [...addresses, ...external].join(',') || '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

function portsText({ spec }: Service): string {
  const pieces = (spec?.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return pieces.join(',') || '<none>';
}

export const service: Resource<Service> = {
  info: serviceKind,
  createsOnUpdate: true,
  hasStatus: true,
  returnsDeleted: true,
  prepareCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  prepareUpdate: withoutFieldsOfOldType,
  allocate: allocateService,
  selectableFields: (object) => ({
    'spec.clusterIP': object.spec?.clusterIP ?? '',
    'spec.type': object.spec?.type ?? '',
  }),
  table,
};
