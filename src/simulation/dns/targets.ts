import type { ZoneSettings } from '../../api/dnsZone.ts';
import { readAddress, undashedAddress, type ZoneAddress } from './zoneAddress.ts';
import type { ZoneIndex } from './zoneIndex.ts';
import { inZone } from './zoneName.ts';
import type { ZoneEndpoint, ZonePort, ZoneService } from './zoneObjects.ts';
import type { ZoneQuestion } from './zoneQuestion.ts';

/** Where a name leads: to an address, or to another name. */
export interface Target {
  readonly to: ZoneAddress | { readonly type: 'CNAME'; readonly text: string };
  /** -1 where there is none. */
  readonly port: number;
  /** The name whose address it is. */
  readonly name: string;
}

/** Where a name leads; none for one that exists without that, `missing` for one that does not exist. */
export type Targets = readonly Target[] | 'missing';

/** In which zone is looked, written as the question wrote it. */
export interface Place {
  readonly index: ZoneIndex;
  readonly settings: ZoneSettings;
  readonly zone: string;
}

/** Whether a Namespace exists and this server knows its names. */
function knowsNamespace({ index, settings: { namespaces } }: Place, name: string): boolean {
  return (namespaces.length === 0 || namespaces.includes(name)) && index.hasNamespace(name);
}

/** Where the names of Services, their endpoints and Pods lead. */
export function findTargets(place: Place, question: ZoneQuestion | 'zone' | 'invalid'): Targets {
  if (question === 'zone') return [];
  if (question === 'invalid') return 'missing';
  const { branch, namespace, name } = question;
  if (namespace === undefined) return [];
  if (!knowsNamespace(place, namespace)) return 'missing';
  if (branch === 'pod') return podTargets(place, namespace, name);
  if (name === undefined) return [];
  const service = place.index.service(namespace, name);
  return service ? serviceTargets(place, service, question) : 'missing';
}

function podTargets({ index, settings, zone }: Place, namespace: string, name: string | undefined): Targets {
  if (settings.pods === 'disabled') return 'missing';
  if (name === undefined) return [];
  const address = undashedAddress(name);
  if (!address) return 'missing';
  if (settings.pods === 'verified' && !index.hasPodAt(namespace, address.text)) return 'missing';
  return [{ to: address, port: 0, name: inZone(`${name}.${namespace}.pod`, zone) }];
}

function serviceTargets(place: Place, service: ZoneService, question: ZoneQuestion): Targets {
  const { index, settings, zone } = place;
  const name = inZone(`${service.name}.${service.namespace}.svc`, zone);
  if (service.kind === 'externalName') {
    // An address is no name that an alias could lead to.
    if (question.endpoint !== undefined || readAddress(service.externalName)) return 'missing';
    return [{ to: { type: 'CNAME', text: service.externalName }, port: 0, name }];
  }
  if (service.kind === 'headless' || question.endpoint !== undefined) return endpointTargets(place, service, question);
  if (settings.emptyServices === 'missing' && !hasEndpoints(index, service)) return 'missing';
  const ports = service.ports.filter((port) => isAskedFor(port, question));
  if (ports.length === 0) return 'missing';
  return ports.flatMap(({ number }) => service.clusterIps.map((to) => ({ to, port: number, name })));
}

function endpointTargets({ index, settings, zone }: Place, service: ZoneService, question: ZoneQuestion): Targets {
  const found: Target[] = [];
  for (const { endpoints, ports } of index.slicesOf(service)) {
    const asked = ports.filter((port) => isAskedFor(port, question));
    for (const endpoint of asked.length === 0 ? [] : endpoints) {
      const label = endpointName(endpoint, settings);
      if (question.endpoint !== undefined && question.endpoint !== label) continue;
      const name = inZone(`${label}.${service.name}.${service.namespace}.svc`, zone);
      for (const { number } of asked) found.push({ to: endpoint.address, port: number, name });
    }
  }
  return found.length > 0 ? found : 'missing';
}

/** An endpoint's own label: its hostname, else after its address or its Pod. */
export function endpointName({ hostname, dashed, podName }: ZoneEndpoint, settings: ZoneSettings): string {
  return hostname ?? (settings.endpointNames === 'pod' ? podName : undefined) ?? dashed;
}

function hasEndpoints(index: ZoneIndex, service: ZoneService): boolean {
  for (const { endpoints } of index.slicesOf(service)) if (endpoints.length > 0) return true;
  return false;
}

/** What is not asked for, or with an empty label, fits all. */
function isAskedFor({ name, protocol }: ZonePort, question: ZoneQuestion): boolean {
  const fits = (asked: string | undefined, own: string) => !asked || asked === own;
  return fits(question.port, name.toLowerCase()) && fits(question.protocol, protocol);
}
