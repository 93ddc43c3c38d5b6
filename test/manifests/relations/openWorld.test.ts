import { checkRelations } from '../markedYaml.ts';

const deployment = (
  name: string,
  more: { labels?: string; spec?: string; container?: string } = {},
) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  ${more.spec ?? 'revisionHistoryLimit: 3'}
  selector: { matchLabels: { ${more.labels ?? `app: ${name}`} } }
  template:
    metadata: { labels: { ${more.labels ?? `app: ${name}`} } }
    spec: { containers: [{ name: app, image: 'example.com/app:1'${more.container ?? ''} }] }
`;

const service = (name: string, spec: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ${spec} }
`;

describe('manifests that name no Namespace', () => {
  const backend = service('backend', 'selector: { app: backend }, ports: [{ port: 80 }]');
  const caller = (host: string, mark = '') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: backend }
spec:
  selector: { matchLabels: { app: backend } }
  template:
    metadata: { labels: { app: backend } }
    spec:
      containers:
        - name: app
          image: 'example.com/app:1'
          env:
            - name: PEER_URL
              value: http://${host}
${mark}`;

  it('may be applied where a host name says', () => {
    checkRelations(backend + caller('backend.shop.svc.cluster.local'), 'open');
    checkRelations(backend + caller('backend.shop'), 'open');
    checkRelations(
      backend +
        caller(
          'backend.shop.svc',
          '                            ^^^^^^^^^^^^^^^^ relation/unresolvable-host: where it is applied into shop, as with kubectl apply -n shop\n',
        ),
      'closed',
    );
  });

  it('are held against a Namespace that is nearly right', () =>
    checkRelations(
      backend +
        caller(
          'backend.defualt.svc',
          '                            ^^^^^^^^^^^^^^^^^^^ relation/unresolvable-host: it is in default\n',
        ),
      'open',
    ));

  it('may hold the account of a binding', () =>
    checkRelations(`apiVersion: v1
kind: ServiceAccount
metadata: { name: reader }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: reader, namespace: shop }]
                                         ^^^^^^ relation/missing-service-account: says no Namespace; it is the one that is meant here where it is applied into shop
`));
});

describe('names that differ in a number', () => {
  it('are two of a kind where more may be elsewhere', () =>
    checkRelations(
      `${service('cache-1', 'ports: [{ port: 6379 }]')}---
${service('shop', 'selector: { app: shop, version: v2 }, ports: [{ port: 80 }]')}---
${deployment('shop', { labels: 'app: shop, version: v1', container: ', env: [{ name: CACHE_HOST, value: cache-2 }]' })}`,
      'open',
    ));
});

describe('exercises beside each other', () => {
  const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec: { containers: [{ name: app, image: 'example.com/app:1' }] }
`;
  const settings = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { color: blue }
`;
  const reader = (mark = '') => `apiVersion: v1
kind: Pod
metadata: { name: reader }
spec:
  containers:
    - name: app
      image: 'example.com/app:1'
      env:
        - name: MODE
          valueFrom:
            configMapKeyRef:
              name: settings
              key: mode
${mark}`;

  it('are not held against one another where they may be meant by chance', () =>
    checkRelations(
      {
        'one/pod.yaml': pod('a'),
        'two/pod.yaml': pod('b'),
        'three/service.yaml': service('front', 'selector: { app: web }, ports: [{ port: 80, targetPort: http }]'),
        'one/settings.yaml': settings,
        'two/settings.yaml': settings.replace('blue', 'red'),
        'three/reader.yaml': reader(),
      },
      'open',
    ));

  it('are where there is but one, quietly', () =>
    checkRelations(
      {
        'one/settings.yaml': settings,
        'two/reader.yaml': reader('                   ^^^^ relation/missing-key: has no key mode\n'),
      },
      'open',
    ));

  it('are within a folder', () =>
    checkRelations(
      {
        'one/settings.yaml': settings.replace('color', 'mode'),
        'two/settings.yaml': settings,
        'two/reader.yaml': reader('                   ^^^^ relation/missing-key: has no key mode\n'),
      },
      'open',
    ));

  it('do not scale each other’s workloads', () => {
    const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
    checkRelations(
      {
        'one/web.yaml': deployment('web', { spec: 'replicas: 2' }),
        'two/web.yaml': deployment('web', { spec: 'replicas: 3' }),
        'three/hpa.yaml': hpa,
      },
      'open',
    );
  });
});
