import { checkRelations } from '../markedYaml.ts';

const deployment = (labels: string, name = 'web', metadata = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${metadata} }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: app, image: 'nginx:1.27' }] }
`;

const service = (selector: string, metadata = 'name: front') => `apiVersion: v1
kind: Service
metadata: { ${metadata} }
spec:
  selector: ${selector}
  ports: [{ port: 80 }]
`;

describe('a selector without Pods', () => {
  it('is silent when all labels match', () =>
    checkRelations(`${deployment('app: web, tier: front')}---\n${service('{ app: web }')}`));

  it('shows the label that differs', () =>
    checkRelations(`${deployment('app: wbe, tier: front, track: stable')}---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector:
    app: web
         ^^^ relation/service-selects-nothing: 2 of 3 labels match the Pods of Deployment web: they have app: wbe instead of app: web
    tier: front
    track: stable
  ports: [{ port: 80 }]
`));

  it('shows the label that is not there', () =>
    checkRelations(`${deployment('app: web')}---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector:
    app: web
    tier: front
          ^^^^^ relation/service-selects-nothing: no label tier (wanted: tier: front)
  ports: [{ port: 80 }]
`));

  it('tells a workload’s own labels from those of its Pods', () =>
    checkRelations(`${deployment('app: web', 'web', ', labels: { tier: front }')}---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { tier: front }
  ^^^^^^^^ relation/service-selects-nothing: Deployment web itself has these labels, but its Pods do not
  ports: [{ port: 80 }]
`));

  it('looks into other Namespaces', () =>
    checkRelations(`${deployment('app: web', 'web', ', namespace: shop')}---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { app: web }
  ^^^^^^^^ relation/service-selects-nothing: fit the Pods of Deployment web in Namespace shop
  ports: [{ port: 80 }]
`));

  it('says so when nothing is near', () =>
    checkRelations(`${deployment('app: web')}---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { role: database }
  ^^^^^^^^ relation/service-selects-nothing: No Pod in these manifests has role=database
  ports: [{ port: 80 }]
`));

  it('may be a budget’s or a policy’s', () =>
    checkRelations(`${deployment('app: web')}---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget }
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: wbe }
                        ^^^ relation/budget-selects-nothing: it protects nothing
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: wall }
spec:
  podSelector:
  ^^^^^^^^^^^ relation/network-policy-selects-nothing: it guards nothing
    matchExpressions: [{ key: app, operator: NotIn, values: [web] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: for-all }
spec:
  podSelector: {}
`));

  it('is not one that asks for labels which controllers give', () =>
    checkRelations(`apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: app, image: 'mysql:8' }] }
---
${service('{ statefulset.kubernetes.io/pod-name: db-0, app: db }')}---
${service('{ statefulset.kubernetes.io/pod-name: db-1 }', 'name: second')}`));

  it('is not one of an ExternalName, without a selector, or in the cluster’s own Namespaces', () =>
    checkRelations(`apiVersion: v1
kind: Service
metadata: { name: a }
spec: { type: ExternalName, externalName: db.example.com, selector: { app: none } }
---
apiVersion: v1
kind: Service
metadata: { name: b }
spec: { ports: [{ port: 80 }] }
---
${service('{ k8s-app: kube-dns }', 'name: dns, namespace: kube-system')}`));

  it('is in an open world only what is nearly right beside it', () => {
    checkRelations(service('{ app: web }'), 'open');
    checkRelations(`${deployment('app: web, tier: front')}---\n${service('{ app: web, tier: back }')}`, 'open');
    checkRelations({ 'a/a.yaml': deployment('app: wbe'), 'b/b.yaml': service('{ app: web }') }, 'open');
    const near = service('\n    app: web\n         ^^^ relation/service-selects-nothing: 0 of 1 labels match');
    checkRelations({ 'a/a.yaml': deployment('app: wbe'), 'a/b.yaml': near }, 'open');
    const taken = `${deployment('app: web1')}---\n${service('{ app: web1 }', 'name: one')}---\n${service('{ app: web2 }', 'name: two')}`;
    checkRelations(taken, 'open');
  });

  it('leaves labels alone that kustomize gives', () =>
    checkRelations({
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\ncommonLabels: { app: shop }\n',
      'a.yaml': `${deployment('tier: front')}---\n${service('{ app: shop, tier: front }')}`,
    }));
});

describe('the nearest of very many Pods', () => {
  it('is looked for around the selector', () => {
    const many = (from: number) =>
      Array.from(
        { length: 150 },
        (_, index) => `${deployment(`app: x${from + index}, at: n${from + index}`, `d${from + index}`)}---\n`,
      ).join('');
    const marked = service(
      '\n    app: web\n         ^^^ relation/service-selects-nothing: app: wbe instead of app: web\n    tier: front',
    );
    checkRelations(`${many(0)}${deployment('app: wbe, tier: front')}---\n${marked}---\n${many(200)}`);
  });
});
