import assert from 'node:assert/strict';
import type { PersistentVolumeSpec } from '../../../src/api/generated/objects.ts';
import type { Stored } from '../../../src/api/objects.ts';
import { volumeBinding } from '../../../src/simulation/scheduler/plugins/volumeBinding.ts';
import { volumeRestrictions } from '../../../src/simulation/scheduler/plugins/volumeRestrictions.ts';
import { node, pod, stored, verdicts } from './smallCluster.ts';

const nodes = [node('a', { zone: 'a' }), node('b', { zone: 'b' })];
const wanted = () => pod({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });

function claim(spec: object, status: object = { phase: 'Pending' }, more: object = {}): Stored {
  const whole = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec };
  const object = stored('v1', 'PersistentVolumeClaim', 'default', 'data', { spec: whole, status });
  return { ...object, metadata: { ...object.metadata, ...more } };
}

function volume(name: string, spec: PersistentVolumeSpec, status = { phase: 'Available' }): Stored {
  const whole = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...spec };
  return stored('v1', 'PersistentVolume', '', name, { spec: whole, status });
}

const storageClass = (name: string, more: object): Stored =>
  stored('storage.k8s.io/v1', 'StorageClass', '', name, more);
const onNode = (zone: string): PersistentVolumeSpec => ({
  nodeAffinity: {
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] }] },
  },
});
const late = { volumeBindingMode: 'WaitForFirstConsumer' };

describe('VolumeBinding', () => {
  const answer = (...objects: Stored[]) => verdicts(volumeBinding, wanted(), { nodes, objects });
  const elsewhere = "!node(s) didn't match PersistentVolume's node affinity";
  const noVolume = "!node(s) didn't find available persistent volumes to bind";

  it('refuses a Pod whose claim is missing, unbound, lost or being deleted', () => {
    assert.equal(answer(), 'persistentvolumeclaim "data" not found');
    assert.equal(answer(claim({})), 'pod has unbound immediate PersistentVolumeClaims');
    assert.equal(
      answer(claim({ volumeName: 'v' }, { phase: 'Lost' })),
      'persistentvolumeclaim "data" bound to non-existent persistentvolume "v"',
    );
    const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
    assert.equal(answer(claim({}, {}, deleted)), 'persistentvolumeclaim "data" is being deleted');
  });

  it('waits for the claim of an ephemeral volume', () => {
    const volumes = [{ name: 'scratch', ephemeral: {} }];
    const ephemeral = pod({ volumes });
    assert.equal(
      verdicts(volumeBinding, ephemeral, { nodes }),
      `waiting for ephemeral volume controller to create the persistentvolumeclaim "${ephemeral.metadata.name}-scratch"`,
    );
  });

  it('goes where the volume is', () => {
    const bound = claim({ volumeName: 'v' }, { phase: 'Bound' });
    assert.deepEqual(answer(bound, volume('v', onNode('b'))), { a: elsewhere, b: 'fits' });
    assert.deepEqual(answer(bound, volume('v', {})), { a: 'fits', b: 'fits' });
    const lost = '!node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
    assert.deepEqual(answer(bound), { a: lost, b: lost });
  });

  it('goes where a volume can be made for the first Pod', () => {
    const waiting = claim({ storageClassName: 'late' });
    const made = storageClass('late', { ...late, provisioner: 'example.com/disk' });
    assert.deepEqual(answer(waiting, made), { a: 'fits', b: 'fits' });
    const allowedTopologies = [{ matchLabelExpressions: [{ key: 'zone', values: ['b'] }] }];
    const inB = storageClass('late', { ...late, provisioner: 'example.com/disk', allowedTopologies });
    assert.deepEqual(answer(waiting, inB), { a: noVolume, b: 'fits' });
  });

  it('goes where a volume lies that is large enough and free', () => {
    const waiting = claim({ storageClassName: 'local' });
    const local = storageClass('local', { ...late, provisioner: 'kubernetes.io/no-provisioner' });
    const own = { storageClassName: 'local' };
    assert.deepEqual(answer(waiting, local), { a: noVolume, b: noVolume });
    assert.deepEqual(answer(waiting, local, volume('v', { ...own, ...onNode('b') })), { a: noVolume, b: 'fits' });
    const small = volume('v', { ...own, ...onNode('b'), capacity: { storage: '512Mi' } });
    const taken = volume('w', { ...own, claimRef: { namespace: 'default', name: 'other' } }, { phase: 'Bound' });
    assert.deepEqual(answer(waiting, local, small, taken), { a: noVolume, b: noVolume });
  });

  it('stays with the Node that was chosen for the claim', () => {
    const made = storageClass('late', { ...late, provisioner: 'example.com/disk' });
    const annotations = { 'volume.kubernetes.io/selected-node': 'b' };
    const chosen = claim({ storageClassName: 'late' }, {}, { annotations });
    assert.deepEqual(answer(chosen, made), { a: noVolume, b: 'fits' });
  });
});

describe('VolumeRestrictions', () => {
  it('lets one Pod of the cluster use a claim ReadWriteOncePod', () => {
    const objects = [claim({ accessModes: ['ReadWriteOncePod'] })];
    const used = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
    const pods = [[wanted(), 'a']] as const;
    assert.deepEqual(verdicts(volumeRestrictions, wanted(), { nodes, objects }), { a: 'fits', b: 'fits' });
    assert.deepEqual(verdicts(volumeRestrictions, wanted(), { nodes, objects, pods }), { a: used, b: used });
  });
});
