import type { EndpointSlice, Service, ServicePort } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ServiceHop, TrafficEndpoint } from '../../../api/traffic.ts';
import type { Protocol } from '../translation.ts';

/** The addresses of a Service's port, as keys of the proxy's tables. */
export interface RuleAddresses {
  readonly clusterIps: readonly string[];
  readonly externalIps: readonly string[];
  readonly loadBalancerIps: readonly string[];
  readonly nodePort: number | undefined;
}

/** Whom a traffic policy counts in: all, or those of the Node that the packet is on. */
export type Policy = 'Cluster' | 'Local';

/** What the proxy knows of one port of one Service. */
export interface ServiceRule {
  /** Unique among all rules. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: ServiceHop['port'];
  readonly addresses: RuleAddresses;
  /** All of the Service, in the order of their addresses. */
  readonly endpoints: readonly Endpoint[];
  readonly internalPolicy: Policy;
  readonly externalPolicy: Policy;
  /** How long a client stays with its endpoint after its last connection, milliseconds; nothing without affinity. */
  readonly affinityMs: number | undefined;
}

/** An endpoint, and for whom it is meant where the Service wants its traffic kept near (`trafficDistribution`). */
interface Endpoint extends Omit<TrafficEndpoint, 'eligible'> {
  readonly forNodes?: readonly string[];
  readonly forZones?: readonly string[];
}

/** Where a packet is: its Node, and that Node's zone. */
export interface PacketPlace {
  readonly node: string;
  readonly zone: string | undefined;
}

/** The label by which EndpointSlices name their Service (https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetesioservice-name). */
export const serviceNameLabel = 'kubernetes.io/service-name';

/** Says, with whatever value, that another proxy looks after a Service (https://kubernetes.io/docs/reference/labels-annotations-taints/#servicekubernetesioservice-proxy-name). */
const proxyNameLabel = 'service.kubernetes.io/service-proxy-name';

/** The rules that kube-proxy makes of a Service and its EndpointSlices: none for headless ones, for ExternalName, and for those of another proxy. */
export function rulesOf(
  { metadata, spec, status }: Stored<Service>,
  slices: readonly Stored<EndpointSlice>[],
): ServiceRule[] {
  const { namespace = '', name } = metadata;
  const clusterIps = (spec?.clusterIPs ?? [spec?.clusterIP ?? '']).filter((ip) => ip !== '' && ip !== 'None');
  if (!spec || spec.type === 'ExternalName' || clusterIps.length === 0) return [];
  if (metadata.labels?.[proxyNameLabel] !== undefined) return [];
  const affinityS =
    spec.sessionAffinity === 'ClientIP' ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800) : undefined;
  const ingress = status?.loadBalancer?.ingress ?? [];
  return (spec.ports ?? []).flatMap((port) => {
    const protocol = port.protocol ?? 'TCP';
    if (protocol !== 'TCP' && protocol !== 'UDP') return [];
    return {
      key: `${namespace}/${name}:${port.name ?? ''}:${protocol}:${port.port}`,
      namespace,
      name,
      protocol,
      port: { ...(port.name !== undefined && { name: port.name }), port: port.port, protocol },
      addresses: {
        clusterIps,
        externalIps: spec.externalIPs ?? [],
        loadBalancerIps: ingress.flatMap(({ ip, ipMode }) => (ip && ipMode !== 'Proxy' ? [ip] : [])),
        nodePort: port.nodePort,
      },
      endpoints: endpointsOf(port, slices),
      internalPolicy: spec.internalTrafficPolicy === 'Local' ? 'Local' : 'Cluster',
      externalPolicy: spec.externalTrafficPolicy === 'Local' ? 'Local' : 'Cluster',
      affinityMs: affinityS === undefined ? undefined : affinityS * 1000,
    } satisfies ServiceRule;
  });
}

/** The endpoints that slices name for a port: theirs has its name and protocol. */
function endpointsOf(
  { name = '', protocol = 'TCP' }: ServicePort,
  slices: readonly Stored<EndpointSlice>[],
): Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const { addressType, ports, endpoints } of slices) {
    // The cluster has one family of addresses: what a proxy for the other one would read is passed over.
    if (addressType !== 'IPv4') continue;
    const port = (ports ?? []).find(
      (each) => (each.name ?? '') === name && (each.protocol ?? 'TCP') === protocol,
    )?.port;
    if (port === undefined) continue;
    for (const { addresses, conditions, nodeName, targetRef, hints } of endpoints ?? []) {
      const [ip] = addresses;
      if (ip === undefined) continue;
      const isReady = conditions?.ready ?? true;
      const isServing = conditions?.serving ?? isReady;
      const isTerminating = conditions?.terminating ?? false;
      const state = isReady ? 'ready' : isServing && isTerminating ? 'terminating' : 'notReady';
      const { namespace = '', name: podName = '' } = targetRef?.kind === 'Pod' ? targetRef : {};
      const endpoint = {
        ip,
        port,
        ...(nodeName !== undefined && { node: nodeName }),
        ...(podName !== '' && { pod: { namespace, name: podName } }),
        state,
        ...(hints?.forNodes && { forNodes: hints.forNodes.map((each) => each.name) }),
        ...(hints?.forZones && { forZones: hints.forZones.map((each) => each.name) }),
      } as const;
      const key = `${ip} ${port}`;
      // An address that stands in two slices for a while, as when it moves, counts once: as what says more of it.
      if (found.get(key)?.state !== 'ready') found.set(key, endpoint);
    }
  }
  return [...found.values()].sort((a, b) => (a.ip === b.ip ? a.port - b.port : a.ip < b.ip ? -1 : 1));
}

/** Endpoints as one policy sees them on one Node. */
export interface EndpointView {
  /** All, each with whether it may be chosen. */
  readonly all: readonly TrafficEndpoint[];
  readonly eligible: readonly TrafficEndpoint[];
}

/** Whether endpoints say for whom they are meant, so that each Node sees others. */
export function hasHints({ endpoints }: ServiceRule): boolean {
  return endpoints.some(({ forNodes, forZones }) => forNodes !== undefined || forZones !== undefined);
}

/**
 * Who may get a connection: the ready ones, those nearby where they say so; where there are none, those that terminate and still serve
 * (https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints). With the policy Local those of the
 * Node alone.
 */
export function viewOf(endpoints: readonly Endpoint[], policy: Policy, place: PacketPlace): EndpointView {
  const here = policy === 'Local' ? endpoints.filter(({ node }) => node === place.node) : endpoints;
  const ready = here.filter(({ state }) => state === 'ready');
  const near = policy === 'Local' ? ready : nearest(ready, place);
  const chosen = new Set(near.length > 0 ? near : here.filter(({ state }) => state === 'terminating'));
  const all = endpoints.map((endpoint) => {
    const { forNodes: _nodes, forZones: _zones, ...told } = endpoint;
    return { ...told, eligible: chosen.has(endpoint) };
  });
  return { all, eligible: all.filter(({ eligible }) => eligible) };
}

/**
 * Those that are meant for the Node, else for its zone: only where all say for whom they are, and there is one for it
 * (https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution).
 */
function nearest(ready: readonly Endpoint[], { node, zone }: PacketPlace): readonly Endpoint[] {
  const ofNode = ready.filter(({ forNodes }) => forNodes?.includes(node));
  if (ofNode.length > 0 && ready.every(({ forNodes }) => forNodes !== undefined)) return ofNode;
  const ofZone = ready.filter(({ forZones }) => zone !== undefined && forZones?.includes(zone));
  return ofZone.length > 0 && ready.every(({ forZones }) => forZones !== undefined) ? ofZone : ready;
}
