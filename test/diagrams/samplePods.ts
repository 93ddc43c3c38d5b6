// Pods that diagrams are tried with.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerStatus, Pod } from '../../src/api/generated/objects.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';

/** A container of a sample. */
export function container(name: string, more = {}): NonNullable<Pod['spec']>['containers'][number] {
  return { name, image: 'busybox:1.36', ...more };
}

const status = (
  name: string,
  state: ContainerStatus['state'],
  more: Partial<ContainerStatus> = {},
): ContainerStatus => ({
  name,
  image: '',
  imageID: '',
  ready: false,
  restartCount: 0,
  state: state ?? {},
  ...more,
});

/** The first Pod of a file of manifests, by its path from the project's folder. */
export function podOfFile(file: string): Pod {
  const text = readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');
  const found = readManifests(text).documents.find(({ kind }) => kind?.kind === 'Pod');
  if (!found) throw new Error(`${file} has no Pod`);
  return found.value as Pod;
}

const mount = (name: string, mountPath: string, more = {}) => ({ name, mountPath, ...more });
const sidecar = container('shipper', {
  restartPolicy: 'Always',
  volumeMounts: [mount('logs', '/logs', { readOnly: true })],
});
const app = container('app', {
  ports: [{ containerPort: 8080, name: 'http' }],
  volumeMounts: [mount('logs', '/var/log/app')],
});
const logs = [{ name: 'logs', emptyDir: {} }];
const shop = podOfFile('test/diagrams/shop.yaml');

/** Each shows something that the others do not. */
export const samplePods = {
  sidecarLab: podOfFile('labs/sidecars/ship-logs/solutions/sidecar.yaml'),
  /** Two init containers, two sidecars, two apps, four volumes, probes on all that may have some. */
  shop,
  shopRunning: {
    ...shop,
    status: {
      phase: 'Running',
      podIP: '10.244.0.5',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
      ],
      initContainerStatuses: [
        status('migrate', { terminated: { exitCode: 0, reason: 'Completed' } }, { ready: true }),
        status('warm-cache', { terminated: { exitCode: 0, reason: 'Completed' } }, { ready: true }),
        status('shipper', { running: {} }, { ready: true, started: true, restartCount: 1 }),
        status('proxy', { running: {} }, { ready: false, started: true }),
      ],
      containerStatuses: [
        status('web', { running: {} }, { started: false }),
        status(
          'worker',
          { waiting: { reason: 'CrashLoopBackOff' } },
          { restartCount: 2, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } },
        ),
      ],
    },
  },
  /** A sidecar between init containers; one of them fails. */
  starting: {
    metadata: { name: 'web' },
    spec: { volumes: logs, initContainers: [container('migrate'), sidecar, container('warm')], containers: [app] },
    status: {
      phase: 'Pending',
      podIP: '10.244.0.5',
      initContainerStatuses: [
        status('migrate', { terminated: { exitCode: 0, reason: 'Completed' } }),
        status('shipper', { running: {} }, { ready: true, restartCount: 1 }),
        status('warm', { terminated: { exitCode: 3, reason: 'Error' } }),
      ],
      containerStatuses: [status('app', { waiting: { reason: 'PodInitializing' } })],
    },
  },
  missingVolume: { metadata: { name: 'web' }, spec: { containers: [app] } },
  /** On the Node's network, with a port that two containers want. */
  clash: {
    metadata: { name: 'clash' },
    spec: { hostNetwork: true, containers: [app, container('other', { ports: [{ containerPort: 8080 }] })] },
  },
  /** More than a picture has room for. */
  crowd: {
    metadata: { name: 'crowd' },
    spec: {
      volumes: Array.from({ length: 26 }, (_, index) => ({ name: `v${index}`, emptyDir: {} })),
      initContainers: Array.from({ length: 25 }, (_, index) => container(`i${index}`)),
      containers: [
        container('first', {
          ports: Array.from({ length: 31 }, (_, index) => ({ containerPort: 8000 + index })),
          volumeMounts: Array.from({ length: 26 }, (_, index) => mount(`v${index}`, `/v${index}`)),
        }),
        ...Array.from({ length: 30 }, (_, index) => container(`c${index}`)),
      ],
    },
  },
} satisfies Record<string, Pod>;
