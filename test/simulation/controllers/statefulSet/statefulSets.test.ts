import assert from 'node:assert/strict';
import type {
  ControllerRevision,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
} from '../../../../src/api/generated/objects.ts';
import { workingCluster } from '../workingCluster.ts';
import { dataTemplate } from './setScene.ts';

const setsPath = '/apis/apps/v1/namespaces/default/statefulsets';
const podsPath = '/api/v1/namespaces/default/pods';
const claimsPath = '/api/v1/namespaces/default/persistentvolumeclaims';
const revisionsPath = '/apis/apps/v1/namespaces/default/controllerrevisions';
const containers = [
  { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'trap exit TERM; sleep 100000 & wait'] },
];
const labels = { app: 'web' };

function withSet(spec: object = {}, podSpec: object = {}, metadata: object = {}) {
  const working = workingCluster();
  const body = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', ...metadata },
    spec: {
      replicas: 2,
      serviceName: 'web',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers, ...podSpec } },
      ...spec,
    },
  };
  const { create, get, list, patch, send, pods } = working;
  return {
    ...working,
    body,
    createSet: () => create<StatefulSet>(setsPath, body),
    set: () => get<StatefulSet>(`${setsPath}/web`),
    pod: (name: string) => get<Pod>(`${podsPath}/${name}`),
    revisions: () =>
      [...list<ControllerRevision>(revisionsPath)].sort((a, b) => a.revision - b.revision).map((one) => one.revision),
    names: () => pods().map(({ metadata: { name } }) => name),
    events: () => working.eventsOf('StatefulSet', 'web'),
    scale: (replicas: number) => patch(`${setsPath}/web`, { spec: { replicas } }),
    roll: (round: string) => patch(`${setsPath}/web`, { spec: { template: { metadata: { annotations: { round } } } } }),
    remove: (path: string, query: Record<string, string> = {}) => send('DELETE', path, undefined, query),
  };
}

