import assert from 'node:assert/strict';
import type { Event, PersistentVolume, PersistentVolumeClaim } from '../../../src/api/generated/objects.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
const volumes = '/api/v1/persistentvolumes';

function newCluster(): Cluster {
  return new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5), nodes: 2 });
}

function post(cluster: Cluster, path: string, body: object): void {
  const { code, body: answer } = cluster.send({ method: 'POST', path, body });
  assert.equal(code, 201, JSON.stringify(answer));
}

interface VolumeOptions {
  readonly size: string;
  readonly modes?: string[];
  readonly policy?: string;
  readonly path?: string;
  readonly labels?: Record<string, string>;
  readonly claimRef?: object;
}

function addVolume(cluster: Cluster, name: string, options: VolumeOptions): void {
  const { size, modes = ['ReadWriteOnce'], policy = 'Retain', path = '/mnt/data', labels = {}, claimRef } = options;
  post(cluster, volumes, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels },
    spec: {
      capacity: { storage: size },
      accessModes: modes,
      persistentVolumeReclaimPolicy: policy,
      storageClassName: 'manual',
      hostPath: { path },
      ...(claimRef && { claimRef }),
    },
  });
}

function addClaim(cluster: Cluster, name: string, spec: object): void {
  post(cluster, claims, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      storageClassName: 'manual',
      ...spec,
    },
  });
}

const claim = (cluster: Cluster, name: string) =>
  cluster.send({ method: 'GET', path: `${claims}/${name}` }).body as PersistentVolumeClaim;
const volume = (cluster: Cluster, name: string) =>
  cluster.send({ method: 'GET', path: `${volumes}/${name}` }).body as PersistentVolume;

function events(cluster: Cluster, reason: string): string[] {
  const { body } = cluster.send({ method: 'GET', path: '/api/v1/events' });
  return (body as { items: Event[] }).items.filter((e) => e.reason === reason).map(({ message = '' }) => message);
}

