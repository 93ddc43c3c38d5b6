import assert from 'node:assert/strict';
import type { PersistentVolumeClaim } from '../../../src/api/generated/objects.ts';
import type { Stored } from '../../../src/api/objects.ts';
import { Session } from './session.ts';

const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
const request = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

function claim(made: Session): Stored<PersistentVolumeClaim> {
  return made.send('GET', `${claims}/data`) as Stored<PersistentVolumeClaim>;
}

/** What the PersistentVolume controller does once there is a volume. */
function bind(made: Session): void {
  const object = claim(made);
  const annotations = { ...object.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' };
  const metadata = { ...object.metadata, annotations };
  made.send('PUT', `${claims}/data`, { ...object, metadata, spec: { ...object.spec, volumeName: 'pv-1' } });
}

describe('a claim that waits for its first Pod', () => {
  it('is told the Node, and the Pod is bound once the volume is', () => {
    const made = new Session(2);
    made.send('POST', claims, { metadata: { name: 'data' }, spec: { ...request, storageClassName: 'standard' } });
    made.pass(1);
    assert.equal(claim(made).metadata.annotations?.['volume.kubernetes.io/selected-node'], undefined);
    made.pod('app', {}, { volumes });
    made.pass(5);
    const chosen = claim(made).metadata.annotations?.['volume.kubernetes.io/selected-node'];
    assert.match(chosen ?? '', /^node-[12]$/);
    assert.notEqual(claim(made).spec?.volumeName, undefined);
    assert.equal(made.nodeOf('app'), chosen);
    assert.deepEqual(made.events('app'), [['Scheduled', `Successfully assigned default/app to ${chosen}`]]);
  });

  it('gives its room on the Node back when the Pod goes meanwhile', () => {
    const made = new Session(1);
    made.send('POST', claims, { metadata: { name: 'data' }, spec: { ...request, storageClassName: 'standard' } });
    made.pod('app', { cpu: '4' }, { volumes });
    made.pass(5);
    made.pod('next', { cpu: '4' });
    made.pass(5);
    assert.equal(made.nodeOf('next'), undefined);
    made.delete('app');
    made.pass(5);
    assert.equal(made.nodeOf('next'), 'node-1');
  });

  it('takes a volume that is there, and writes the claim into it', () => {
    const made = new Session(2);
    const storageClass = { metadata: { name: 'local' }, provisioner: 'kubernetes.io/no-provisioner' };
    made.send('POST', '/apis/storage.k8s.io/v1/storageclasses', {
      ...storageClass,
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    made.send('POST', claims, { metadata: { name: 'data' }, spec: { ...request, storageClassName: 'local' } });
    made.pod('app', {}, { volumes });
    made.pass(5);
    assert.equal(
      made.scheduled('app')?.message,
      "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind. " +
        'no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    );
    const expression = { key: 'kubernetes.io/hostname', operator: 'In', values: ['node-2'] };
    made.send('POST', '/api/v1/persistentvolumes', {
      metadata: { name: 'pv-1' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '2Gi' },
        storageClassName: 'local',
        local: { path: '/mnt/disk' },
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
      },
    });
    made.pass(5);
    const { spec } = made.send('GET', '/api/v1/persistentvolumes/pv-1') as { spec: { claimRef?: { name: string } } };
    assert.equal(spec.claimRef?.name, 'data');
    bind(made);
    made.pass(1);
    assert.equal(made.nodeOf('app'), 'node-2');
  });
});
