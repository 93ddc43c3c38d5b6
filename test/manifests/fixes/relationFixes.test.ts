import assert from 'node:assert/strict';
import { fixesOf } from '../markedYaml.ts';

/** The text after the only fix whose title begins so. */
function fixed(text: string, title: string, beside: Record<string, string> = {}): string {
  const fixes = [...fixesOf(text, beside)].filter(([one]) => one.startsWith(title));
  assert.equal(fixes.length, 1, `of "${title}": ${[...fixesOf(text, beside).keys()].join(' | ')}`);
  return fixes[0]?.[1] ?? '';
}

const deployment = (labels: string, container = '', extra = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
${extra}  selector:
    matchLabels: { ${labels} }
  template:
    metadata:
      labels: { ${labels} }
    spec:
      containers:
        - name: app
          image: x:1
${container}`;

const service = (selector: string, more = '') => `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
${selector}  ports:
    - port: 80
${more}`;

const caller = (value: string) => `apiVersion: v1
kind: Pod
metadata:
  name: caller
  namespace: test
spec:
  containers:
    - name: app
      image: x:1
      env:
        - name: URL
          value: ${value}
    - name: helper
      image: x:1
`;

describe('quick fixes between manifests', () => {
  it('select the nearest Pods', () => {
    const around = { 'web.yaml': deployment('app: wbe, tier: front') };
    assert.equal(
      fixed(service('    app: web # ours\n    tier: front\n'), 'Select Deployment web: write app: wbe', around),
      service('    app: wbe # ours\n    tier: front\n'),
    );
    assert.equal(
      fixed(service('    app: wbe\n'), 'Move it to Namespace prod', {
        'web.yaml': deployment('app: wbe').replace('name: web', 'name: web\n  namespace: prod'),
      }),
      service('    app: wbe\n').replace('name: web', 'name: web\n  namespace: prod'),
    );
  });

  it('write the name that was meant', () => {
    const ports = '          ports: [{ name: http, containerPort: 80 }]\n';
    assert.equal(
      fixed(service('    app: web\n', '      targetPort: "htpp"\n'), 'Write http', {
        'web.yaml': deployment('app: web', ports),
      }),
      service('    app: web\n', '      targetPort: "http"\n'),
    );
    const uses = (name: string, key: string) =>
      deployment(
        'app: web',
        `          env:
            - name: COLOR
              valueFrom: { configMapKeyRef: { name: ${name}, key: ${key} } }
`,
      );
    const beside = {
      'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { color: red }\n',
    };
    assert.equal(fixed(uses('setings', 'color'), 'Write settings', beside), uses('settings', 'color'));
    assert.equal(fixed(uses('settings', 'colour'), 'Write color', beside), uses('settings', 'color'));
  });

  it('write the host that resolves, in the midst of a text', () => {
    const beside = {
      'shop.yaml': `${service('    app: web\n', '      targetPort: 8080\n').replaceAll('name: web', 'name: shop\n  namespace: prod')}---\n${deployment('app: web').replace('name: web', 'name: web\n  namespace: prod')}`,
    };
    assert.equal(fixed(caller('http://shop/shop'), 'Write shop.prod', beside), caller('http://shop.prod/shop'));
    assert.equal(fixed(caller('"http://helper:1234/"'), 'Write localhost', beside), caller('"http://localhost:1234/"'));
    assert.equal(fixed(caller('http://shop.prod:8080/'), 'Write shop.prod:80', beside), caller('http://shop.prod:80/'));
    assert.equal(fixed(caller('shop:80'), 'Write shop.prod', beside), caller('shop.prod:80'));
    const script = (first: string, second: string) =>
      caller('a').replace(
        '      env:',
        `      command:\n        - sh\n        - -c\n        - |\n          echo shop\n          nc -z ${first} 80\n          nc -z ${second} 80\n      env:`,
      );
    const fixes = fixesOf(script('localhost', 'shop'), beside);
    assert.equal(fixes.get('Write shop.prod'), script('localhost', 'shop.prod'));
  });

  it('mend what an autoscaler needs', () => {
    const hpa = (kind: string, name: string) => ({
      'hpa.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: ${name} } }
`,
    });
    assert.equal(
      fixed(deployment('app: web'), 'Request 100m of cpu', hpa('Deployment', 'web')),
      deployment('app: web', '          resources:\n            requests:\n              cpu: 100m\n'),
    );
    const requests = '          resources: { requests: { cpu: 1 } }\n';
    assert.equal(
      fixed(deployment('app: web', requests, '  replicas: 3\n'), 'Remove replicas', hpa('Deployment', 'web')),
      deployment('app: web', requests),
    );
    const beside = { 'web.yaml': deployment('app: web', requests) };
    const wrong = Object.values(hpa('StatefulSet', 'web'))[0] ?? '';
    assert.equal(fixed(wrong, 'Write Deployment', beside), Object.values(hpa('Deployment', 'web'))[0]);
  });

  it('let a Pod go', () => {
    const budget = (line: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  ${line}
  selector:
    matchLabels: { app: web }
`;
    assert.equal(
      fixed(budget('minAvailable: 1'), 'Let one Pod be away', { 'web.yaml': deployment('app: web') }),
      budget('maxUnavailable: 1'),
    );
  });
});