describe('persistent volumes', () => {
  it('give a claim the smallest volume that fits, whole', () => {
    const cluster = newCluster();
    addVolume(cluster, 'big', { size: '100Gi' });
    addVolume(cluster, 'fit', { size: '5Gi' });
    addVolume(cluster, 'tiny', { size: '512Mi' });
    cluster.advanceBy(1_000);
    addClaim(cluster, 'data', {});
    cluster.advanceBy(1_000);
    const bound = claim(cluster, 'data');
    assert.equal(bound.spec?.volumeName, 'fit');
    assert.equal(bound.status?.phase, 'Bound');
    assert.deepEqual(bound.status?.capacity, { storage: '5Gi' });
    assert.deepEqual(bound.status?.accessModes, ['ReadWriteOnce']);
    assert.equal(bound.metadata?.annotations?.['pv.kubernetes.io/bind-completed'], 'yes');
    assert.equal(volume(cluster, 'fit').status?.phase, 'Bound');
    assert.equal(volume(cluster, 'fit').spec?.claimRef?.uid, bound.metadata?.uid);
    assert.equal(volume(cluster, 'big').status?.phase, 'Available');
  });

  it('are chosen by access mode and labels', () => {
    const cluster = newCluster();
    addVolume(cluster, 'once', { size: '1Gi' });
    addVolume(cluster, 'many', { size: '9Gi', modes: ['ReadWriteMany'] });
    addVolume(cluster, 'fast', { size: '9Gi', labels: { disk: 'ssd' } });
    cluster.advanceBy(100);
    addClaim(cluster, 'shared', { accessModes: ['ReadWriteMany'] });
    addClaim(cluster, 'quick', { selector: { matchLabels: { disk: 'ssd' } } });
    cluster.advanceBy(100);
    assert.equal(claim(cluster, 'shared').spec?.volumeName, 'many');
    assert.equal(claim(cluster, 'quick').spec?.volumeName, 'fast');
  });

  it('wait for the claim that they are reserved for', () => {
    const cluster = newCluster();
    addVolume(cluster, 'mine', { size: '1Gi', claimRef: { namespace: 'default', name: 'later' } });
    cluster.advanceBy(100);
    assert.equal(volume(cluster, 'mine').status?.phase, 'Available');
    addClaim(cluster, 'first', {});
    addClaim(cluster, 'later', {});
    cluster.advanceBy(100);
    assert.equal(claim(cluster, 'first').status?.phase, 'Pending');
    assert.equal(claim(cluster, 'later').spec?.volumeName, 'mine');
  });

  it('say why a named volume cannot be bound', () => {
    const cluster = newCluster();
    addVolume(cluster, 'small', { size: '1Gi' });
    addClaim(cluster, 'large', { volumeName: 'small', resources: { requests: { storage: '2Gi' } } });
    cluster.advanceBy(100);
    assert.deepEqual(events(cluster, 'VolumeMismatch'), [
      'Cannot bind to requested volume "small": requested PV is too small',
    ]);
  });

  it('are Released after their claim and keep it in mind: a new claim of that name does not get them', () => {
    const cluster = newCluster();
    addVolume(cluster, 'kept', { size: '1Gi' });
    cluster.advanceBy(100);
    addClaim(cluster, 'data', {});
    cluster.advanceBy(100);
    cluster.send({ method: 'DELETE', path: `${claims}/data` });
    cluster.advanceBy(1_000);
    assert.equal(volume(cluster, 'kept').status?.phase, 'Released');
    addClaim(cluster, 'data', {});
    cluster.advanceBy(60_000);
    assert.equal(claim(cluster, 'data').status?.phase, 'Pending');
  });

  it('of a hostPath outside /tmp fail to be deleted, as on a real cluster', () => {
    const cluster = newCluster();
    addVolume(cluster, 'gone', { size: '1Gi', policy: 'Delete', path: '/mnt/data' });
    cluster.advanceBy(100);
    addClaim(cluster, 'data', {});
    cluster.advanceBy(100);
    cluster.send({ method: 'DELETE', path: `${claims}/data` });
    cluster.advanceBy(1_000);
    assert.equal(volume(cluster, 'gone').status?.phase, 'Failed');
    assert.equal(
      volume(cluster, 'gone').status?.message,
      'host_path deleter only supports /tmp/.+ but received provided /mnt/data',
    );
  });

  it('are recycled for the next claim', () => {
    const cluster = newCluster();
    addVolume(cluster, 'again', { size: '1Gi', policy: 'Recycle' });
    cluster.advanceBy(100);
    addClaim(cluster, 'one', {});
    cluster.advanceBy(100);
    cluster.send({ method: 'DELETE', path: `${claims}/one` });
    cluster.advanceBy(20_000);
    assert.equal(volume(cluster, 'again').status?.phase, 'Available');
    addClaim(cluster, 'two', {});
    cluster.advanceBy(1_000);
    assert.equal(claim(cluster, 'two').spec?.volumeName, 'again');
  });

  it('that are deleted below a claim leave it Lost', () => {
    const cluster = newCluster();
    addVolume(cluster, 'disk', { size: '1Gi' });
    cluster.advanceBy(100);
    addClaim(cluster, 'data', {});
    cluster.advanceBy(100);
    cluster.send({ method: 'DELETE', path: `${volumes}/disk` });
    cluster.advanceBy(100);
    assert.ok(volume(cluster, 'disk').metadata?.deletionTimestamp, 'the finalizer keeps it while it is bound');
    const contentType = 'application/merge-patch+json';
    const body = { metadata: { finalizers: null } };
    cluster.send({ method: 'PATCH', path: `${volumes}/disk`, contentType, body });
    cluster.advanceBy(100);
    assert.equal(claim(cluster, 'data').status?.phase, 'Lost');
    assert.deepEqual(events(cluster, 'ClaimLost'), [
      'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    ]);
  });

  it('are not there for a claim without a class, or with an unknown one', () => {
    const cluster = newCluster();
    addClaim(cluster, 'none', { storageClassName: '' });
    addClaim(cluster, 'unknown', { storageClassName: 'fast' });
    cluster.advanceBy(40_000);
    assert.deepEqual(events(cluster, 'FailedBinding'), [
      'no persistent volumes available for this claim and no storage class is set',
    ]);
    assert.deepEqual(events(cluster, 'ProvisioningFailed'), ['storageclass.storage.k8s.io "fast" not found']);
  });

  it('of the default class wait for their first consumer', () => {
    const cluster = newCluster();
    addClaim(cluster, 'data', { storageClassName: undefined });
    cluster.advanceBy(40_000);
    assert.equal(claim(cluster, 'data').spec?.storageClassName, 'standard');
    assert.equal(claim(cluster, 'data').status?.phase, 'Pending');
    assert.deepEqual(events(cluster, 'WaitForFirstConsumer'), [
      'waiting for first consumer to be created before binding',
    ]);
  });

  it('grow for nobody whose class does not allow it', () => {
    const cluster = newCluster();
    const grow = (name: string) =>
      cluster.send({
        method: 'PATCH',
        path: `${claims}/${name}`,
        contentType: 'application/merge-patch+json',
        body: { spec: { resources: { requests: { storage: '3Gi' } } } },
      });
    addVolume(cluster, 'disk', { size: '2Gi' });
    cluster.advanceBy(100);
    addClaim(cluster, 'data', {});
    cluster.advanceBy(100);
    const { code, body } = grow('data');
    assert.equal(code, 403);
    assert.equal(
      (body as { message: string }).message,
      'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
    post(cluster, '/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'manual' },
      provisioner: 'example.org/disks',
      allowVolumeExpansion: true,
    });
    assert.equal(grow('data').code, 200);
    cluster.advanceBy(1_000);
    assert.deepEqual(claim(cluster, 'data').status?.capacity, { storage: '2Gi' });
    assert.deepEqual(events(cluster, 'ExternalExpanding'), ['waiting for an external controller to expand this PVC']);
  });

  it('are asked of provisioners that nobody runs', () => {
    const cluster = newCluster();
    post(cluster, '/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'manual' },
      provisioner: 'ebs.csi.aws.com',
    });
    addClaim(cluster, 'data', {});
    cluster.advanceBy(1_000);
    assert.equal(
      claim(cluster, 'data').metadata?.annotations?.['volume.kubernetes.io/storage-provisioner'],
      'ebs.csi.aws.com',
    );
    assert.equal(events(cluster, 'ExternalProvisioning').length, 1);
  });

  it('of local paths are for one Node at a time', () => {
    const cluster = newCluster();
    addClaim(cluster, 'shared', { storageClassName: 'standard', accessModes: ['ReadWriteMany'] });
    post(cluster, '/api/v1/namespaces/default/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: {
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'shared' } }],
        containers: [{ name: 'app', image: 'busybox:1.36', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      },
    });
    cluster.advanceBy(5_000);
    assert.deepEqual(events(cluster, 'ProvisioningFailed'), [
      'failed to provision volume with StorageClass "standard": NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes',
    ]);
  });
});
