// What Service maps are tried with.
import type { EndpointSlice, Pod, Service } from '../../../src/api/generated/objects.ts';
import type { PlannedPods, ServiceSight } from '../../../src/diagrams/serviceMap/serviceSight.ts';

const namespace = 'shop';

/** A Service of the Namespace shop. */
export function service(name: string, spec: Service['spec'], more: Partial<Service> = {}): Service {
  return { metadata: { name, namespace }, ...(spec && { spec }), ...more };
}

interface PodSample {
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly owner?: string;
  readonly ports?: NonNullable<NonNullable<Pod['spec']>['containers'][number]['ports']>;
  readonly more?: Partial<Pod['metadata']>;
  readonly ip?: string;
  readonly phase?: string;
  readonly isReady?: boolean;
}

const http = [{ name: 'http', containerPort: 8080 }];
const probe = { readinessProbe: { httpGet: { path: '/ready', port: 'http' } } };

/** A live Pod with one container, app. */
export function pod(name: string, sample: PodSample = {}): Pod {
  const { labels = { app: 'web' }, owner, ports = http, more, ip = '10.244.1.5', phase = 'Running' } = sample;
  const { isReady = true } = sample;
  const status = isReady ? 'True' : 'False';
  const own = owner === undefined ? [] : [owner.split(' ') as [string, string]];
  return {
    metadata: {
      name,
      namespace: sample.namespace ?? namespace,
      labels,
      ownerReferences: own.map(([kind, of]) => ({ apiVersion: 'v1', kind, name: of, uid: of, controller: true })),
      ...more,
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'web:1', ports, ...probe }] },
    status: {
      phase,
      ...(ip !== '' && { podIP: ip }),
      conditions: [{ type: 'Ready', status }],
      containerStatuses: (phase === 'Pending' ? [] : ['app']).map((name) => ({
        name,
        image: '',
        imageID: '',
        ready: isReady,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
      })),
    },
  };
}

type EndpointSample = readonly [
  pod: string,
  address: string,
  state?: 'ready' | 'notReady' | 'serving' | 'gone',
  hostname?: string,
];

/** An EndpointSlice of a Service, with its ports by name. */
export function slice(
  of: string,
  ports: Record<string, number>,
  endpoints: readonly EndpointSample[],
  suffix = 'x7k2p',
): EndpointSlice {
  return {
    metadata: { name: `${of}-${suffix}`, namespace, labels: { 'kubernetes.io/service-name': of } },
    addressType: 'IPv4',
    ports: Object.entries(ports).map(([name, port]) => ({ name, port, protocol: 'TCP' })),
    endpoints: endpoints.map(([name, address, state = 'ready', hostname]) => ({
      addresses: [address],
      conditions: {
        ready: state === 'ready',
        serving: state === 'ready' || state === 'serving',
        terminating: state === 'serving' || state === 'gone',
      },
      ...(hostname !== undefined && { hostname }),
      ...(name !== '' && { targetRef: { kind: 'Pod', name, namespace } }),
    })),
  };
}

/** Pods of a written workload. */
export function planned(kind: string, name: string, sample: Partial<PlannedPods> & PodSample = {}): PlannedPods {
  const { labels = { app: 'web' }, ports = http, ...more } = sample;
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', ports }] } };
  return { kind, name, namespace, count: 1, template, ...more };
}

/** What a cluster has. */
export function live(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  pods: readonly Pod[],
): ServiceSight {
  return { view: 'live', services, slices, pods, planned: [] };
}

/** What manifests say. */
export function written(services: readonly Service[], plans: readonly PlannedPods[]): ServiceSight {
  return { view: 'written', services, slices: [], pods: [], planned: plans };
}

const web = service('web', {
  type: 'ClusterIP',
  clusterIP: '10.96.3.4',
  selector: { app: 'web' },
  ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
});
const leaving = { deletionTimestamp: '2026-01-01T00:01:00Z' };
const owner = 'ReplicaSet web-6d4cf56db6';

const shopPods = [
  pod('web-a', { owner }),
  pod('web-b', { owner, ip: '10.244.2.3', isReady: false }),
  pod('web-c', { owner, ip: '10.244.2.9', more: leaving }),
  pod('web-d', { owner, ip: '', phase: 'Pending', isReady: false }),
  pod('web-e', { owner: 'Job seed', phase: 'Succeeded', isReady: false, ip: '10.244.1.7' }),
  pod('web-old', { labels: { app: 'wbe' }, ip: '10.244.1.8' }),
  pod('db-0', { labels: { app: 'db' }, ip: '10.244.1.9' }),
];
const shopSlice = slice('web', { http: 8080 }, [
  ['web-a', '10.244.1.5'],
  ['web-b', '10.244.2.3', 'notReady'],
  ['web-c', '10.244.2.9', 'serving'],
]);

