import assert from 'node:assert/strict';
import { findKind, type KindInfo } from '../../src/api/kinds.ts';
import type { Stored } from '../../src/api/objects.ts';
import { isHeartbeatWrite } from '../../src/simulation/heartbeatWrites.ts';

const hpaKind = findKind('autoscaling/v2', 'HorizontalPodAutoscaler') as KindInfo;
const leaseKind = findKind('coordination.k8s.io/v1', 'Lease') as KindInfo;

function hpa(cpu: string, desiredReplicas = 2, maxReplicas = 5): Stored {
  const currentMetrics = [{ type: 'Resource', resource: { name: 'cpu', current: { averageValue: cpu } } }];
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'u',
      resourceVersion: cpu,
      creationTimestamp: '2026-01-05T09:00:00Z',
    },
    spec: { maxReplicas },
    status: { desiredReplicas, currentMetrics },
  } as unknown as Stored;
}

describe('heartbeat writes', () => {
  const hpaWrite = (object: Stored, previous?: Stored, type: 'ADDED' | 'MODIFIED' | 'DELETED' = 'MODIFIED') =>
    isHeartbeatWrite(hpaKind, { revision: 1, type, object, ...(previous && { previous }) });

  it('are renewals of Leases, and new measurements of an autoscaler', () => {
    assert.ok(isHeartbeatWrite(leaseKind, { revision: 1, type: 'MODIFIED', object: hpa('1m') }));
    assert.ok(hpaWrite(hpa('51m'), hpa('50m')));
  });

  it('are not what an autoscaler decides, what it shall do, nor that it comes or goes', () => {
    assert.ok(!hpaWrite(hpa('51m', 3), hpa('50m', 2)));
    assert.ok(!hpaWrite(hpa('50m', 2, 6), hpa('50m', 2, 5)));
    assert.ok(!hpaWrite(hpa('50m'), undefined, 'ADDED'));
    assert.ok(!hpaWrite(hpa('50m'), hpa('50m'), 'DELETED'));
  });
});
