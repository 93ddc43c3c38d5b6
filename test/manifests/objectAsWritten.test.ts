import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../src/api/objects.ts';
import { documentOfObject } from '../../src/manifests/manifestFile.ts';
import { objectAsWritten } from '../../src/manifests/objectAsWritten.ts';
import { Cluster } from '../../src/simulation/cluster.ts';
import { predictionOf, sentencesOf } from './predicted.ts';

const pods = { spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] }, metadata: { labels: { app: 'web' } } };
const objects: Readonly<Record<string, object>> = {
  'api/v1/namespaces/default/configmaps': { kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: '1' } },
  'api/v1/namespaces/default/pods': { kind: 'Pod', ...pods, metadata: { ...pods.metadata, name: 'alone' } },
  'api/v1/namespaces/default/services': {
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
  'api/v1/namespaces/default/persistentvolumeclaims': {
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'disk' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
  'apis/apps/v1/namespaces/default/deployments': {
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        ...pods,
        spec: { ...pods.spec, volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }] },
      },
    },
  },
};

/** What becomes of the objects in a cluster after a minute, as its API gives them back. */
function livingObjects(): KubernetesObject[] {
  const cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5), nodes: 1, addons: 'kubeadm' }, 'none');
  cluster.advanceBy(60_000);
  const paths = Object.entries(objects).map(([path, body]) => {
    const answer = cluster.send({ method: 'POST', path: `/${path}`, body });
    assert.equal(answer.code, 201, JSON.stringify(answer.body));
    return `/${path}/${(answer.body as KubernetesObject).metadata?.name}`;
  });
  cluster.advanceBy(60_000);
  return paths.map((path) => cluster.send({ method: 'GET', path }).body as KubernetesObject);
}

describe('an object of a cluster as somebody would have written it', () => {
  const written = livingObjects().map(objectAsWritten);

  it('is taken by another cluster, and does the same there', () => {
    const prediction = predictionOf({
      documents: written.map((object) => ({ file: '', document: documentOfObject(object) })),
    });
    const sentences = sentencesOf(prediction).map((sentence) => sentence.replace(/ after .*|: 10\..*| to pvc-.*/, ''));
    assert.deepEqual(sentences, [
      'ConfigMap settings: created',
      'Pod alone: ready',
      'Service web: 2 endpoints',
      'PersistentVolumeClaim disk: Bound',
      'Deployment web: 1 of 1 Pod ready',
    ]);
  });

  it('has nothing that only its own cluster knows', () => {
    for (const object of written) {
      const text = JSON.stringify(object);
      assert.doesNotMatch(text, /"(uid|resourceVersion|status|managedFields|clusterIPs|nodeName|volumeName)":/);
      assert.doesNotMatch(text, /kube-api-access|bind-completed/);
    }
  });

  it('keeps an address that says there is none', () => {
    const spec = { clusterIP: 'None', clusterIPs: ['None'] };
    assert.deepEqual(objectAsWritten({ kind: 'Service', spec } as KubernetesObject), {
      kind: 'Service',
      metadata: {},
      spec: { clusterIP: 'None' },
    });
  });
});
