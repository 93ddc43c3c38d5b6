import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../../../src/api/generated/objects.ts';
import type { Stored } from '../../../../src/api/objects.ts';
import { ordinalOf } from '../../../../src/simulation/controllers/statefulSet/ordinals.ts';
import { workingCluster } from '../workingCluster.ts';
import { dataTemplate } from './setScene.ts';

const setPath = '/apis/apps/v1/namespaces/default/statefulsets/web';
const podsPath = '/api/v1/namespaces/default/pods';
const claimsPath = '/api/v1/namespaces/default/persistentvolumeclaims';
const labels = { app: 'web' };

type Retention = 'Retain' | 'Delete';
interface Setting {
  readonly management: 'OrderedReady' | 'Parallel';
  readonly retention: Retention;
  readonly start: number;
  readonly minReadySeconds: number;
}

/** One input: numbers choose among names and values, so that a session that fails shrinks to a short one. */
interface Disturbance {
  readonly what: keyof typeof disturbances;
  readonly which: number;
  readonly thenMs: number;
}

type Scene = ReturnType<typeof begin>;

const disturbances = {
  scale: ({ patch }: Scene, which: number) => patch(setPath, { spec: { replicas: which % 5 } }),
  roll: ({ patch }: Scene, which: number) =>
    patch(setPath, { spec: { template: { metadata: { annotations: { round: `${which}` } } } } }),
  partition: ({ patch }: Scene, which: number) =>
    patch(setPath, { spec: { updateStrategy: { rollingUpdate: { partition: which % 4 } } } }),
  retain: ({ patch, setting }: Scene, which: number) => {
    if (setting.retention === 'Retain') return;
    const whenScaled = which % 2 === 0 ? 'Delete' : 'Retain';
    patch(setPath, { spec: { persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted: 'Delete' } } });
  },
  deletePod: ({ remove, setting }: Scene, which: number) => remove(podsPath, `web-${setting.start + (which % 5)}`),
  forceDeletePod: ({ remove, setting }: Scene, which: number) =>
    remove(podsPath, `web-${setting.start + (which % 5)}`, { gracePeriodSeconds: '0' }),
  deleteClaim: ({ remove, setting }: Scene, which: number) => {
    if (setting.retention === 'Delete') remove(claimsPath, `data-web-${setting.start + (which % 5)}`);
  },
  loosePod: ({ patch, setting }: Scene, which: number) =>
    patch(`${podsPath}/web-${setting.start + (which % 5)}`, { metadata: { labels: { app: 'lost' } } }),
  strangePod: ({ send, setting }: Scene, which: number) => {
    const name = [`web-${setting.start + 1}`, `web-0${which}`, 'other-0', `web-${setting.start + 9}`][which % 4];
    send('POST', podsPath, { metadata: { name, labels }, spec: { containers } });
  },
  orphan: ({ body, send, patch, cluster }: Scene, which: number) => {
    send('DELETE', setPath, undefined, { propagationPolicy: which % 2 === 0 ? 'Orphan' : 'Background' });
    cluster.advanceBy(which * 10);
    send('POST', setPath.replace('/web', ''), body);
    patch(setPath, { spec: { replicas: which % 5 } });
  },
};

const containers = [
  {
    name: 'app',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 1; done'],
    readinessProbe: { exec: { command: ['true'] }, initialDelaySeconds: 1, periodSeconds: 1 },
  },
];

function begin(setting: Setting) {
  const working = workingCluster(2);
  const { retention, start, management, minReadySeconds } = setting;
  const body = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      serviceName: 'web',
      podManagementPolicy: management,
      ordinals: { start },
      minReadySeconds,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: retention, whenScaled: retention },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 2, containers },
      },
      volumeClaimTemplates: [dataTemplate],
    },
  };
  const remove = (path: string, name: string, query: Record<string, string> = {}) =>
    working.send('DELETE', `${path}/${name}`, undefined, query);
  working.create(setPath.replace('/web', ''), body);
  return { ...working, setting, body, remove };
}

