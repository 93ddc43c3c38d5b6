import { choice, type Fields, hole } from '../shape.ts';
import type { WholeManifest } from './wholeManifest.ts';

const name = hole('web', 'name');

export const configMap: WholeManifest = {
  label: 'ConfigMap',
  summary: 'Settings and small files for containers.',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: hole('settings') },
      data: { LOG_LEVEL: hole('info'), 'app.properties': 'color=blue\nsize=small\n' },
    },
  ],
};

export const secret: WholeManifest = {
  label: 'Secret',
  summary:
    'Passwords and keys. `stringData` takes plain text; the API server turns it into base64, which hides nothing.',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: hole('credentials') },
      stringData: { username: hole('admin'), password: hole('change-me') },
    },
  ],
};

const rule: Fields = {
  host: hole('example.com'),
  http: {
    paths: [
      {
        path: hole('/'),
        pathType: choice('Prefix', 'Exact'),
        backend: { service: { name, port: { number: hole(80) } } },
      },
    ],
  },
};

export const ingress: WholeManifest = {
  label: 'Ingress',
  summary: 'HTTP from outside the cluster, by host and path, to Services. It needs an ingress controller.',
  documents: [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name },
      spec: { ingressClassName: hole('nginx'), rules: [rule] },
    },
  ],
};

export const persistentVolumeClaim: WholeManifest = {
  label: 'PersistentVolumeClaim',
  summary: 'A disk that outlives Pods.',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: hole('data') },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: hole('1Gi') } } },
    },
  ],
};

export const networkPolicy: WholeManifest = {
  label: 'NetworkPolicy',
  summary: 'Who may reach these Pods: all others may not, where the network plugin enforces it.',
  documents: [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: {
        podSelector: { matchLabels: { app: name } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { app: hole('client') } } }],
            ports: [{ protocol: 'TCP', port: hole(80) }],
          },
        ],
      },
    },
  ],
};

export const namespace: WholeManifest = {
  label: 'Namespace',
  summary: 'A room of its own for names.',
  documents: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: hole('shop') } }],
};
