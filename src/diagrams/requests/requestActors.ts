import type { ConnectionTrace, RequestTrace, TrafficParty } from '../../api/traffic.ts';
import { textOf } from '../looseValues.ts';
import type { ObjectPlace } from '../objectDiagram.ts';
import { podOrAddress, serviceText, socketText } from './trafficWords.ts';

/** Somebody who takes part in a request. */
export interface Actor {
  /** Its name in the diagram: `client`, `dns1`, `service`, `node`, `server`. */
  readonly id: string;
  readonly lines: readonly string[];
  /** Missing for who is no object. */
  readonly place?: ObjectPlace;
}

/** Who takes part, from the client to the process that answers. */
export function actorsOf(trace: RequestTrace): readonly Actor[] {
  const { client, lookup, connection } = trace;
  const actors: Actor[] = [
    { id: 'client', lines: partyLines(client, textOf(client.ip)), ...podPlace(client) },
    ...dnsServers(lookup?.tries ?? []).map((server, index) => ({
      id: `dns${index + 1}`,
      lines: ['DNS server', server],
    })),
  ];
  if (!connection) return actors;
  const { service, hostPort } = connection;
  if (service) {
    const place = { kind: 'Service', namespace: textOf(service.namespace), name: textOf(service.name) };
    const by =
      service.by === 'clusterIP' ? textOf(connection.asked.ip) : `${byWords[service.by]} ${askedText(connection)}`;
    actors.push({ id: 'service', lines: [serviceText(service, client), by], place });
  }
  if (hostPort !== undefined) actors.push({ id: 'node', lines: ['Node', `hostPort ${hostPort}`] });
  const server = serverActor(connection);
  if (server) actors.push(server);
  return actors;
}

/** More endpoints of a Service than this are counted. */
export const endpointLimit = 40;

/** The name of an endpoint that could have been chosen, by its place: `endpoint1`. */
export function endpointId(index: number): string {
  return `endpoint${index + 1}`;
}

/** The objects that a request is about, by the names that the diagram has for them. */
export function objectsOf(trace: RequestTrace): ReadonlyMap<string, ObjectPlace> {
  const objects = new Map<string, ObjectPlace>();
  for (const { id, place } of actorsOf(trace)) if (place) objects.set(id, place);
  for (const [index, endpoint] of (trace.connection?.service?.endpoints ?? []).slice(0, endpointLimit).entries()) {
    const { place } = podPlace(endpoint);
    if (place) objects.set(endpointId(index), place);
  }
  return objects;
}

/** The addresses of the DNS servers that were asked, in this order. */
export function dnsServers(tries: readonly { readonly server: string }[]): readonly string[] {
  return [...new Set(tries.map(({ server }) => textOf(server)))];
}

const byWords = { nodePort: 'nodePort', externalIP: 'externalIP', loadBalancerIP: 'load balancer' } as const;

function askedText({ asked }: ConnectionTrace): string {
  return socketText(asked);
}

/** Where the connection arrived, or would have. */
function serverActor({ server, service, asked, stop, hostPort }: ConnectionTrace): Actor | undefined {
  if (server) {
    const socket = socketText({ ip: server.ip, port: server.port ?? asked.port });
    return { id: 'server', lines: partyLines(server, socket), ...podPlace(server) };
  }
  const chosen = service?.chosen;
  if (chosen) return { id: 'server', lines: [podOrAddress(chosen), socketText(chosen)], ...podPlace(chosen) };
  if (service) return undefined;
  if (hostPort !== undefined) return { id: 'server', lines: ['a Pod behind it'] };
  return { id: 'server', lines: stop === 'noSuchAddress' ? ['Nobody', socketText(asked)] : [socketText(asked)] };
}

/** Two lines: mermaid leaves room for three, and names of Pods are long. */
function partyLines(party: TrafficParty, address: string): string[] {
  const where = party.pod ? podOrAddress(party) : party.node === undefined ? 'Host' : `Node ${textOf(party.node)}`;
  return [where, party.process === undefined ? address : `${textOf(party.process)}, ${address}`];
}

function podPlace({ pod }: Pick<TrafficParty, 'pod'>): { readonly place?: ObjectPlace } {
  return pod ? { place: { kind: 'Pod', namespace: textOf(pod.namespace), name: textOf(pod.name) } } : {};
}