/** Watches the Pods as they come and go, and says what an ordered StatefulSet must never do. */
function watchOrder({ cluster, get, setting }: Scene): readonly string[] {
  const problems: string[] = [];
  const known = new Map<string, Pod>();
  const isWell = (pod: Pod | undefined) =>
    pod?.status?.phase === 'Running' &&
    !pod.metadata?.deletionTimestamp &&
    (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
  const onChunk = (chunk: unknown) => {
    const { type, object } = (chunk as { event: { type: string; object: Stored<Pod> } }).event;
    const { name, ownerReferences } = object.metadata;
    const ordinal = ordinalOf('web', name);
    if (type === 'ADDED' && ordinal !== undefined && ownerReferences) {
      const { spec } = get<StatefulSet>(setPath);
      for (let below = setting.start; below < ordinal; below += 1) {
        if (!isWell(known.get(`web-${below}`))) problems.push(`${name} came before web-${below} was well`);
      }
      if (ordinal >= setting.start + (spec?.replicas ?? 0)) problems.push(`nobody wanted ${name}`);
    }
    if (type === 'DELETED') known.delete(name);
    else known.set(name, object);
  };
  const query = { watch: 'true', timeoutSeconds: '1000000' };
  cluster.open({ method: 'GET', path: podsPath, query }, { onChunk, onEnd: () => {} });
  return problems;
}

/** Every claim that there ever was, by its uid. */
function watchClaims({ cluster }: Scene): ReadonlySet<string> {
  const seen = new Set<string>();
  const onChunk = (chunk: unknown) => {
    seen.add((chunk as { event: { object: Stored } }).event.object.metadata.uid);
  };
  const query = { watch: 'true', timeoutSeconds: '1000000' };
  cluster.open({ method: 'GET', path: claimsPath, query }, { onChunk, onEnd: () => {} });
  return seen;
}

/** When nobody disturbs any more, and the Pods that it did not make are gone, the set has what it wants. */
function checkCalm({ cluster, body, send, pods, get, list, patch, remove, setting }: Scene): void {
  // One that was created while the former set was still there was refused.
  cluster.advanceBy(1_000);
  send('POST', setPath.replace('/web', ''), body);
  cluster.advanceBy(60_000);
  const ending = list<PersistentVolumeClaim>(claimsPath).filter(({ metadata }) => metadata.deletionTimestamp);
  for (const { metadata, spec } of pods()) {
    const claims = (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: used }) => (used ? [used.claimName] : []));
    // What a real set, too, needs help with: one that was adopted without its claim can get none any more, and one whose
    // claim is being deleted holds it up.
    const needsHelp = claims.length === 0 || ending.some((claim) => claims.includes(claim.metadata.name));
    if (!metadata.ownerReferences || needsHelp) remove(podsPath, metadata.name, { gracePeriodSeconds: '0' });
  }
  patch(setPath, { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
  cluster.advanceBy(30 * 60_000);
  const { spec, status } = get<StatefulSet>(setPath);
  const replicas = spec?.replicas ?? 0;
  const names = Array.from({ length: replicas }, (_, i) => `web-${setting.start + i}`);
  assert.deepEqual(
    pods()
      .filter(({ metadata }) => metadata.ownerReferences)
      .map(({ metadata }) => metadata.name),
    names,
  );
  const { readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0, availableReplicas } = status ?? {};
  assert.deepEqual(
    [status?.replicas, readyReplicas, availableReplicas, updatedReplicas, currentReplicas],
    [replicas, replicas, replicas, replicas, replicas],
  );
  assert.equal(status?.currentRevision, status?.updateRevision);
  const claims = list<PersistentVolumeClaim>(claimsPath);
  for (const name of names) {
    const claim = claims.find(({ metadata }) => metadata.name === `data-${name}`);
    assert.equal(claim?.metadata.deletionTimestamp, undefined);
    assert.equal(claim?.status?.phase, 'Bound', `data-${name} is bound`);
  }
}

const anySetting: fc.Arbitrary<Setting> = fc.record({
  management: fc.constantFrom('OrderedReady', 'Parallel'),
  retention: fc.constantFrom('Retain', 'Delete'),
  start: fc.constantFrom(0, 0, 3),
  minReadySeconds: fc.constantFrom(0, 0, 7),
});
const anySession: fc.Arbitrary<Disturbance[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...(Object.keys(disturbances) as (keyof typeof disturbances)[])),
    which: fc.nat(12),
    thenMs: fc.oneof(fc.nat(30), fc.nat(1_500), fc.nat(20_000)),
  }),
  { minLength: 3, maxLength: 14 },
);

describe('a StatefulSet in chaos', () => {
  it('keeps its order and its claims, and comes to what is wanted', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(anySetting, anySession, (setting, session) => {
        const scene = begin(setting);
        const problems = watchOrder(scene);
        const claims = watchClaims(scene);
        for (const { what, which, thenMs } of session) {
          disturbances[what](scene, which);
          scene.cluster.advanceBy(thenMs);
        }
        checkCalm(scene);
        if (setting.management === 'OrderedReady') assert.deepEqual(problems, []);
        if (setting.retention === 'Retain') {
          scene.send('DELETE', setPath);
          scene.cluster.advanceBy(60_000);
          const left = scene.list<PersistentVolumeClaim>(claimsPath).map(({ metadata }) => metadata.uid);
          assert.deepEqual(new Set(left), claims, 'no claim is ever deleted');
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 15_000 },
    );
  });
});
