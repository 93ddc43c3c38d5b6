import { type Fields, hole } from '../shape.ts';
import type { NearbyWorkload } from './nearbyWorkload.ts';
import { webContainer } from './podManifests.ts';
import type { WholeManifest } from './wholeManifest.ts';

const name = hole('web', 'name');
const labels: Fields = { app: name };

const deploymentDocument: Fields = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels },
  spec: {
    replicas: hole(2),
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [webContainer] } },
  },
};

const serviceDocument: Fields = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels },
  spec: { selector: labels, ports: [{ name: 'http', port: hole(80), targetPort: 'http' }] },
};

export const deployment: WholeManifest = {
  label: 'Deployment',
  summary: 'A number of equal Pods, replaced bit by bit when their template changes.',
  documents: [deploymentDocument],
};

export const service: WholeManifest = {
  label: 'Service',
  summary: 'One name and one address for the Pods that a selector finds.',
  documents: [serviceDocument],
  forWorkload: (workload) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadataFor(workload), labels: workload.labels },
    spec: { selector: workload.labels, ports: servicePorts(workload) },
  }),
};

function metadataFor({ name: own, namespace }: NearbyWorkload): Fields {
  return { name: hole(own), ...(namespace !== undefined && { namespace }) };
}

/** More ports than this are a mistake. */
const maxPorts = 20;

function servicePorts({ ports }: NearbyWorkload): Fields[] {
  const known = ports.filter(({ number }) => number !== undefined).slice(0, maxPorts);
  if (known.length === 0) return [{ port: hole(80), targetPort: hole(80) }];
  return known.map(({ name: own, number = 80, protocol }) => ({
    ...((own !== undefined || known.length > 1) && { name: own ?? `port-${number}` }),
    port: hole(number),
    targetPort: own ?? number,
    ...(protocol !== 'TCP' && { protocol }),
  }));
}

export const deploymentWithService: WholeManifest = {
  label: 'Deployment + Service',
  summary: 'Equal Pods, and the name under which others reach them.',
  documents: [deploymentDocument, serviceDocument],
};

export const statefulSet: WholeManifest = {
  label: 'StatefulSet + headless Service',
  summary: 'Pods with names, addresses and disks of their own.',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: hole('db', 'name'), labels: { app: hole('db', 'name') } },
      spec: { clusterIP: 'None', selector: { app: hole('db', 'name') }, ports: [{ name: 'redis', port: 6379 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: hole('db', 'name') },
      spec: {
        serviceName: hole('db', 'name'),
        replicas: hole(2),
        selector: { matchLabels: { app: hole('db', 'name') } },
        template: {
          metadata: { labels: { app: hole('db', 'name') } },
          spec: {
            containers: [
              {
                name: hole('db', 'name'),
                image: hole('redis:8.2.1'),
                ports: [{ name: 'redis', containerPort: 6379 }],
                readinessProbe: { tcpSocket: { port: 'redis' } },
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
                resources: {
                  requests: { cpu: hole('100m'), memory: hole('128Mi') },
                  limits: { memory: hole('128Mi') },
                },
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: hole('1Gi') } } },
          },
        ],
      },
    },
  ],
};

const autoscalerSpec: Fields = {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
  minReplicas: hole(2),
  maxReplicas: hole(10),
  metrics: [
    {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: hole(70) } },
    },
  ],
};

export const horizontalPodAutoscaler: WholeManifest = {
  label: 'HorizontalPodAutoscaler',
  summary: 'More Pods under load, fewer without. The containers of its target need a request for the CPU.',
  documents: [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name },
      spec: autoscalerSpec,
    },
  ],
  forWorkload: (workload) => {
    if (workload.kind === 'Pod' || workload.kind === 'DaemonSet') return undefined;
    const { apiVersion, kind } = workload;
    return {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadataFor(workload),
      spec: { ...autoscalerSpec, scaleTargetRef: { apiVersion, kind, name: workload.name } },
    };
  },
};

export const podDisruptionBudget: WholeManifest = {
  label: 'PodDisruptionBudget',
  summary: 'How many Pods a planned disturbance, such as emptying a Node, may take away at once.',
  documents: [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: { maxUnavailable: hole(1), selector: { matchLabels: labels } },
    },
  ],
  forWorkload: (workload) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataFor(workload),
    spec: { maxUnavailable: hole(1), selector: { matchLabels: workload.labels } },
  }),
};
