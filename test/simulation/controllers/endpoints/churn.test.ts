import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointSlice, Pod } from '../../../../src/api/generated/objects.ts';
import { isReady } from '../../../../src/simulation/controllers/pods/availability.ts';
import { EndpointCluster, type ReportedPod } from './endpointCluster.ts';

const namespace = 'default';
const apps = ['a', 'b', 'c'];
const ports = { a: 80, b: 81, c: 'http' } as const;

type Step = (cluster: EndpointCluster) => void;

/** One thing that may happen to a cluster with three Services and some Pods. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        pod: fc.nat(200),
        app: fc.constantFrom(...apps, 'other'),
        ready: fc.boolean(),
        phase: fc.constantFrom('Running', 'Running', 'Running', 'Failed', 'Pending'),
        node: fc.constantFrom('node-1', 'node-2', 'node-3'),
        terminating: fc.boolean(),
      })
      .map(({ pod, app, ...how }): Step => {
        const reported: ReportedPod = {
          ...how,
          labels: { app },
          ...(how.phase === 'Pending' && { ip: '', ready: false }),
          spec: {
            containers: [
              {
                name: 'app',
                ...(pod % 3 > 0 && { ports: [{ name: 'http', containerPort: 8000 + (pod % 3), protocol: 'TCP' }] }),
              },
            ],
          },
        };
        return (cluster) => cluster.report(`p${pod}`, reported);
      }),
  },
  {
    weight: 3,
    arbitrary: fc.nat(200).map(
      (pod): Step =>
        (cluster) => {
          if (cluster.pods.some(({ metadata }) => metadata.name === `p${pod}`)) cluster.remove(`p${pod}`);
        },
    ),
  },
  fc.tuple(fc.constantFrom(...apps), fc.constantFrom(...apps)).map(
    ([name, app]): Step =>
      (cluster) => {
        cluster.patch(`/api/v1/namespaces/${namespace}/services/${name}`, { spec: { selector: { app } } });
      },
  ),
  fc.tuple(fc.constantFrom(...apps), fc.boolean()).map(
    ([name, publishNotReadyAddresses]): Step =>
      (cluster) => {
        cluster.patch(`/api/v1/namespaces/${namespace}/services/${name}`, { spec: { publishNotReadyAddresses } });
      },
  ),
  fc.constantFrom(...apps).map(
    (name): Step =>
      (cluster) => {
        const [slice] = cluster.slices(name);
        const { name: sliceName } = slice?.metadata ?? {};
        if (sliceName)
          cluster.send('DELETE', `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices/${sliceName}`);
      },
  ),
  fc.nat(30).map(
    (ms): Step =>
      (cluster) =>
        cluster.run(ms),
  ),
);

describe('slices and Endpoints after whatever happens to Pods', () => {
  it('tell the Pods that are selected, each once, and agree', () => {
    fc.assert(
      fc.property(fc.nat(150), fc.array(step, { maxLength: 60 }), (crowd, steps) => {
        const cluster = new EndpointCluster();
        for (const name of apps) {
          const targetPort = ports[name as keyof typeof ports];
          cluster.service(name, {
            selector: { app: name },
            ports: [
              { port: 80, targetPort },
              { name: 'raw', port: 9 },
            ].slice(0, 1),
          });
        }
        for (let i = 0; i < crowd; i++) cluster.report(`crowd${i}`, { labels: { app: 'a' } });
        for (const act of steps) act(cluster);
        cluster.run();
        for (const { metadata } of cluster.services) if (metadata.name !== 'kubernetes') verify(cluster, metadata.name);
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});

function verify(cluster: EndpointCluster, name: string): void {
  const service = cluster.services.find(({ metadata }) => metadata.name === name);
  const publishes = service?.spec?.publishNotReadyAddresses === true;
  const selected = cluster.pods.filter(
    ({ metadata, status }) =>
      metadata.labels?.app === service?.spec?.selector?.app && status?.phase !== 'Failed' && status?.podIP,
  );
  const slices = cluster.slices(name);
  for (const { endpoints } of slices) assert.ok(endpoints.length <= 100);
  const told = slices.flatMap((slice) => slice.endpoints.map((endpoint) => textOf(slice, endpoint)));
  assert.deepEqual(
    told.sort(),
    selected.map((pod) => wantedText(pod, ports[name as keyof typeof ports], publishes)).sort(),
  );
  // The empty slice of a Service without Pods has no ports; it stays beside full ones of Pods that have no such port either.
  const empty = slices.filter(({ endpoints }) => endpoints.length === 0);
  assert.ok(empty.length <= 1 && empty.every(({ ports: own = [] }) => own.length === 0));
  if (told.length === 0) assert.equal(slices.length, 1);
  // Endpoints leave out what ends and what has no such port.
  const ready = (state: 'addresses' | 'notReadyAddresses') =>
    (cluster.endpoints(name)?.subsets ?? [])
      .flatMap(({ ports: own = [], [state]: list = [] }) =>
        list.map(({ targetRef }) => `${targetRef?.name} ${own[0]?.port}`),
      )
      .sort();
  const inSlices = (wanted: boolean) =>
    slices
      .flatMap((slice) =>
        slice.endpoints
          .filter(({ conditions }) => conditions?.ready === wanted && (publishes || !conditions?.terminating))
          .flatMap(({ targetRef }) => (slice.ports?.[0] ? [`${targetRef?.name} ${slice.ports[0].port}`] : [])),
      )
      .sort();
  assert.deepEqual(ready('addresses'), inSlices(true));
  assert.deepEqual(ready('notReadyAddresses'), inSlices(false));
}

function textOf(
  { ports: own = [] }: EndpointSlice,
  { targetRef, conditions, nodeName }: EndpointSlice['endpoints'][number],
): string {
  const { ready, serving, terminating } = conditions ?? {};
  return [targetRef?.name, own[0]?.port ?? 'no port', ready, serving, terminating, nodeName].join(' ');
}

function wantedText(pod: Pod, target: number | string, publishes: boolean): string {
  const terminating = pod.metadata?.deletionTimestamp !== undefined;
  const named = pod.spec?.containers[0]?.ports?.find((port) => port.name === target)?.containerPort;
  const port = typeof target === 'number' ? target : (named ?? 'no port');
  const serving = isReady(pod);
  return [
    pod.metadata?.name,
    port,
    publishes || (serving && !terminating),
    serving,
    terminating,
    pod.spec?.nodeName,
  ].join(' ');
}
