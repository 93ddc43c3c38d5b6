import type {
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
  StatefulSetSpec,
} from '../../../../src/api/generated/objects.ts';
import type { Stored } from '../../../../src/api/objects.ts';
import { formatTime } from '../../../../src/api/time.ts';
import type { SetPlan, Step } from '../../../../src/simulation/controllers/statefulSet/setPlan.ts';
import type { SetView } from '../../../../src/simulation/controllers/statefulSet/setView.ts';

export const nowMs = Date.UTC(2026, 0, 5, 9);

/** A StatefulSet `web` with a claim template where `claims` says so. */
export function setOf(spec: Partial<StatefulSetSpec> = {}, status?: StatefulSet['status']): Stored<StatefulSet> {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'set',
      resourceVersion: '1',
      creationTimestamp: '',
      generation: 3,
    },
    spec: {
      replicas: 3,
      serviceName: 'nginx',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...spec,
    },
    ...(status && { status }),
  };
}

/**
 * Pods as words: `0` is ready and of revision `new`; `1 old` is of another one; `2 pending`, `2 unready`, `2 ending`,
 * `2 failed`, `2 succeeded`, `2 unlabelled`, `2 unclaimed`; `2 5s` has been ready for so long. With a comma between two.
 */
export function podsOf(words: string): Stored<Pod>[] {
  return words === '' ? [] : words.split(', ').map(podOf);
}

function podOf(words: string): Stored<Pod> {
  const [ordinal = '', ...states] = words.split(' ');
  const has = (state: string) => states.includes(state);
  const seconds = Number(states.map((state) => /^(\d+)s$/.exec(state)?.[1]).find((found) => found) ?? 3600);
  const name = `web-${ordinal}`;
  const ended = has('failed') ? 'Failed' : has('succeeded') ? 'Succeeded' : undefined;
  const phase = has('pending') ? 'Pending' : (ended ?? 'Running');
  const isReady = phase === 'Running' && !has('unready');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${ordinal}`,
      resourceVersion: '1',
      creationTimestamp: '',
      labels: {
        app: 'web',
        'controller-revision-hash': has('old') ? 'old' : 'new',
        ...(!has('unlabelled') && { 'statefulset.kubernetes.io/pod-name': name }),
      },
      ...(has('ending') && { deletionTimestamp: formatTime(nowMs) }),
    },
    spec: {
      containers: [{ name: 'app', image: 'app:1' }],
      ...(!has('unclaimed') && { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } }] }),
    },
    status: {
      phase,
      conditions: [
        { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: formatTime(nowMs - seconds * 1000) },
      ],
    },
  };
}

export const dataTemplate: PersistentVolumeClaim = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

/** A claim `data-web-N` with these owners. */
export function claimOf(ordinal: number, owners: PersistentVolumeClaim['metadata']): Stored<PersistentVolumeClaim> {
  const name = `data-web-${ordinal}`;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '', ...owners },
  };
}

export function viewOf(
  set: Stored<StatefulSet>,
  pods: readonly Stored<Pod>[],
  claims: readonly Stored<PersistentVolumeClaim>[] = [],
): SetView {
  return {
    set,
    current: 'old',
    update: 'new',
    pods,
    claims: new Map(claims.map((claim) => [claim.metadata.name, claim])),
    nowMs,
  };
}

/** A plan as words: `create web-1 of update; delete web-0`, phases with a bar between them. */
export function wordsOf({ replicas, condemnedClaims, condemned, update, looksAgain }: SetPlan): string {
  const phases = [replicas.flat(), condemnedClaims, condemned, update ? [update] : []];
  const words = phases.filter((steps) => steps.length > 0).map((steps) => steps.map(stepWords).join('; '));
  return [...words, ...(looksAgain ? ['look again'] : [])].join(' | ') || 'nothing';
}

function stepWords(step: Step): string {
  return `${step.what} ${step.slot.name}${step.what === 'create' ? ` of ${step.of}` : ''}`;
}