describe('StatefulSets', () => {
  it('say in Events what the server refused, and try again', () => {
    const { cluster, create, createSet, events, names, remove } = withSet({ volumeClaimTemplates: [dataTemplate] });
    const quotas = '/api/v1/namespaces/default/resourcequotas';
    const quota = (name: string, hard: object) => create(quotas, { metadata: { name }, spec: { hard } });
    quota('pods', { pods: '1' });
    quota('claims', { persistentvolumeclaims: '0' });
    cluster.advanceBy(1_000);
    createSet();
    cluster.advanceBy(5_000);
    const noClaim =
      'persistentvolumeclaims "data-web-0" is forbidden: exceeded quota: claims, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=0, limited: persistentvolumeclaims=0';
    assert.deepEqual(events().slice(0, 2), [
      `FailedCreate: create Claim data-web-0 for Pod web-0 in StatefulSet web failed error: ${noClaim}`,
      `FailedCreate: create Pod web-0 in StatefulSet web failed error: failed to create PVC data-web-0: ${noClaim}`,
    ]);
    assert.deepEqual(names(), []);
    remove(`${quotas}/claims`);
    cluster.advanceBy(60_000);
    assert.deepEqual(names(), ['web-0']);
    assert.ok(
      events().includes(
        'FailedCreate: create Pod web-1 in StatefulSet web failed error: pods "web-1" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=1, limited: pods=1',
      ),
    );
    remove(`${quotas}/pods`);
    cluster.advanceBy(120_000);
    assert.deepEqual(names(), ['web-0', 'web-1']);
  });

  it('wait in silence while a stranger has the name of a Pod', () => {
    const { cluster, create, createSet, events, names, remove, pod } = withSet();
    create(podsPath, { metadata: { name: 'web-0' }, spec: { containers } });
    createSet();
    cluster.advanceBy(30_000);
    assert.deepEqual([names(), events()], [['web-0'], []]);
    assert.equal(pod('web-0').metadata.ownerReferences, undefined);
    remove(`${podsPath}/web-0`);
    cluster.advanceBy(120_000);
    assert.deepEqual(names(), ['web-0', 'web-1']);
  });

  it('put another Pod in the place of one that was evicted', () => {
    const text = 'trap exit TERM; sleep 8; head -c 2000000 /dev/zero > /cache/file; sleep 1000 & wait';
    const greedy = {
      ...containers[0],
      command: ['sh', '-c', text],
      volumeMounts: [{ name: 'c', mountPath: '/cache' }],
    };
    const volumes = [{ name: 'c', emptyDir: { sizeLimit: '1Mi' } }];
    const { cluster, createSet, events, pod } = withSet({ replicas: 1 }, { containers: [greedy], volumes });
    createSet();
    cluster.advanceBy(8_000);
    const { uid } = pod('web-0').metadata;
    cluster.advanceBy(120_000);
    assert.notEqual(pod('web-0').metadata.uid, uid);
    const [first, second, third] = events();
    assert.deepEqual(
      [first, second, third],
      [
        'SuccessfulDelete: delete Pod web-0 in StatefulSet web successful',
        'SuccessfulCreate: create Pod web-0 in StatefulSet web successful',
        // Kubernetes 1.31 and later have no Event of their own for this.
        undefined,
      ],
    );
  });

  it('create no second Pod while one of an unreachable Node may still run', () => {
    const { cluster, createSet, pod, names, remove } = withSet();
    createSet();
    cluster.advanceBy(20_000);
    const { metadata, spec } = pod('web-0');
    cluster.setNodePower(spec?.nodeName ?? '', 'off');
    cluster.advanceBy(15 * 60_000);
    assert.equal(pod('web-0').metadata.uid, metadata.uid);
    assert.ok(pod('web-0').metadata.deletionTimestamp);
    remove(`${podsPath}/web-0`, { gracePeriodSeconds: '0' });
    cluster.advanceBy(30_000);
    assert.notEqual(pod('web-0').metadata.uid, metadata.uid);
    assert.deepEqual(names(), ['web-0', 'web-1']);
  });

  it('wait for a claim that is being deleted, then make a new one', () => {
    const { cluster, createSet, events, get, names, patch, remove } = withSet(
      { replicas: 1, volumeClaimTemplates: [dataTemplate] },
      { containers: [{ ...containers[0], volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
    );
    createSet();
    cluster.advanceBy(30_000);
    const claim = () => get<PersistentVolumeClaim>(`${claimsPath}/data-web-0`);
    const { uid, finalizers = [] } = claim().metadata;
    patch(`${claimsPath}/data-web-0`, { metadata: { finalizers: [...finalizers, 'example.com/backup'] } });
    remove(`${claimsPath}/data-web-0`);
    assert.ok(claim().metadata.deletionTimestamp);
    remove(`${podsPath}/web-0`);
    cluster.advanceBy(10_000);
    const failure = 'FailedCreate: create Pod web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted';
    assert.deepEqual([names(), events().at(-1)], [[], failure]);
    patch(`${claimsPath}/data-web-0`, { metadata: { finalizers: null } });
    cluster.advanceBy(60_000);
    assert.notEqual(claim().metadata.uid, uid);
    assert.deepEqual(names(), ['web-0']);
    assert.ok(events().includes('SuccessfulCreate: create Claim data-web-0 Pod web-0 in StatefulSet web success'));
  });

  it('give labels back to a Pod that lost them, and let go of one that they do not select', () => {
    const { cluster, createSet, events, patch, pod, set } = withSet();
    createSet();
    cluster.advanceBy(20_000);
    patch(`${podsPath}/web-0`, { metadata: { labels: { 'statefulset.kubernetes.io/pod-name': null } } });
    cluster.advanceBy(1_000);
    assert.equal(pod('web-0').metadata.labels?.['statefulset.kubernetes.io/pod-name'], 'web-0');
    assert.ok(events().includes('SuccessfulUpdate: update Pod web-0 in StatefulSet web successful'));
    patch(`${podsPath}/web-1`, { metadata: { labels: { app: 'lost' } } });
    cluster.advanceBy(1_000);
    assert.equal(pod('web-1').metadata.ownerReferences, undefined);
    assert.equal(set().status?.replicas, 1);
  });

  it('adopt Pods that have their name and their labels, but cannot change their volumes', () => {
    const { cluster, create, createSet, events, pod } = withSet({ volumeClaimTemplates: [dataTemplate] });
    for (const name of ['web-0', 'web-07', 'other-1']) {
      create(podsPath, { metadata: { name, labels }, spec: { containers } });
    }
    cluster.advanceBy(10_000);
    createSet();
    cluster.advanceBy(10_000);
    const ownersOf = (name: string) => pod(name).metadata.ownerReferences?.map((owner) => owner.name);
    assert.deepEqual([ownersOf('web-0'), ownersOf('web-07'), ownersOf('other-1')], [['web'], undefined, undefined]);
    const [failure] = events().filter((text) => text.startsWith('FailedUpdate'));
    assert.match(
      failure ?? '',
      /^FailedUpdate: update Pod web-0 in StatefulSet web failed error: Pod "web-0" is invalid: spec: Forbidden: pod updates may not change fields other than/,
    );
  });

  it('keep revisions up to their limit, and find old templates again', () => {
    const { cluster, createSet, revisions, roll, pod, set } = withSet({ replicas: 1, revisionHistoryLimit: 1 });
    createSet();
    for (const round of ['a', 'b', 'c']) {
      cluster.advanceBy(20_000);
      roll(round);
    }
    cluster.advanceBy(20_000);
    assert.deepEqual(revisions(), [3, 4]);
    roll('b');
    cluster.advanceBy(20_000);
    assert.deepEqual(revisions(), [4, 5]);
    const { status } = set();
    assert.equal(status?.currentRevision, status?.updateRevision);
    assert.equal(pod('web-0').metadata.labels?.['controller-revision-hash'], status?.updateRevision);
  });

  it('count a collision where another object has the name of a revision', () => {
    const first = withSet();
    first.createSet();
    first.cluster.advanceBy(1_000);
    const name = first.set().status?.updateRevision ?? '';
    const { cluster, create, createSet, set, names } = withSet();
    create(revisionsPath, { metadata: { name }, revision: 1, data: { of: 'somebody else' } });
    createSet();
    cluster.advanceBy(30_000);
    assert.equal(set().status?.collisionCount, 1);
    assert.notEqual(set().status?.updateRevision, name);
    assert.deepEqual(names(), ['web-0', 'web-1']);
  });

  it('only report while they are deleted after their Pods', () => {
    const { cluster, createSet, names, remove, send, events } = withSet();
    createSet();
    cluster.advanceBy(20_000);
    const before = events().length;
    remove(`${setsPath}/web`, { propagationPolicy: 'Foreground' });
    cluster.advanceBy(60_000);
    assert.deepEqual(names(), []);
    assert.equal(send('GET', `${setsPath}/web`).code, 404);
    assert.equal(events().length, before);
  });

  it('go with their Namespace', () => {
    const { cluster, create, body, list, remove } = withSet();
    create('/api/v1/namespaces', { metadata: { name: 'team' } });
    cluster.advanceBy(1_000);
    create('/apis/apps/v1/namespaces/team/statefulsets', body);
    cluster.advanceBy(20_000);
    remove('/api/v1/namespaces/team');
    cluster.advanceBy(120_000);
    assert.deepEqual(
      list('/api/v1/namespaces').filter(({ metadata }) => metadata.name === 'team'),
      [],
    );
  });
});
