import type { APIService } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ServingPort } from './aggregatedServers.ts';

/** A group and version of the API that another server serves, as an APIService says. */
export interface Registration {
  readonly group: string;
  readonly version: string;
  readonly service: ServingPort;
  /** What the last check found; no request is passed on where it is false. */
  readonly isAvailable: boolean;
}

/** What is registered with other servers: groups by their priority, and in each the versions by theirs. */
export function registrations(all: readonly Stored<APIService>[]): readonly Registration[] {
  const services = all.filter(({ spec }) => spec?.service);
  if (services.length === 0) return [];
  const groupPriorities = new Map<string, number>();
  for (const { spec } of services) {
    const { group = '', groupPriorityMinimum = 0 } = spec ?? {};
    groupPriorities.set(group, Math.max(groupPriorities.get(group) ?? 0, groupPriorityMinimum));
  }
  const groupPriority = ({ spec }: APIService) => groupPriorities.get(spec?.group ?? '') ?? 0;
  return services
    .sort(
      (a, b) =>
        groupPriority(b) - groupPriority(a) ||
        compareTexts(a.spec?.group, b.spec?.group) ||
        (b.spec?.versionPriority ?? 0) - (a.spec?.versionPriority ?? 0) ||
        compareTexts(a.metadata.name, b.metadata.name),
    )
    .map(registrationOf);
}

function registrationOf({ spec, status }: APIService): Registration {
  const { group = '', version = '', service = {} } = spec ?? {};
  const { namespace = '', name = '', port = 443 } = service;
  const available = status?.conditions?.find(({ type }) => type === 'Available');
  return { group, version, service: { namespace, name, port }, isAvailable: available?.status === 'True' };
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
