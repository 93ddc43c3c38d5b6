import assert from 'node:assert/strict';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';
import { completed, completionsOf } from '../markedYaml.ts';

function labels(fixture: string): string[] {
  return completionsOf(fixture).map(({ label }) => label);
}

describe('a kind', () => {
  it('brings its apiVersion where that is missing', () => {
    assert.equal(completed('kind: $0', 'Deployment'), 'apiVersion: apps/v1\nkind: Deployment');
    assert.equal(
      completed('metadata: {}\nkind: Dep$0\n', 'Deployment'),
      'metadata: {}\napiVersion: apps/v1\nkind: Deployment\n',
    );
    assert.equal(completed('apiVersion:\nkind: $0\n', 'Job'), 'apiVersion: batch/v1\nkind: Job\n');
    assert.equal(completed('kind: $0\napiVersion:\n', 'Job'), 'kind: Job\napiVersion: batch/v1\n');
    assert.equal(completed('{ kind: $0 }', 'Pod'), '{ apiVersion: v1, kind: Pod }');
    assert.equal(completed('a: 1\r\n---\r\nkind: $0\r\n', 'Pod'), 'a: 1\r\n---\r\napiVersion: v1\r\nkind: Pod\r\n');
    const list = 'apiVersion: v1\nkind: List\nitems:\n  - ';
    assert.equal(completed(`${list}kind: $0\n`, 'Pod'), `${list}apiVersion: v1\n    kind: Pod\n`);
  });

  it('leaves an apiVersion alone', () => {
    assert.deepEqual(labels('apiVersion: policy/v1\nkind: $0'), ['PodDisruptionBudget']);
    assert.equal(completed('apiVersion: apps/v1\nkind: $0', 'Deployment'), 'apiVersion: apps/v1\nkind: Deployment');
    assert.equal(
      completed('kind: HorizontalPodAutoscaler\n$0', 'apiVersion'),
      'kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v2',
    );
    assert.deepEqual(labels('kind: HorizontalPodAutoscaler\napiVersion: $0'), ['autoscaling/v2', 'autoscaling/v1']);
  });

  it('stands where learners look for it first', () => {
    assert.deepEqual(labels('apiVersion: apps/v1\nkind: $0').slice(0, 2), ['Deployment', 'StatefulSet']);
    const versions = completionsOf('apiVersion: $0');
    assert.deepEqual(
      versions.slice(0, 2).map(({ label, detail }) => `${label}: ${detail}`),
      ['v1: Pod, Service, ConfigMap, Secret, …', 'apps/v1: Deployment, StatefulSet, DaemonSet, ReplicaSet, …'],
    );
    assert.match(versions.at(-1)?.label ?? '', /^(apiregistration|events|discovery|coordination)/);
  });

  it('may be begun with all that it needs', () => {
    assert.equal(
      completed('$0', 'PriorityClass'),
      'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: \nvalue: ',
    );
  });
});

describe('items of a List', () => {
  it('are completed as documents are', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    spec:\n      ';
    assert.ok(labels(`${list}$0\n`).includes('containers'));
    assert.deepEqual(labels(`${list}restartPolicy: $0\n`), ['Always', 'OnFailure', 'Never']);
    assert.ok(!labels('apiVersion: v1\nkind: List\nitems:\n  - $0').includes('Deployment + Service'));
  });
});

describe('whole manifests', () => {
  const all = completionsOf('$0').filter(({ detail }) => detail?.startsWith('a whole') || detail?.startsWith('whole'));

  it('are offered in an empty document only', () => {
    assert.equal(all.length, 16);
    assert.ok(labels('a: b\n---\n$0').includes('Deployment + Service'));
    assert.ok(labels('# a comment\nDep$0').includes('Deployment'));
    assert.ok(!labels('metadata: {}\n$0').includes('Deployment'));
    assert.ok(!labels('services: {}\n$0').includes('Deployment'));
  });

  it('are for the workload above that has none yet', () => {
    const shop = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: sales }
spec:
  selector: { matchLabels: { app: shop, tier: web } }
  template:
    metadata: { labels: { app: shop, tier: web, build: "7" } }
    spec: { containers: [{ name: a, image: nginx, ports: [{ name: http, containerPort: 8080 }, { containerPort: 53, protocol: UDP }] }] }
`;
    assert.equal(
      completed(`${shop}---\n$0`, 'Service', {}).slice(shop.length + 4),
      `apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: sales
  labels:
    app: shop
    tier: web
spec:
  selector:
    app: shop
    tier: web
  ports:
    - name: http
      port: 8080
      targetPort: http
    - name: port-53
      port: 53
      targetPort: 53
      protocol: UDP
`,
    );
    const first = completionsOf(`${shop}---\n$0`, {}).slice(0, 4);
    assert.deepEqual(
      first.map(({ label, detail }) => `${label} ${detail}`),
      [
        'Service for Deployment shop',
        'HorizontalPodAutoscaler for Deployment shop',
        'PodDisruptionBudget for Deployment shop',
        'Pod a whole manifest',
      ],
    );
    const scaled = completed(`${shop}---\n$0`, 'HorizontalPodAutoscaler', {});
    assert.match(scaled, /scaleTargetRef:\n {4}apiVersion: apps\/v1\n {4}kind: Deployment\n {4}name: shop\n/);
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: shop, namespace: sales }\n---\n';
    assert.match(completed(`${shop}---\n${service}$0`, 'Service', {}), /name: web\n/);
    const pod = shop.replace('apps/v1', 'v1').replace('Deployment', 'Pod');
    assert.match(completed(`${pod}---\n$0`, 'HorizontalPodAutoscaler', {}), /name: web\n/);
  });

  for (const { label, detail } of all) {
    it(`${label}: the API server takes it as it is, and nobody has a word of advice`, () => {
      const text = completed('$0', label);
      const file = readManifests(text);
      assert.equal(file.documents.length, detail === 'a whole manifest' ? 1 : 2);
      assert.ok(file.documents.every(({ kind }) => kind));
      const around = { set: new ManifestSet([['a.yaml', file]], { world: 'open' }), file: 'a.yaml' };
      assert.deepEqual(diagnose(file, { around }), []);
      assert.match(text, /[^\n]\n$/);
    });
  }
});
