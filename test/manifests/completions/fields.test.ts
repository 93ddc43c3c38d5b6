import assert from 'node:assert/strict';
import type { FieldPath } from '../../../src/api/field.ts';
import { completionsAt } from '../../../src/manifests/completion.ts';
import { factsOf } from '../../../src/manifests/facts/manifestFacts.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { valueAt } from '../../../src/manifests/plainLookup.ts';
import { completed, completionsOf, withCompletion } from '../markedYaml.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: nginx:1.29.1\n';

function labels(fixture: string): string[] {
  return completionsOf(fixture).map(({ label }) => label);
}

/** What the completion added to the Pod. */
function added(fixture: string, label: string): string {
  const text = completed(pod + fixture, label);
  assert.ok(text.startsWith(pod));
  return text.slice(pod.length);
}

describe('the order of fields', () => {
  it('is: required, usual, rare', () => {
    const fields = labels(`${pod}  $0`);
    assert.ok(fields.indexOf('volumes') < fields.indexOf('hostPID'));
    const spec = labels('apiVersion: apps/v1\nkind: Deployment\nspec:\n  $0');
    assert.deepEqual(spec.slice(0, 4), ['selector', 'template', 'replicas', 'strategy']);
  });

  it('has no field that the system writes or that does not belong there', () => {
    assert.ok(!labels('apiVersion: apps/v1\nkind: Deployment\n$0').includes('status'));
    assert.deepEqual(labels('apiVersion: v1\nkind: Pod\nstatus:\n  $0'), []);
    assert.ok(!labels(`${pod}  $0`).includes('ephemeralContainers'));
    assert.ok(!labels(`${pod}      $0`).includes('restartPolicy'));
    assert.ok(labels(`${pod}  initContainers:\n    - name: x\n      $0`).includes('restartPolicy'));
  });
});

