import fc from 'fast-check';
import type { ServiceSight } from '../../../src/diagrams/serviceMap/serviceSight.ts';
import { hostileNames } from '../hostileNames.ts';

/** A map with a name in every place where a name, a label, a reason or an address can stand. */
export function hostileSight(name: string): ServiceSight {
  const metadata = { name, namespace: name, labels: { [name]: name, 'kubernetes.io/service-name': name } };
  const ports = [{ name, port: 80, targetPort: name, protocol: name, nodePort: 30080 }];
  const containers = [
    { name, ports: [{ name, containerPort: 80, protocol: name }], readinessProbe: { exec: { command: [name] } } },
  ];
  const pod = (labels: Record<string, string>, more: string) => ({
    metadata: {
      ...metadata,
      name: `${name}${more}`,
      labels,
      ownerReferences: [{ kind: name, name, controller: true }],
    },
    spec: { nodeName: name, containers },
    status: {
      phase: 'Running',
      podIP: name,
      containerStatuses: [{ name, state: { waiting: { reason: name } } }],
    },
  });
  const of = (type: string, more = {}) => ({
    metadata,
    spec: {
      type,
      clusterIP: name,
      selector: { [name]: name },
      ports,
      externalName: name,
      externalIPs: [name],
      ...more,
    },
    status: { loadBalancer: { ingress: [{ ip: name }] } },
  });
  return {
    view: 'live',
    services: [of('LoadBalancer'), of('ExternalName'), of('ClusterIP', { selector: { [name]: name, other: name } })],
    slices: [
      {
        metadata,
        addressType: name,
        ports: [{ name, port: 80, protocol: name }],
        endpoints: [
          { addresses: [name], hostname: name, targetRef: { kind: 'Pod', name }, conditions: { ready: false } },
          { addresses: [name], conditions: { terminating: true } },
        ],
      },
    ],
    pods: [pod({ [name]: name }, ''), pod({ [name]: `${name}x` }, '2')],
    planned: [
      { kind: name, name, namespace: name, template: { metadata: { labels: { [name]: name } } }, serviceName: name },
    ],
  } as unknown as ServiceSight;
}

const word = fc.oneof(
  fc.constantFrom('web', 'shop', ...hostileNames),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.integer(),
);
const anything = fc.oneof({ weight: 5, arbitrary: word }, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>);
const names = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, anything]));
const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof({ weight: 6, arbitrary: fc.record(fields, { requiredKeys: [] }) }, anything);
const list = (item: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: fc.array(item, { maxLength: 4 }) }, anything);

const labels = fc.oneof(
  { weight: 5, arbitrary: fc.dictionary(fc.constantFrom('app', 'App', 'tier'), anything) },
  anything,
);
const metadata = some({
  name: fc.oneof(fc.constant('web'), anything),
  namespace: fc.oneof({ weight: 3, arbitrary: fc.constant('shop') }, anything),
  labels: fc.oneof(labels, fc.constant({ 'kubernetes.io/service-name': 'web' })),
  ...names('deletionTimestamp'),
  ownerReferences: list(some({ ...names('kind', 'name'), controller: fc.boolean() })),
});
const containers = list(
  some({
    ...names('name', 'readinessProbe', 'startupProbe', 'restartPolicy'),
    ports: list(some(names('name', 'containerPort', 'protocol'))),
  }),
);
const podSpec = some({ ...names('nodeName', 'readinessGates'), containers, initContainers: containers });
const statuses = list(
  some({ ...names('name', 'ready', 'started'), state: some(names('waiting', 'running', 'terminated')) }),
);
const podStatus = some({
  ...names('podIP', 'phase'),
  conditions: list(some(names('type', 'status', 'reason'))),
  containerStatuses: statuses,
  initContainerStatuses: statuses,
});
const service = some({
  metadata,
  spec: some({
    ...names('clusterIP', 'externalName', 'externalIPs', 'sessionAffinityConfig', 'publishNotReadyAddresses'),
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 7),
    selector: labels,
    ports: list(some(names('name', 'port', 'targetPort', 'nodePort', 'protocol'))),
    sessionAffinity: fc.constantFrom('ClientIP', 'None'),
  }),
  status: some({ loadBalancer: some({ ingress: list(some(names('ip', 'hostname'))) }) }),
});
const endpoints = list(
  some({
    ...names('hostname', 'nodeName'),
    addresses: list(anything),
    targetRef: some({ kind: fc.constantFrom('Pod', 'Node'), ...names('name', 'namespace') }),
    conditions: some({ ready: fc.boolean(), serving: fc.boolean(), terminating: fc.boolean() }),
  }),
);
const objects = (item: fc.Arbitrary<unknown>) =>
  fc.array(
    item.filter((value) => typeof value === 'object' && value !== null),
    { maxLength: 4 },
  );

/** A map of any values, most often of values with the shape of Services, EndpointSlices and Pods. */
export const anySight = fc.record({
  view: fc.constantFrom('live', 'written'),
  services: objects(service),
  slices: objects(
    some({ metadata, endpoints, ...names('addressType'), ports: list(some(names('name', 'port', 'protocol'))) }),
  ),
  pods: objects(some({ metadata, spec: podSpec, status: podStatus })),
  planned: fc.array(
    fc.record({
      kind: word.map(String),
      name: word.map(String),
      namespace: fc.constantFrom('shop', 'other'),
      count: fc.nat(9),
      template: some({ metadata, spec: podSpec }).map((value) =>
        typeof value === 'object' && value !== null ? value : {},
      ),
    }),
    { maxLength: 3 },
  ),
}) as unknown as fc.Arbitrary<ServiceSight>;
