import assert from 'node:assert/strict';
import { completed, completionsOf } from '../markedYaml.ts';

function labels(fixture: string, beside?: Record<string, string>): string[] {
  return completionsOf(fixture, beside).map(({ label }) => label);
}

const beside = {
  'shop.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  template:
    metadata: { labels: { app: shop, tier: front } }
    spec: { containers: [{ name: a, image: b }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, labels: { app: db, "on": "yes" } }
spec: { containers: [{ name: a, image: b }] }
---
apiVersion: v1
kind: Pod
metadata: { name: far, namespace: far, labels: { app: far } }
spec: { containers: [{ name: a, image: b }] }
`,
};
const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n';

describe('selectors', () => {
  it('offer all labels of a workload at once, then one by one', () => {
    assert.deepEqual(labels(`${service}  selector:\n    $0`, beside), [
      'app: shop, tier: front',
      'app: db, on: yes',
      'app: shop',
      'tier: front',
      'app: db',
      'on: yes',
    ]);
    assert.equal(
      completed(`${service}  selector:\n    $0`, 'app: shop, tier: front', beside),
      `${service}  selector:\n    app: shop\n    tier: front`,
    );
    assert.equal(
      completed(`${service}  selector: { $0 }`, 'app: db, on: yes', beside),
      `${service}  selector: { app: db, "on": "yes" }`,
    );
  });

  it('leave out what is written and who has another value', () => {
    assert.deepEqual(labels(`${service}  selector:\n    app: shop\n    $0`, beside), ['tier: front']);
  });

  it('offer values of a label', () => {
    assert.deepEqual(labels(`${service}  selector:\n    app: $0`, beside), ['shop', 'db']);
    assert.equal(
      completed(`${service}  selector:\n    "on": $0`, 'yes', beside),
      `${service}  selector:\n    "on": "yes"`,
    );
  });

  it('of budgets, policies and expressions are about Pods, too', () => {
    const budget = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nspec:\n  selector:\n';
    assert.ok(labels(`${budget}    matchLabels:\n      $0`, beside).includes('app: shop, tier: front'));
    assert.deepEqual(labels(`${budget}    matchExpressions:\n      - key: $0`, beside), ['app', 'tier', 'on']);
    assert.deepEqual(
      labels(`${budget}    matchExpressions:\n      - key: tier\n        operator: In\n        values: [$0]`, beside),
      ['front'],
    );
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              $0';
    assert.ok(labels(policy, beside).includes('kubernetes.io/metadata.name: kube-system'));
  });
});

describe('labels of a workload', () => {
  const deployment = (selector: string, template: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: own\nspec:\n  selector:\n    matchLabels:\n      ${selector}\n  template:\n    metadata:\n      labels:\n        ${template}\n`;

  it('are those of its template for its selector, and the other way round', () => {
    assert.deepEqual(labels(deployment('$0', 'app: own')), ['app: own']);
    assert.equal(labels(deployment('{ app: own, tier: back }', '$0'))[0], 'app: own, tier: back');
    assert.equal(labels(deployment('app: own', 'app: $0'))[0], 'own');
  });

  it('may be what tools agree on', () => {
    assert.ok(labels('apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    $0').includes('app.kubernetes.io/name'));
    assert.deepEqual(labels('apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: $0'), ['web']);
    const selector = 'apiVersion: v1\nkind: Pod\nspec:\n  nodeSelector:\n    ';
    assert.equal(completed(`${selector}$0`, 'kubernetes.io/os'), `${selector}kubernetes.io/os: linux`);
    assert.deepEqual(labels(`${selector}kubernetes.io/arch: $0`), ['amd64', 'arm64']);
  });
});
