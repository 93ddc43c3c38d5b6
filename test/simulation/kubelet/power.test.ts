import assert from 'node:assert/strict';
import type { Node } from '../../../src/api/generated/objects.ts';
import { workingCluster } from '../controllers/workingCluster.ts';

describe('The power of a Node', () => {
  it('may be lost before its kubelet has registered it: it does so after the next boot', () => {
    const { cluster, create, get, eventsOf } = workingCluster(1);
    create('/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'extra' } });
    cluster.advanceBy(5_000);
    cluster.setNodePower('extra', 'off');
    cluster.advanceBy(1_000);
    cluster.setNodePower('extra', 'on');
    cluster.advanceBy(30_000);
    const { metadata, spec, status } = get<Node>('/api/v1/nodes/extra');
    assert.equal(metadata.labels?.['kubernetes.io/hostname'], 'extra');
    assert.equal(spec?.podCIDR, '10.244.2.0/24');
    assert.equal(status?.conditions?.find(({ type }) => type === 'Ready')?.status, 'True');
    assert.ok(!eventsOf('Node', 'extra').some((event) => event.startsWith('Rebooted')));
  });
});
