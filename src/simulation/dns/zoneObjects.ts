import type { EndpointSlice, Service } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { dashedAddress, readAddress, type ZoneAddress } from './zoneAddress.ts';

/** A port of a Service or of a slice. Without any, there is one with the number -1. */
export interface ZonePort {
  /** '' where it has none. */
  readonly name: string;
  /** In lower case. */
  readonly protocol: string;
  readonly number: number;
}

/** What of a Service is in the zone. */
export interface ZoneService {
  readonly namespace: string;
  readonly name: string;
  readonly clusterIps: readonly ZoneAddress[];
  readonly kind: 'clusterIp' | 'headless' | 'externalName';
  readonly externalName: string;
  readonly ports: readonly ZonePort[];
}

/** One address of a ready endpoint. */
export interface ZoneEndpoint {
  readonly address: ZoneAddress;
  readonly hostname: string | undefined;
  /** The name after its address. */
  readonly dashed: string;
  readonly podName: string | undefined;
}

/** What of an EndpointSlice is in the zone: the ready endpoints. */
export interface ZoneSlice {
  readonly namespace: string;
  readonly service: string;
  readonly endpoints: readonly ZoneEndpoint[];
  readonly ports: readonly ZonePort[];
}

const noPorts: readonly ZonePort[] = [{ name: '', protocol: '', number: -1 }];
/** A Pod's longer name is no label. */
const maxLabelLength = 63;

export function zoneService({ metadata, spec }: Stored<Service>): ZoneService {
  const { clusterIP, clusterIPs = clusterIP === undefined ? [] : [clusterIP], type, externalName = '' } = spec ?? {};
  const ports = (spec?.ports ?? []).map(({ name = '', protocol = 'TCP', port }) => zonePort(name, protocol, port));
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    clusterIps: clusterIPs.flatMap((ip) => readAddress(ip) ?? []),
    kind: type === 'ExternalName' ? 'externalName' : clusterIPs[0] === 'None' ? 'headless' : 'clusterIp',
    externalName: externalName.replace(/\.$/, ''),
    ports: ports.length > 0 ? ports : noPorts,
  };
}

/** Nothing where it belongs to no Service. An endpoint that says nothing of its readiness is ready. */
export function zoneSlice(slice: Stored<EndpointSlice>): ZoneSlice | undefined {
  const { namespace = '', labels } = slice.metadata;
  const service = labels?.['kubernetes.io/service-name'];
  if (service === undefined) return undefined;
  const ports = (slice.ports ?? []).map(({ name, protocol, port }) => zonePort(name ?? '', protocol ?? 'TCP', port));
  return {
    namespace,
    service,
    endpoints: (slice.endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready !== false)
      .flatMap(({ addresses, hostname, targetRef }) =>
        addresses.flatMap((ip) => {
          const address = readAddress(ip);
          if (!address) return [];
          const podName = targetRef?.name && targetRef.name.length <= maxLabelLength ? targetRef.name : undefined;
          return [{ address, hostname: hostname || undefined, dashed: dashedAddress(address), podName }];
        }),
      ),
    ports: ports.length > 0 ? ports : noPorts,
  };
}

function zonePort(name: string, protocol: string, number: number | undefined): ZonePort {
  return { name, protocol: protocol.toLowerCase(), number: number ?? -1 };
}
