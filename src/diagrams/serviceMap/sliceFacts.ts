import type { Endpoint, EndpointSlice } from '../../api/generated/objects.ts';
import { cutList, isObject, textOf } from '../looseValues.ts';
import type { ServiceFacts } from './serviceFacts.ts';

/** How an endpoint stands, by the conditions that its EndpointSlice has for it. */
export type Standing = 'ready' | 'notReady' | 'terminating';

/** One endpoint of an EndpointSlice. */
export interface EndpointFacts {
  readonly address: string;
  /** The name that it has below the Service's own; empty for most. */
  readonly hostname: string;
  /** `shop/web-1` where it is a Pod. */
  readonly podKey: string | undefined;
  readonly standing: Standing;
  /** Whether it answers: one that is terminating may, and is then used where no other is left. */
  readonly serves: boolean;
}

/** An EndpointSlice of a Service. All texts are one line. */
export interface SliceFacts {
  readonly name: string;
  readonly namespace: string;
  readonly addressType: string;
  /** `http 8080/TCP`. */
  readonly ports: readonly string[];
  /** The port numbers by the names of the Service's ports. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly endpoints: readonly EndpointFacts[];
  /** Whether none of its Pods has a port that the Service leads to: then nobody can be reached through it. */
  readonly leadsNowhere: boolean;
}

/** A slice has 1,000 endpoints at most; the controller stops at 100. */
const endpointLimit = 1000;

/** The EndpointSlices of a Service, by the label that says so (`kubernetes.io/service-name`). */
export function slicesOf(service: ServiceFacts, slices: readonly EndpointSlice[]): SliceFacts[] {
  const { name, namespace } = service;
  return slices
    .filter(
      ({ metadata }) =>
        textOf(metadata?.namespace) === namespace &&
        isObject(metadata?.labels) &&
        metadata.labels['kubernetes.io/service-name'] === name,
    )
    .map((slice) => sliceFacts(slice, service));
}

function sliceFacts({ metadata, addressType, ports, endpoints }: EndpointSlice, service: ServiceFacts): SliceFacts {
  const namespace = textOf(metadata?.namespace);
  const listed = cutList(ports).kept.map(({ item }) => ({
    name: textOf(item.name),
    number: item.port,
    protocol: textOf(item.protocol) || 'TCP',
  }));
  return {
    name: textOf(metadata?.name) || '(no name)',
    namespace,
    addressType: textOf(addressType) || 'IPv4',
    ports: listed.map(({ name, number, protocol }) => `${name === '' ? '' : `${name} `}${textOf(number)}/${protocol}`),
    numbers: new Map(
      listed.flatMap(({ name, number }) => (typeof number === 'number' ? [[name, number] as [string, number]] : [])),
    ),
    endpoints: cutList(endpoints, endpointLimit).kept.map(({ item }) => endpointFacts(item, namespace)),
    leadsNowhere: listed.length === 0 && service.ports.length > 0 && service.sort !== 'headless',
  };
}

function endpointFacts(
  { addresses, hostname, targetRef, conditions }: Endpoint,
  sliceNamespace: string,
): EndpointFacts {
  const { ready, serving, terminating } = isObject(conditions) ? conditions : {};
  // Where nothing is said, an endpoint is ready; `serving` follows `ready`, and nothing is terminating.
  const isReady = ready !== false;
  const isTerminating = terminating === true;
  const isPod = isObject(targetRef) && targetRef.kind === 'Pod';
  return {
    address: textOf(Array.isArray(addresses) ? addresses[0] : undefined) || '(no address)',
    hostname: textOf(hostname),
    podKey: isPod ? `${textOf(targetRef.namespace) || sliceNamespace}/${textOf(targetRef.name)}` : undefined,
    standing: isTerminating ? 'terminating' : isReady ? 'ready' : 'notReady',
    serves: isReady || (typeof serving === 'boolean' ? serving : false),
  };
}
