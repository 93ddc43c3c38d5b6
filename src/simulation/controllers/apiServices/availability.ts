import type { APIServiceSpec, EndpointSlice, Service } from '../../../api/generated/objects.ts';
import type { AggregatedServers } from '../../apiserver/aggregation/aggregatedServers.ts';

/** What was found out about the server behind an APIService, as its condition `Available` says. */
export interface Availability {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** What is known of the Service that an APIService names. */
export interface ServiceInFront {
  readonly service: Service | undefined;
  readonly slices: readonly EndpointSlice[];
}

/**
 * Whether requests can be passed on: the Service is there, it has the port, someone is ready behind it, and answers
 * (k8s.io/kube-aggregator/pkg/controllers/status/remote, v0.34).
 */
export function availabilityOf(
  spec: APIServiceSpec,
  { service, slices }: ServiceInFront,
  servers: AggregatedServers,
): Availability {
  const { namespace = '', name = '', port = 443 } = spec.service ?? {};
  const where = `service/${name} in "${namespace}"`;
  if (!service) return no('ServiceNotFound', `${where} is not present`);
  if (service.spec?.type === 'ClusterIP') {
    const found = service.spec.ports?.find((each) => each.port === port);
    if (!found) return no('ServicePortError', `${where} is not listening on port ${port}`);
    if (slices.length === 0) return no('EndpointsNotFound', `cannot find endpointslices for ${where}`);
    const portName = found.name ?? '';
    if (!slices.some((slice) => hasReady(slice, portName)))
      return no('MissingEndpoints', `endpointslices for ${where} have no addresses with port name "${portName}"`);
  }
  return answerOf(spec, { namespace, name, port }, service.spec?.clusterIP ?? '', servers);
}

/** The last check asks for what the server must serve. */
function answerOf(
  { group = '', version = '' }: APIServiceSpec,
  at: { readonly namespace: string; readonly name: string; readonly port: number },
  clusterIp: string,
  servers: AggregatedServers,
): Availability {
  const url = `https://${clusterIp}:${at.port}/apis/${group}/${version}`;
  const failing = (why: string) => no('FailedDiscoveryCheck', `failing or missing response from ${url}: ${why}`);
  const server = servers.behind(at);
  if (!server) return failing(`Get "${url}": dial tcp ${clusterIp}:${at.port}: connect: connection refused`);
  if (!server.resources(group, version)) return failing(`bad status from ${url}: 404`);
  return { status: 'True', reason: 'Passed', message: 'all checks passed' };
}

/** An endpoint of which nothing is said counts as ready. */
function hasReady({ endpoints = [], ports = [] }: EndpointSlice, portName: string): boolean {
  return (
    ports?.some(({ name = '' }) => name === portName) === true &&
    endpoints?.some(({ addresses, conditions }) => addresses.length > 0 && conditions?.ready !== false) === true
  );
}

function no(reason: string, message: string): Availability {
  return { status: 'False', reason, message };
}
