import assert from 'node:assert/strict';
import type { Pod } from '../../../src/api/generated/objects.ts';
import { makeServer, objectIn, podsPath, statusIn } from './harness.ts';

function makeLimits(...limits: object[]) {
  const { send } = makeServer();
  const manifest = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'bounds' }, spec: { limits } };
  assert.equal(send('POST', '/api/v1/namespaces/default/limitranges', manifest).code, 201);
  const createPod = (resources: object, spec: object = {}) => {
    const containers = [{ name: 'app', image: 'busybox', resources }];
    return send('POST', podsPath, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers, ...spec },
    });
  };
  const refusal = (resources: object, spec?: object) => statusIn(createPod(resources, spec)).message;
  return { send, createPod, refusal };
}

const forbidden = (why: string) => `pods "web" is forbidden: ${why}`;

describe('LimitRanges', () => {
  it('fill in what a container leaves out, and say so', () => {
    const { createPod } = makeLimits({
      type: 'Container',
      default: { cpu: '500m', memory: '256Mi' },
      defaultRequest: { cpu: '200m', memory: '128Mi' },
    });
    const pod = objectIn(createPod({ limits: { cpu: '300m' } })) as Pod;
    assert.deepEqual(pod.spec?.containers[0]?.resources, {
      limits: { cpu: '300m', memory: '256Mi' },
      requests: { cpu: '300m', memory: '128Mi' },
    });
    assert.equal(
      pod.metadata?.annotations?.['kubernetes.io/limit-ranger'],
      'LimitRanger plugin set: memory request for container app; memory limit for container app',
    );
    assert.equal(pod.status?.qosClass, 'Burstable');
  });

  it('fill in init containers too', () => {
    const { createPod } = makeLimits({ type: 'Container', default: { cpu: '1' }, defaultRequest: { cpu: '1' } });
    const pod = objectIn(createPod({}, { initContainers: [{ name: 'prepare', image: 'busybox' }] })) as Pod;
    assert.equal(pod.spec?.initContainers?.[0]?.resources?.limits?.cpu, '1');
    assert.match(
      pod.metadata?.annotations?.['kubernetes.io/limit-ranger'] ?? '',
      /cpu limit for init container prepare$/,
    );
  });

  it('refuse containers outside the bounds', () => {
    const { refusal } = makeLimits({ type: 'Container', min: { cpu: '100m' }, max: { cpu: '1' } });
    assert.equal(
      refusal({ requests: { cpu: '50m' }, limits: { cpu: '1' } }),
      forbidden('minimum cpu usage per Container is 100m, but request is 50m'),
    );
    assert.equal(
      refusal({ requests: { cpu: '500m' }, limits: { cpu: '2' } }),
      forbidden('maximum cpu usage per Container is 1, but limit is 2'),
    );
  });

  it('bound how far a limit may be above its request', () => {
    const { refusal } = makeLimits({ type: 'Container', maxLimitRequestRatio: { memory: '2' } });
    assert.equal(
      refusal({ requests: { memory: '100Mi' }, limits: { memory: '300Mi' } }),
      forbidden('memory max limit to request ratio per Container is 2, but provided ratio is 3.000000'),
    );
    assert.equal(
      refusal({ requests: { memory: '100Mi' } }),
      forbidden('memory max limit to request ratio per Container is 2, but no limit is specified or limit is 0'),
    );
  });

  it('bound a Pod as a whole', () => {
    const { refusal } = makeLimits({ type: 'Pod', max: { cpu: '1' } });
    const initContainers = [{ name: 'prepare', image: 'busybox', resources: { limits: { cpu: '3' } } }];
    assert.equal(
      refusal({ limits: { cpu: '500m' } }, { initContainers }),
      forbidden('maximum cpu usage per Pod is 1, but limit is 3'),
    );
    assert.equal(refusal({}), forbidden('maximum cpu usage per Pod is 1.  No limit is specified'));
  });

  it('bound claims', () => {
    const { send } = makeLimits({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '5Gi' } });
    const claim = (storage: string) =>
      send('POST', '/api/v1/namespaces/default/persistentvolumeclaims', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
      });
    const why = (text: string) => `persistentvolumeclaims "data" is forbidden: ${text}`;
    assert.equal(
      statusIn(claim('6Gi')).message,
      why('maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 6Gi'),
    );
    assert.equal(
      statusIn(claim('500Mi')).message,
      why('minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi'),
    );
    assert.equal(claim('2Gi').code, 201);
  });
});
