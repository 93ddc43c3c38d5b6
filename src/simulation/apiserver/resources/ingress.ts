import type { Ingress, IngressRule } from '../../../api/generated/objects.ts';
import { ingressKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { ingressAddresses } from './ingressAddresses.ts';

/** So many hosts are shown; the rest of the rules is counted. */
const shownHosts = 3;

const table: TableLayout<Ingress> = {
  columns: [
    nameColumn,
    column('Class', 'Which ingress controller is to serve it.'),
    column('Hosts', 'The names that it answers to.'),
    column('Address', 'Where it is reached.'),
    column('Ports', 'The ports that it opens.'),
    ageColumn,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    spec?.ingressClassName ?? '<none>',
    hostsText(spec?.rules ?? []),
    ingressAddresses(status?.loadBalancer?.ingress).join(','),
    (spec?.tls ?? []).length > 0 ? '80, 443' : '80',
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

function hostsText(rules: readonly IngressRule[]): string {
  const shown: string[] = [];
  // Any rule behind the third host counts as more, with a host or without.
  let isMore = false;
  for (const { host } of rules) {
    if (shown.length === shownHosts) isMore = true;
    else if (host) shown.push(host);
  }
  if (shown.length === 0) return '*';
  return isMore ? `${shown.join(',')} + ${rules.length - shownHosts} more...` : shown.join(',');
}

export const ingress: Resource<Ingress> = {
  info: ingressKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  table,
};
