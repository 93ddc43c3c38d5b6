import assert from 'node:assert/strict';
import { claimsOfPod } from '../../../../src/simulation/controllers/statefulSet/podClaims.ts';
import { isRight, newStatefulPod, repaired } from '../../../../src/simulation/controllers/statefulSet/statefulPod.ts';
import { dataTemplate, podsOf, setOf } from './setScene.ts';

const containers = [{ name: 'app', image: 'app:1' }];

describe('a Pod of a StatefulSet', () => {
  it('has its name, its labels, its host name and its claims', () => {
    const set = setOf({ volumeClaimTemplates: [dataTemplate] });
    const template = {
      metadata: { labels: { app: 'web' }, annotations: { note: 'x' } },
      spec: {
        containers,
        hostname: 'mine',
        volumes: [
          { name: 'data', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    };
    assert.deepEqual(newStatefulPod(set, template, 'web-5d8c', 2), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web-2',
        generateName: 'web-',
        namespace: 'default',
        labels: {
          app: 'web',
          'statefulset.kubernetes.io/pod-name': 'web-2',
          'apps.kubernetes.io/pod-index': '2',
          'controller-revision-hash': 'web-5d8c',
        },
        annotations: { note: 'x' },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'StatefulSet',
            name: 'web',
            uid: 'set',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        containers,
        hostname: 'web-2',
        subdomain: 'nginx',
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    });
  });

  it('has no subdomain where its set has no Service', () => {
    const { spec } = newStatefulPod(setOf({ serviceName: '' }), { spec: { containers } }, 'web-5d8c', 0);
    assert.deepEqual(spec, { containers, hostname: 'web-0' });
  });

  it('has claims with the labels that the set selects by', () => {
    const template = { ...dataTemplate, metadata: { name: 'data', labels: { app: 'x', tier: 'db' } } };
    const [first] = claimsOfPod(setOf({ volumeClaimTemplates: [template] }), 4);
    assert.deepEqual(first?.claim.metadata, {
      name: 'data-web-4',
      namespace: 'default',
      labels: { app: 'web', tier: 'db' },
    });
  });

  it('gets back the labels that it lost', () => {
    const [pod] = podsOf('1 unlabelled');
    assert.ok(pod);
    const set = setOf({ volumeClaimTemplates: [dataTemplate] });
    assert.equal(isRight(set, pod, 1), false);
    const mended = repaired(set, pod, 1);
    assert.equal(isRight(set, mended, 1), true);
    assert.equal(mended.metadata.labels?.['apps.kubernetes.io/pod-index'], '1');
    assert.equal(mended.spec, pod.spec);
  });
});
