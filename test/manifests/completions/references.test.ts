import assert from 'node:assert/strict';
import { completed, completionsOf } from '../markedYaml.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: nginx:1.29.1\n';

function labels(fixture: string, beside?: Record<string, string>): string[] {
  return completionsOf(fixture, beside).map(({ label }) => label);
}

/** Labels with what stands beside them. */
function details(fixture: string, beside?: Record<string, string>): string[] {
  return completionsOf(fixture, beside).map(({ label, detail }) => `${label} (${detail})`);
}

const settings = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { color: blue, "1": one }
---
apiVersion: v1
kind: Secret
metadata: { name: login }
stringData: { password: x }
data: { token: eA== }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: elsewhere, namespace: archive }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: disk }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: robot }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: urgent }
value: 10
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
`;
const shop = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  selector: { matchLabels: { app: shop, tier: front } }
  template:
    metadata: { labels: { app: shop, tier: front } }
    spec:
      initContainers:
        - { name: prepare, image: busybox, ports: [{ name: never, containerPort: 1 }] }
        - { name: proxy, image: envoy, restartPolicy: Always, ports: [{ name: admin, containerPort: 9901 }] }
      containers:
        - { name: page, image: nginx, ports: [{ name: http, containerPort: 8080 }, { containerPort: 8443 }] }
---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop, tier: front }, ports: [{ name: web, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: redis, ports: [{ name: redis, containerPort: 6379 }] }] }
`;
const beside = { 'settings.yaml': settings, 'shop.yaml': shop };

