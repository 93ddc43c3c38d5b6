// Requests that sequence diagrams are tried with.
import type {
  ConnectionTrace,
  LookupTrace,
  LookupTry,
  RequestTrace,
  ServiceHop,
  TrafficEndpoint,
  TrafficParty,
  TrafficStop,
} from '../../../src/api/traffic.ts';

export const client: TrafficParty = {
  ip: '10.244.0.7',
  port: 40_122,
  node: 'node-1',
  pod: { namespace: 'shop', name: 'client' },
  container: 'main',
  process: 'curl',
};
const server: TrafficParty = {
  ip: '10.244.1.5',
  port: 8080,
  node: 'node-2',
  pod: { namespace: 'shop', name: 'web-6d4cf56db6-x7k2p' },
  container: 'web',
  process: 'nginx',
};
const coreDns: TrafficParty = { ip: '10.244.0.2', pod: { namespace: 'kube-system', name: 'coredns-7c65d6cfc9-4qz8l' } };

/** One question to kube-dns. */
export function asked(
  name: string,
  type: string,
  result: LookupTry['result'],
  addresses: readonly string[] = [],
): LookupTry {
  return {
    name,
    type,
    result,
    server: '10.96.0.10',
    atMs: 5000,
    tookMs: result === 'TIMEOUT' ? 5000 : 2,
    answers: addresses.map((address) => ({ name, ttl: 30, type: type as 'A', address })),
    ...(result !== 'TIMEOUT' && { answeredBy: coreDns }),
  };
}

/** How a name was looked up. */
export function lookup(name: string, tries: readonly LookupTry[], addresses: readonly string[] = []): LookupTrace {
  return {
    name,
    ...(addresses.length > 0 && { source: 'dns' }),
    tries,
    addresses,
    atMs: 5000,
    tookMs: tries.length * 2,
  };
}

const web = 'web.shop.svc.cluster.local';
const found = lookup('web', [asked(web, 'A', 'NOERROR', ['10.96.3.4']), asked(web, 'AAAA', 'NODATA')], ['10.96.3.4']);

const endpoint = (
  last: number,
  state: TrafficEndpoint['state'] = 'ready',
  eligible = state === 'ready',
): TrafficEndpoint => ({
  ip: `10.244.1.${last}`,
  port: 8080,
  node: 'node-2',
  pod: { namespace: 'shop', name: `web-6d4cf56db6-${last === 5 ? 'x7k2p' : `abcd${last}`}` },
  state,
  eligible,
});
const endpoints = [endpoint(5), endpoint(6), endpoint(7, 'notReady'), endpoint(8, 'terminating')];

/** The way through the Service web. */
export function hop(more: Partial<ServiceHop> = {}): ServiceHop {
  const [chosen] = endpoints;
  return {
    namespace: 'shop',
    name: 'web',
    port: { name: 'http', port: 80, protocol: 'TCP' },
    by: 'clusterIP',
    endpoints,
    ...(chosen && { chosen, choice: 'random' }),
    ...more,
  };
}

const { chosen: _chosen, choice: _choice, ...unchosen } = hop({ endpoints: [endpoint(7, 'notReady')] });

/** A connection through the Service web; without `server` it did not stand. */
export function connection(more: Partial<ConnectionTrace> = {}): ConnectionTrace {
  return { protocol: 'TCP', asked: { ip: '10.96.3.4', port: 80 }, service: hop(), atMs: 5004, tookMs: 2, ...more };
}

/** A request of curl. */
export function request(more: Partial<RequestTrace>): RequestTrace {
  return { id: 1, atMs: 5000, client, http: [], ...more };
}

const answered = { method: 'GET', target: '/', host: 'web', status: 200, atMs: 5006, tookMs: 3 };

