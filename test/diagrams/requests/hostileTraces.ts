import fc from 'fast-check';
import type { RequestTrace, TrafficStop } from '../../../src/api/traffic.ts';
import { hostileNames } from '../hostileNames.ts';
import { stopped } from './sampleTraces.ts';

/** A request with a name in every place where a name, an address, a path or a reason can stand. */
export function hostileTrace(name: string, more: Partial<RequestTrace> = {}): RequestTrace {
  const pod = { namespace: name, name };
  const party = { ip: name, port: 80, node: name, pod, container: name, process: name };
  const endpoint = { ip: name, port: 80, node: name, pod, state: 'ready' as const, eligible: true };
  const answers = [
    { name, ttl: 5, type: 'A' as const, address: name },
    { name, ttl: 5, type: 'CNAME' as const, target: name },
    { name, ttl: 5, type: 'SRV' as const, priority: 0, weight: 1, port: 80, target: name },
    { name, ttl: 5, type: 'TXT' as const, texts: [name, name] },
  ];
  const port = { name, port: 80, protocol: name };
  return {
    id: 1,
    atMs: 0,
    client: party,
    lookup: {
      name,
      source: 'dns',
      tries: [{ name, type: name, server: name, atMs: 0, tookMs: 1, result: 'NOERROR', answers, answeredBy: party }],
      addresses: [name],
      atMs: 0,
      tookMs: 1,
    },
    connection: {
      protocol: 'TCP',
      asked: { ip: name, port: 80 },
      service: { namespace: name, name, port, by: 'clusterIP', endpoints: [endpoint], chosen: endpoint },
      hostPort: 80,
      server: party,
      seenFrom: name,
      error: name,
      atMs: 0,
      tookMs: 1,
    },
    http: [
      { method: name, target: name, host: name, status: 200, atMs: 0 },
      { method: name, target: name, host: name, error: name, atMs: 0 },
    ],
    ...more,
  };
}

const word = fc.oneof(
  fc.constantFrom('web', '10.0.0.1', ...hostileNames),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const ms = fc.nat(200_000);
const pod = some(fc.record({ namespace: word, name: word }));
const party = fc.record({
  ip: word,
  port: some(fc.nat(65_535)),
  node: some(word),
  pod,
  container: some(word),
  process: some(word),
});
const endpoint = fc.record({
  ip: word,
  port: fc.nat(65_535),
  pod,
  state: fc.constantFrom('ready', 'notReady', 'terminating'),
  eligible: fc.boolean(),
});
const answers = fc.array(
  fc.oneof(
    fc.record({ name: word, ttl: fc.nat(), type: fc.constantFrom('A', 'AAAA'), address: word }),
    fc.record({ name: word, ttl: fc.nat(), type: fc.constantFrom('CNAME', 'PTR', 'NS'), target: word }),
    fc.record({ name: word, ttl: fc.nat(), type: fc.constant('TXT'), texts: fc.array(word, { maxLength: 3 }) }),
  ),
  { maxLength: 6 },
);
const tries = fc.array(
  fc.record({
    name: word,
    type: word,
    server: word,
    atMs: ms,
    tookMs: ms,
    result: fc.constantFrom(
      'NOERROR',
      'NXDOMAIN',
      'NODATA',
      'SERVFAIL',
      'TIMEOUT',
      'REFUSED_CONNECTION',
      'UNREACHABLE',
    ),
    answers,
    answeredBy: some(party),
  }),
  { maxLength: 20 },
);
const stop = fc.constantFrom(...(Object.keys(stopped) as TrafficStop[]));

/** Any request that the type allows. */
export const anyTrace = fc.record({
  id: fc.nat(),
  atMs: ms,
  client: party,
  lookup: some(
    fc.record({
      name: word,
      source: some(fc.constantFrom('address', 'hostsFile', 'dns')),
      tries,
      addresses: fc.array(word, { maxLength: 5 }),
      atMs: ms,
      tookMs: ms,
    }),
  ),
  connection: some(
    fc.record({
      protocol: fc.constantFrom('TCP', 'UDP'),
      asked: fc.record({ ip: word, port: fc.nat(65_535) }),
      service: some(
        fc.record({
          namespace: word,
          name: word,
          port: fc.record({ name: some(word), port: fc.nat(65_535), protocol: word }),
          by: fc.constantFrom('clusterIP', 'nodePort', 'externalIP', 'loadBalancerIP'),
          endpoints: fc.array(endpoint, { maxLength: 50 }),
          chosen: some(endpoint),
          choice: some(fc.constantFrom('random', 'affinity')),
        }),
      ),
      hostPort: some(fc.nat(65_535)),
      server: some(party),
      seenFrom: some(word),
      stop: some(stop),
      error: some(word),
      atMs: ms,
      tookMs: some(ms),
    }),
  ),
  http: fc.array(
    fc.record({
      method: word,
      target: word,
      host: some(word),
      status: some(fc.integer({ min: 100, max: 599 })),
      atMs: ms,
      tookMs: some(ms),
      error: some(word),
    }),
    { maxLength: 20 },
  ),
}) as unknown as fc.Arbitrary<RequestTrace>;