describe('what is written with a field', () => {
  it('is what belongs to it', () => {
    assert.equal(
      added('      res$0', 'resources'),
      `      resources:
        requests:
          cpu: 100m
          memory: 128Mi
        limits:
          cpu: 500m
          memory: 128Mi`,
    );
    assert.equal(added('      $0', 'env'), '      env:\n        - name: \n          value: ');
    assert.equal(
      added('      $0', 'env (from a Secret)'),
      '      env:\n        - name: \n          valueFrom:\n            secretKeyRef:\n              name: \n              key: ',
    );
    assert.equal(
      completed('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  $0', 'metrics'),
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
spec:
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 50`,
    );
  });

  it('has places to fill in, each once', () => {
    const snippet = completionsOf(`${pod}  vol$0`).find(({ label }) => label === 'volumes (configMap)')?.snippet;
    assert.equal(snippet, 'volumes:\n  - name: $1\n    configMap:\n      name: $2');
    const protocol = completionsOf('apiVersion: apps/v1\nkind: Deployment\nspec:\n  $0').find(
      ({ label }) => label === 'strategy',
    );
    assert.equal(
      protocol?.snippet,
      `strategy:\n  type: RollingUpdate\n  rollingUpdate:\n    maxSurge: \${1:25%}\n    maxUnavailable: \${2:25%}`,
    );
  });

  it('knows probes of every kind and the port of the container or of its image', () => {
    assert.equal(
      added('      $0', 'livenessProbe'),
      '      livenessProbe:\n        httpGet:\n          path: /\n          port: 80\n        periodSeconds: 10',
    );
    const withPort = '      ports:\n        - name: web\n          containerPort: 8081\n';
    assert.equal(
      added(`${withPort}      $0`, 'readinessProbe (tcpSocket)'),
      `${withPort}      readinessProbe:\n        tcpSocket:\n          port: web\n        periodSeconds: 10`,
    );
    assert.equal(
      added('      $0', 'startupProbe (exec)'),
      `      startupProbe:
        exec:
          command:
            - cat
            - /tmp/healthy
        periodSeconds: 5
        failureThreshold: 30`,
    );
  });

  it('takes over what is written elsewhere in the manifest', () => {
    const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n';
    const template = '  template:\n    metadata:\n      labels: { app: cart, tier: "1" }\n';
    assert.equal(
      completed(`${head}${template}  $0`, 'selector'),
      `${head}${template}  selector:\n    matchLabels:\n      app: cart\n      tier: "1"`,
    );
    const selector = '  selector:\n    matchLabels:\n      app: cart\n';
    assert.equal(
      completed(`${head}${selector}  $0`, 'template'),
      `${head}${selector}  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
        - name: 
          image: `,
    );
    assert.equal(completed(`${head}  $0`, 'selector'), `${head}  selector:\n    matchLabels:\n      app: shop`);
    const volume = '  volumes:\n    - name: data\n      emptyDir: {}\n';
    assert.equal(
      completed(`${pod}      $0\n${volume}`, 'volumeMounts'),
      `${pod}      volumeMounts:\n        - name: data\n          mountPath: /data\n${volume}`,
    );
  });

  it('escapes what a snippet would take for its own', () => {
    const head =
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    metadata:\n      labels: { app: 'a$1}\\b' }\n";
    const selector = completionsOf(`${head}  $0`).find(({ label }) => label === 'selector');
    assert.equal(selector?.snippet, undefined);
    assert.ok(completed(`${head}  $0`, 'selector').endsWith('app: "a$1}\\\\b"'));
    const named = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: 'a$1}\\b' }\nspec:\n  $0";
    const ofName = completionsOf(named).find(({ label }) => label === 'selector');
    assert.equal(ofName?.snippet, `selector:\n  matchLabels:\n    app: "\${1:a\\$1\\}\\\\\\\\b}"`);
    assert.ok(completed(named, 'selector').endsWith('app: "a$1}\\\\b"'));
  });
});

describe('a whole item', () => {
  const item = '- name: \n      image: ';

  it('is offered at a dash, between items, before the first and below the key', () => {
    assert.equal(added('    - $0', 'name, image'), `    ${item}`);
    assert.equal(added('    $0', 'name, image'), `    ${item}`);
    const between = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n    $0\n    - name: b\n';
    assert.equal(completed(between, 'name, image'), between.replace('$0', item));
    const first = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    $0\n    - name: b\n';
    assert.equal(completed(first, 'name, image'), first.replace('$0', item));
    const below = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    $0\n';
    assert.equal(completed(below, 'name, image'), below.replace('$0', item));
  });

  it('is offered in flow style', () => {
    assert.equal(
      completed('apiVersion: v1\nkind: Pod\nspec: { containers: [$0] }\n', 'name, image'),
      'apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: , image:  }] }\n',
    );
    assert.equal(
      completed('apiVersion: v1\nkind: Pod\nspec: { $0 }\n', 'terminationGracePeriodSeconds'),
      'apiVersion: v1\nkind: Pod\nspec: { terminationGracePeriodSeconds:  }\n',
    );
  });

  it('leaves dashes in the column of their key to the next field, unless an item follows', () => {
    const head = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n  $0\n';
    assert.ok(labels(head).includes('volumes'));
    assert.ok(labels(`${head}  - name: b\n`).includes('name, image'));
  });

  it('follows deeper indentation and Windows line ends', () => {
    assert.equal(
      completed('apiVersion: v1\r\nkind: Pod\r\nspec:\r\n      con$0\r\n', 'containers'),
      'apiVersion: v1\r\nkind: Pod\r\nspec:\r\n      containers:\r\n        - name: \r\n          image: \r\n',
    );
  });
});

describe('every field of every object', () => {
  const manifests = [
    `${pod}      ports:\n        - containerPort: 80\n      livenessProbe:\n        httpGet:\n          port: 80\n      env:\n        - name: A\n          valueFrom:\n            fieldRef:\n              fieldPath: metadata.name\n  volumes:\n    - name: data\n      emptyDir: {}\n`,
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  selector:\n    matchLabels:\n      app: db\n  template:\n    metadata:\n      labels:\n        app: db\n    spec:\n      containers:\n      - name: a\n        image: b\n  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes:\n      - ReadWriteOnce\n',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\nspec:\n  maxReplicas: 3\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n    - from:\n        - podSelector: {}\n      ports:\n        - port: 80\n',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [{ name: a, image: b, env: [{ name: x, value: y }] }] }\n',
  ];

  for (const manifest of manifests) {
    const kind = /kind: (\w+)/.exec(manifest)?.[1];
    it(`can be written first and last in a ${kind}, and nothing else changes (${manifest.length} letters)`, () => {
      let count = 0;
      for (const { text, offset, path } of placesIn(manifest)) {
        const before = readManifests(manifest).documents[0]?.value;
        for (const completion of completionsAt(text, offset)) {
          if (completion.kind !== 'field') continue;
          const after = readManifests(withCompletion(text, completion));
          const name = /^[\w./-]+/.exec(completion.insertText)?.[0] ?? '';
          const says = `${completion.label} at ${path.join('.')} of\n${withCompletion(text, completion)}`;
          assert.deepEqual(after.problems, [], says);
          const written = valueAt(after.documents[0]?.value, path) as Record<string, unknown> | undefined;
          assert.ok(written && Object.hasOwn(written, name), says);
          for (const added of Object.keys(written)) {
            if (!Object.hasOwn(Object(valueAt(before, path)), added)) delete written[added];
          }
          assert.deepEqual(after.documents[0]?.value, before, says);
          count++;
        }
      }
      assert.ok(count > 20, `only ${count}`);
    });
  }

  /** A new line (or a new pair) at the beginning and the end of each object of a manifest. */
  function placesIn(manifest: string): { text: string; offset: number; path: FieldPath }[] {
    const [document] = readManifests(manifest).documents;
    assert.ok(document);
    const objects = factsOf(document.parsed).objects.filter(({ value }) => Object.keys(value).length > 0);
    return objects.flatMap(({ path, value }) => {
      const first = document.rangeOf([...path, Object.keys(value)[0] ?? ''], 'key').start;
      const last = document.rangeOf([...path, Object.keys(value).at(-1) ?? ''], 'node').end;
      const isFlow = /[{,] ?$/.test(manifest.slice(0, first));
      const indent = ' '.repeat(first - manifest.lastIndexOf('\n', first - 1) - 1);
      const inserted = isFlow ? [', ', ', '] : [`\n${indent}`, `\n${indent}`];
      const end = manifest.slice(0, last) + inserted[0] + manifest.slice(last);
      const begin = manifest.slice(0, first) + inserted[1] + manifest.slice(first);
      return [
        { text: end, offset: last + (inserted[0]?.length ?? 0), path },
        { text: begin, offset: first, path },
      ];
    });
  }
});
