import type { Container, Pod } from '../../../../src/api/generated/objects.ts';
import type { Stored } from '../../../../src/api/objects.ts';
import { formatTime } from '../../../../src/api/time.ts';
import type { PodSample } from '../../../../src/simulation/controllers/horizontalPodAutoscaler/podGroups.ts';

export const nowMs = Date.UTC(2026, 0, 5, 9);

/** What a Pod for an autoscaler is like, where it is not an old, ready one with one container that requests 100m and 64Mi. */
export interface PodTraits {
  readonly ready?: boolean;
  readonly phase?: string;
  readonly terminating?: true;
  readonly startedAgoSeconds?: number;
  readonly readyAgoSeconds?: number;
  readonly containers?: readonly Container[];
  readonly sidecars?: readonly Container[];
  readonly requests?: Readonly<Record<string, string>>;
}

export function container(name: string, requests?: Readonly<Record<string, string>>): Container {
  return { name, image: 'app:1', ...(requests && { resources: { requests: { ...requests } } }) };
}

export function pod(name: string, traits: PodTraits = {}): Stored<Pod> {
  const { ready = true, phase = 'Running', terminating, startedAgoSeconds = 3600, readyAgoSeconds = 3600 } = traits;
  const { containers = [container('app', { cpu: '100m', memory: '64Mi' })], sidecars = [], requests } = traits;
  const ago = (seconds: number) => formatTime(nowMs - seconds * 1000);
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: ago(startedAgoSeconds),
      labels: { app: 'web' },
      ...(terminating && { deletionTimestamp: ago(0) }),
    },
    spec: {
      containers: [...containers],
      initContainers: sidecars.map((one) => ({ ...one, restartPolicy: 'Always' })),
      ...(requests && { resources: { requests: { ...requests } } }),
    },
    status: {
      phase,
      startTime: ago(startedAgoSeconds),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(readyAgoSeconds) }],
    },
  };
}

/** Measured just now, over half a minute. */
export function samples(values: Readonly<Record<string, number>>): ReadonlyMap<string, PodSample> {
  const entries = Object.entries(values);
  return new Map(entries.map(([name, valueMilli]) => [name, { valueMilli, timestampMs: nowMs, windowMs: 30_000 }]));
}