/** Each way in which a connection can stop, as the network would tell it. */
export const stopped: Readonly<Record<TrafficStop, ConnectionTrace>> = {
  noEndpoints: connection({ service: unchosen, stop: 'noEndpoints', error: 'ECONNREFUSED', tookMs: 0 }),
  noLocalEndpoints: connection({ service: unchosen, stop: 'noLocalEndpoints', error: 'ETIMEDOUT', tookMs: 127_000 }),
  noSuchServicePort: connection({
    asked: { ip: '10.96.3.4', port: 8080 },
    service: { ...unchosen, port: { port: 8080, protocol: 'TCP' }, endpoints: [] },
    stop: 'noSuchServicePort',
    error: 'ETIMEDOUT',
    tookMs: 127_000,
  }),
  noSuchAddress: withoutService({
    asked: { ip: '10.244.1.9', port: 8080 },
    stop: 'noSuchAddress',
    error: 'EHOSTUNREACH',
    tookMs: 3072,
  }),
  nobodyListens: connection({ stop: 'nobodyListens', error: 'ECONNREFUSED' }),
  listensOnLoopback: connection({ stop: 'listensOnLoopback', error: 'ECONNREFUSED' }),
  queueFull: connection({ stop: 'queueFull', error: 'ETIMEDOUT', tookMs: 127_000 }),
  cutOff: connection({ stop: 'cutOff', error: 'ETIMEDOUT', tookMs: 127_000 }),
  reset: connection({ server, stop: 'reset', error: 'ECONNRESET' }),
  gaveUp: connection({ stop: 'gaveUp', tookMs: 2000 }),
};

function withoutService(more: Partial<ConnectionTrace>): ConnectionTrace {
  const { service: _service, ...rest } = connection(more);
  return rest;
}

/** The requests whose diagrams golden files hold. */
export const sampleTraces = {
  through: request({ lookup: found, connection: connection({ server, seenFrom: '10.244.0.7' }), http: [answered] }),
  noName: request({
    lookup: lookup(
      'wbe',
      ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local', '']
        .map((suffix) => (suffix === '' ? 'wbe' : `wbe.${suffix}`))
        .flatMap((name) => [asked(name, 'A', 'NXDOMAIN'), asked(name, 'AAAA', 'NXDOMAIN')]),
    ),
  }),
  dnsAway: request({
    lookup: lookup('web', [asked(web, 'A', 'TIMEOUT'), asked(web, 'AAAA', 'TIMEOUT'), asked(web, 'A', 'TIMEOUT')]),
  }),
  lookupAlone: request({ client: { ...client, process: 'nslookup' }, lookup: found }),
  hosts: request({
    lookup: { name: 'legacy', source: 'hostsFile', tries: [], addresses: ['192.0.2.10'], atMs: 0, tookMs: 0 },
    connection: withoutService({ asked: { ip: '192.0.2.10', port: 80 }, server: { ip: '192.0.2.10', port: 80 } }),
    http: [{ ...answered, host: 'legacy', status: 404 }],
  }),
  nodePort: request({
    lookup: { name: '172.18.0.3', source: 'address', tries: [], addresses: ['172.18.0.3'], atMs: 0, tookMs: 0 },
    connection: connection({
      asked: { ip: '172.18.0.3', port: 30_080 },
      service: hop({ by: 'nodePort', choice: 'affinity' }),
      server,
      seenFrom: '172.18.0.2',
    }),
    http: [
      { ...answered, host: '172.18.0.3:30080' },
      { ...answered, host: '172.18.0.3:30080', status: 503 },
    ],
  }),
  hostPort: request({
    connection: withoutService({ asked: { ip: '172.18.0.3', port: 8080 }, hostPort: 8080, server }),
    http: [answered],
  }),
  underWay: request({
    lookup: found,
    connection: { ...connection(), ...{ tookMs: undefined } } as unknown as ConnectionTrace,
  }),
  waiting: request({
    lookup: found,
    connection: connection({ server }),
    http: [{ method: 'GET', target: '/slow', atMs: 5006 }],
  }),
  keptOpen: request({
    lookup: found,
    connection: connection({ server }),
    http: Array.from({ length: 30 }, (_, index) => ({ ...answered, target: `/${index}` })),
  }),
  resetMidway: request({
    lookup: found,
    connection: stopped.reset,
    http: [{ ...answered, status: undefined, error: 'ECONNRESET' } as unknown as RequestTrace['http'][number]],
  }),
} satisfies Record<string, RequestTrace>;
