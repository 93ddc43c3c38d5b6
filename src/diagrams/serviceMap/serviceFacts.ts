import type { Service, ServicePort } from '../../api/generated/objects.ts';
import { cutList, isObject, listOf, textOf } from '../looseValues.ts';
import { labelsOf } from './podFacts.ts';
import type { ServiceSight } from './serviceSight.ts';

export type ServiceSort = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | 'headless';

/** A port of a Service. */
export interface PortFacts {
  /** Its place in the Service's list. */
  readonly index: number;
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: string;
  /** Where it leads in a Pod: a number, or the name of a container's port. */
  readonly target: number | string;
  readonly nodePort: number | undefined;
}

/** A Service, taken apart. All texts are one line. */
export interface ServiceFacts {
  readonly name: string;
  readonly namespace: string;
  readonly sort: ServiceSort;
  /** The type and the address: `ClusterIP 10.96.3.4`, `LoadBalancer: its outside address is pending`. */
  readonly type: string;
  /** Its address inside of the cluster; empty where it has none, or none yet. */
  readonly clusterIP: string;
  readonly externalName: string;
  /** Undefined where it selects nothing: somebody writes its EndpointSlices. */
  readonly selector: ReadonlyMap<string, string> | undefined;
  readonly ports: readonly PortFacts[];
  /** Whether Pods that are not ready are listed as if they were. */
  readonly listsNotReady: boolean;
  /** What is unusual about how it chooses, in sentences. */
  readonly rules: readonly string[];
}

/** Takes a Service apart. Reads anything: a manifest may be half written. */
export function serviceFacts(service: Service, view: ServiceSight['view']): ServiceFacts {
  const { metadata, spec } = service;
  const sort = sortOf(service);
  const clusterIP = sort === 'headless' || sort === 'ExternalName' ? '' : textOf(spec?.clusterIP);
  const externalName = textOf(spec?.externalName);
  const selector = labelsOf(spec?.selector);
  return {
    name: textOf(metadata?.name) || '(no name)',
    namespace: textOf(metadata?.namespace),
    sort,
    type: typeText(service, sort, clusterIP, view),
    clusterIP,
    externalName,
    selector: selector.size === 0 || sort === 'ExternalName' ? undefined : selector,
    ports: cutList(spec?.ports).kept.map(({ item, index }) => portFacts(item, index)),
    listsNotReady: spec?.publishNotReadyAddresses === true,
    rules: rulesOf(service, sort),
  };
}

function sortOf({ spec }: Service): ServiceSort {
  const type = textOf(spec?.type);
  if (type === 'ExternalName') return type;
  if (spec?.clusterIP === 'None') return 'headless';
  return type === 'NodePort' || type === 'LoadBalancer' ? type : 'ClusterIP';
}

function typeText(service: Service, sort: ServiceSort, clusterIP: string, view: ServiceSight['view']): string {
  const inside = clusterIP === '' ? '' : ` ${clusterIP}`;
  switch (sort) {
    case 'headless':
      return 'headless: its name leads to the Pods themselves';
    case 'ExternalName':
      return 'ExternalName: another name for a host outside';
    case 'LoadBalancer': {
      const outside = listOf(service.status?.loadBalancer?.ingress).map(({ ip, hostname }) => textOf(ip ?? hostname));
      if (outside.length > 0) return `LoadBalancer ${outside.join(', ')}, inside${inside}`;
      return view === 'live' ? `LoadBalancer: outside address pending, inside${inside}` : 'LoadBalancer';
    }
    default:
      return `${sort}${inside}`;
  }
}

function portFacts({ name, port, protocol, targetPort, nodePort }: ServicePort, index: number): PortFacts {
  const number = typeof port === 'number' ? port : undefined;
  const target = typeof targetPort === 'number' || typeof targetPort === 'string' ? targetPort : (number ?? '');
  return {
    index,
    name: textOf(name),
    port: number,
    protocol: textOf(protocol) || 'TCP',
    target: typeof target === 'string' ? textOf(target) : target === 0 ? (number ?? 0) : target,
    nodePort: typeof nodePort === 'number' && nodePort > 0 ? nodePort : undefined,
  };
}

/** Three hours, which is what the API server writes where nothing is said. */
const usualAffinitySeconds = 10_800;

function rulesOf({ spec }: Service, sort: ServiceSort): string[] {
  const rules: string[] = [];
  if (sort !== 'headless' && sort !== 'ExternalName') {
    if (spec?.sessionAffinity === 'ClientIP') {
      const config = spec.sessionAffinityConfig;
      const clientIP = isObject(config) ? config.clientIP : undefined;
      const seconds = textOf(isObject(clientIP) ? clientIP.timeoutSeconds : '') || usualAffinitySeconds;
      rules.push(`A client stays with its Pod until it has been quiet for ${seconds} s (sessionAffinity: ClientIP).`);
    }
    if (spec?.internalTrafficPolicy === 'Local') {
      rules.push('From inside, only Pods on the client’s own Node are chosen (internalTrafficPolicy: Local).');
    }
    if (spec?.externalTrafficPolicy === 'Local' && (sort === 'NodePort' || sort === 'LoadBalancer')) {
      rules.push('From outside, a Node answers with its own Pods only (externalTrafficPolicy: Local).');
    }
  }
  if (spec?.publishNotReadyAddresses === true) {
    rules.push('Pods that are not ready are listed as if they were (publishNotReadyAddresses).');
  }
  const outside = Array.isArray(spec?.externalIPs) ? spec.externalIPs.map(textOf).filter(Boolean) : [];
  if (outside.length > 0) rules.push(`It also answers at ${outside.slice(0, 4).join(', ')} (externalIPs).`);
  return rules;
}

/** The selector as people write it: `app=web, tier=front`. */
export function selectorText(selector: ReadonlyMap<string, string>): string {
  return [...selector]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** Whether a selector selects these labels. */
export function selects(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  return [...selector].every(([key, value]) => labels.get(key) === value);
}