const headless = service('db', {
  clusterIP: 'None',
  selector: { app: 'db' },
  ports: [{ name: 'sql', port: 80, targetPort: 5432 }],
});
const crowd = Array.from({ length: 120 }, (_, index) =>
  pod(`web-${index}`, {
    owner: index < 100 ? owner : 'ReplicaSet web-7f9c5d4b8',
    ip: `10.244.3.${index}`,
    isReady: index % 10 > 0,
  }),
);

/** The maps whose text golden files hold. */
export const sampleSights = {
  shop: live([web], [shopSlice], shopPods),
  outside: live(
    [
      service(
        'front',
        {
          type: 'LoadBalancer',
          clusterIP: '10.96.7.7',
          selector: { app: 'web', tier: 'front' },
          sessionAffinity: 'ClientIP',
          externalTrafficPolicy: 'Local',
          publishNotReadyAddresses: true,
          ports: [
            { name: 'http', port: 80, targetPort: 8080, nodePort: 30080 },
            { name: 'admin', port: 9000, targetPort: 9000, nodePort: 30090 },
          ],
        },
        { status: { loadBalancer: {} } },
      ),
    ],
    [
      slice('front', { http: 8080, admin: 9000 }, [
        ['front-a', '10.244.1.5'],
        ['front-b', '10.244.1.6'],
      ]),
    ],
    [
      pod('front-a', { labels: { app: 'web', tier: 'front' } }),
      pod('front-b', { labels: { app: 'web', tier: 'front' }, ip: '10.244.1.6', isReady: false }),
      pod('back-a', { labels: { app: 'web', Tier: 'front' }, owner: 'ReplicaSet back' }),
      pod('back-b', { labels: { app: 'web', Tier: 'front' }, owner: 'ReplicaSet back' }),
    ],
  ),
  headless: live(
    [headless],
    [
      slice('db', { sql: 5432 }, [
        ['db-0', '10.244.1.5', 'ready', 'db-0'],
        ['db-1', '10.244.1.6', 'ready', 'db-1'],
      ]),
    ],
    ['db-0', 'db-1'].map((name, index) =>
      pod(name, {
        labels: { app: 'db' },
        owner: 'StatefulSet db',
        ip: `10.244.1.${index + 5}`,
        ports: [{ containerPort: 5432 }],
      }),
    ),
  ),
  nobody: live(
    [web],
    [slice('web', {}, [])],
    [pod('web-a', { labels: { app: 'api' } }), pod('web-b', { namespace: 'other' }), pod('job', { labels: {} })],
  ),
  broken: live(
    [web],
    [slice('web', {}, [['web-a', '10.244.1.5']])],
    [pod('web-a', { ports: [{ name: 'web', containerPort: 8080 }] })],
  ),
  namespace: live(
    [
      web,
      headless,
      service('mail', { type: 'ExternalName', externalName: 'smtp.example.com' }),
      service('legacy', { clusterIP: '10.96.9.9', ports: [{ port: 80 }] }),
      service('new', { clusterIP: '10.96.1.1', selector: { app: 'new' }, ports: [{ port: 80 }] }),
    ],
    [shopSlice, slice('db', { sql: 5432 }, []), slice('legacy', { '': 80 }, [['', '192.0.2.10']])],
    shopPods,
  ),
  crowd: live(
    [web],
    [0, 1].map((part) =>
      slice(
        'web',
        { http: 8080 },
        crowd
          .slice(part * 100, part * 100 + 100)
          .map((one, index) => [
            one.metadata?.name ?? '',
            one.status?.podIP ?? '',
            (part * 100 + index) % 10 > 0 ? 'ready' : 'notReady',
          ]),
        `part${part}`,
      ),
    ),
    crowd,
  ),
  written: written(
    [
      service('web', {
        type: 'NodePort',
        selector: { app: 'web' },
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'metrics', port: 9100, targetPort: 9101 },
        ],
      }),
    ],
    [
      planned('Deployment', 'web', { count: 3, ports: [...http, { containerPort: 9100 }] }),
      planned('DaemonSet', 'agent', { labels: { app: 'agent' } }),
      planned('Pod', 'web-debug', { labels: { App: 'web' } }),
    ],
  ),
  writtenHeadless: written(
    [service('db', { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'sql', port: 5432 }] })],
    [
      planned('StatefulSet', 'db', {
        count: 2,
        serviceName: 'db',
        labels: { app: 'db' },
        ports: [{ containerPort: 5432 }],
      }),
    ],
  ),
  writtenAlone: written([service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] })], []),
} satisfies Record<string, ServiceSight>;
