import { type Fields, hole } from '../shape.ts';
import type { WholeManifest } from './wholeManifest.ts';

const name = hole('web', 'name');
const small: Fields = {
  requests: { cpu: hole('100m'), memory: hole('64Mi') },
  limits: { memory: hole('64Mi') },
};

/** A web server that says when it is ready. */
export const webContainer: Fields = {
  name,
  image: hole('nginx:1.29.1'),
  ports: [{ name: 'http', containerPort: 80 }],
  readinessProbe: { httpGet: { path: hole('/'), port: 'http' } },
  resources: small,
};

export const pod: WholeManifest = {
  label: 'Pod',
  summary: 'One container, its port and its resources.',
  documents: [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [webContainer] } },
  ],
};

export const podWithSidecar: WholeManifest = {
  label: 'Pod with sidecar',
  summary: 'A sidecar starts before the other containers, runs beside them and ends after them. Both share a volume.',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: {
        initContainers: [
          {
            name: hole('logs'),
            image: hole('busybox:1.37.0'),
            restartPolicy: 'Always',
            command: ['sh', '-c', hole('touch /logs/app.log && tail -f /logs/app.log')],
            volumeMounts: [{ name: 'logs', mountPath: '/logs' }],
            resources: small,
          },
        ],
        containers: [
          {
            name: hole('app'),
            image: hole('busybox:1.37.0'),
            command: ['sh', '-c', hole('while true; do date >> /logs/app.log; sleep 5; done')],
            volumeMounts: [{ name: 'logs', mountPath: '/logs' }],
            resources: small,
          },
        ],
        volumes: [{ name: 'logs', emptyDir: {} }],
      },
    },
  ],
};

const work: Fields = {
  name: hole('work'),
  image: hole('busybox:1.37.0'),
  command: ['sh', '-c', hole('echo working; sleep 5; echo done')],
  resources: small,
};

export const job: WholeManifest = {
  label: 'Job',
  summary: 'Pods that run until the work is done.',
  documents: [
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: hole('work') },
      spec: { backoffLimit: hole(3), template: { spec: { restartPolicy: 'Never', containers: [work] } } },
    },
  ],
};

export const cronJob: WholeManifest = {
  label: 'CronJob',
  summary: 'A Job at certain times.',
  documents: [
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: hole('work') },
      spec: {
        schedule: hole('0 3 * * *'),
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [work] } } } },
      },
    },
  ],
};