describe('names of other objects', () => {
  it('come from the manifests around, those of the same Namespace first', () => {
    assert.deepEqual(details(`${pod}      envFrom:\n        - configMapRef:\n            name: $0`, beside), [
      'settings (settings.yaml)',
      'elsewhere (Namespace archive, settings.yaml)',
    ]);
    const archived = pod.replace('name: web', 'name: web\n  namespace: archive');
    assert.equal(
      labels(`${archived}      envFrom:\n        - configMapRef:\n            name: $0`, beside)[0],
      'elsewhere',
    );
  });

  it('are of the kind that the field wants', () => {
    const cases: [string, string[]][] = [
      [`${pod}  volumes:\n    - name: a\n      configMap: { name: $0 }`, ['settings', 'elsewhere']],
      [`${pod}  volumes:\n    - name: a\n      secret:\n        secretName: $0`, ['login']],
      [
        `${pod}  volumes:\n    - name: a\n      projected:\n        sources:\n          - secret:\n              name: $0`,
        ['login'],
      ],
      [`${pod}  volumes:\n    - name: a\n      persistentVolumeClaim:\n        claimName: $0`, ['disk']],
      [`${pod}  imagePullSecrets:\n    - name: $0`, ['login']],
      [`${pod}  serviceAccountName: $0`, ['robot', 'default']],
      [`${pod}  priorityClassName: $0`, ['urgent', 'system-cluster-critical', 'system-node-critical']],
      ['apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  storageClassName: $0', ['fast']],
      ['apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  serviceName: $0', ['shop']],
      [
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  defaultBackend:\n    service:\n      name: $0',
        ['shop'],
      ],
    ];
    for (const [fixture, expected] of cases) assert.deepEqual(labels(fixture, beside), expected, fixture);
  });

  it('bring keys with them', () => {
    const of = (kind: string, name: string) =>
      `${pod}      env:\n        - name: X\n          valueFrom:\n            ${kind}:\n              name: ${name}\n              key: $0`;
    assert.deepEqual(details(of('configMapKeyRef', 'settings'), beside), [
      '1 (ConfigMap settings, settings.yaml)',
      'color (ConfigMap settings, settings.yaml)',
    ]);
    assert.deepEqual(labels(of('secretKeyRef', 'login'), beside), ['token', 'password']);
    assert.deepEqual(labels(of('secretKeyRef', 'settings'), beside), []);
    const items = `${pod}  volumes:\n    - name: a\n      configMap:\n        name: settings\n        items:\n          - key: $0`;
    assert.deepEqual(labels(items, beside), ['1', 'color']);
  });

  it('are quoted where YAML would read something else, and fit into quotes', () => {
    const of = (word: string) =>
      `${pod}  volumes:\n    - name: a\n      configMap:\n        name: settings\n        items:\n          - key: ${word}`;
    assert.equal(completed(of('$0'), '1', beside), of('"1"'));
    assert.equal(completed(of("'$0'"), '1', beside), of("'1'"));
    const data = `data: { 'it''s "a": b': x }\n`;
    const odd = { 'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n${data}` };
    assert.equal(completed(of("'$0'"), 'it\'s "a": b', odd), of("'it''s \"a\": b'"));
    assert.equal(completed(of('"$0"'), 'it\'s "a": b', odd), of('"it\'s \\"a\\": b"'));
    assert.equal(completed(of('$0'), 'it\'s "a": b', odd), of('"it\'s \\"a\\": b"'));
  });

  it('are none without manifests around, and never the manifest itself', () => {
    assert.deepEqual(labels(`${pod}      envFrom:\n        - configMapRef:\n            name: $0`), []);
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec:\n  selector: { app: shop }\n---\n';
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  defaultBackend:\n    service:\n      name: $0';
    assert.deepEqual(details(`${service}${ingress}`, {}), ['shop (fixture.yaml)']);
  });
});

describe('names inside the manifest', () => {
  it('are those of volumes, also of claims', () => {
    const claims =
      'apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  template:\n    spec:\n      volumes: [{ name: tmp, emptyDir: {} }]\n      containers:\n        - name: a\n          volumeMounts:\n            - name: $0\n  volumeClaimTemplates:\n    - metadata: { name: data }\n';
    assert.deepEqual(details(claims), ['tmp (emptyDir)', 'data (volumeClaimTemplates)']);
  });

  it('are those that mounts miss, for a new volume', () => {
    const mounts = '      volumeMounts: [{ name: logs, mountPath: /a }, { name: tmp, mountPath: /b }]\n';
    assert.deepEqual(labels(`${pod}${mounts}  volumes:\n    - name: tmp\n    - name: $0`), ['logs']);
  });

  it('are those of ports and containers', () => {
    const ports = '      ports: [{ name: http, containerPort: 8080 }]\n';
    assert.deepEqual(labels(`${pod}${ports}      livenessProbe:\n        httpGet:\n          port: $0`), [
      'http',
      '8080',
    ]);
    assert.deepEqual(labels(`${pod}${ports}      livenessProbe: { grpc: { port: $0 } }`), ['8080']);
    assert.deepEqual(labels(`${pod}      ports:\n        - containerPort: $0`), ['80']);
    const reference = `${pod}      env:\n        - name: X\n          valueFrom:\n            resourceFieldRef:\n              `;
    assert.deepEqual(labels(`${reference}containerName: $0`), ['app']);
    assert.ok(labels(`${reference}resource: $0`).includes('limits.memory'));
    assert.ok(
      labels(`${pod}      env:\n        - name: X\n          valueFrom: { fieldRef: { fieldPath: $0 } }`).includes(
        'status.podIP',
      ),
    );
  });
});

describe('ports of others', () => {
  it('are those of the Pods that a Service selects', () => {
    const service = (selector: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec:\n  selector: ${selector}\n  ports:\n    - port: 80\n      targetPort: $0`;
    assert.deepEqual(labels(service('{ app: shop }'), beside), ['admin', '9901', 'http', '8080', '8443']);
    assert.deepEqual(labels(service('{ app: db }'), beside), ['redis', '6379']);
    assert.deepEqual(labels(service('{}'), beside), ['admin', '9901', 'http', '8080', '8443', 'redis', '6379']);
  });

  it('are those of the Service that an Ingress names', () => {
    const ingress = (port: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  defaultBackend:\n    service:\n      name: shop\n      port:\n        ${port}: $0`;
    assert.deepEqual(labels(ingress('name'), beside), ['web']);
    assert.deepEqual(details(ingress('number'), beside), ['80 (Service shop, shop.yaml)']);
  });
});

describe('what an autoscaler scales', () => {
  const head =
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: x }\nspec:\n  scaleTargetRef:\n';

  it('is a workload of the set, at once or field by field', () => {
    assert.equal(
      completed(`${head}    $0`, 'StatefulSet db', beside),
      `${head}    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db`,
    );
    assert.deepEqual(labels(`${head}    kind: Deployment\n    name: $0`, beside), ['shop']);
    assert.deepEqual(labels(`${head}    name: $0`, beside), ['shop', 'db']);
    assert.deepEqual(labels(`${head}    kind: $0`), [
      'ReplicationController',
      'Deployment',
      'ReplicaSet',
      'StatefulSet',
    ]);
    assert.deepEqual(labels(`${head}    apiVersion: $0\n    kind: Deployment`), ['apps/v1']);
  });

  it('has containers', () => {
    const metrics =
      '    kind: Deployment\n    name: shop\n  metrics:\n    - type: ContainerResource\n      containerResource:\n        container: $0';
    assert.deepEqual(labels(`${head}${metrics}`, beside), ['proxy', 'page']);
  });
});

describe('Namespaces', () => {
  it('are those that are written, those that are used, and those of every cluster', () => {
    const others = {
      'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: prod }\n',
      'b.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: test }\n',
    };
    assert.deepEqual(labels('apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: $0', others), [
      'prod',
      'test',
      'default',
      'kube-system',
    ]);
    assert.deepEqual(labels('apiVersion: v1\nkind: Namespace\nmetadata:\n  namespace: $0', others), []);
  });
});
