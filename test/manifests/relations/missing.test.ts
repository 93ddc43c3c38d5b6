import { checkRelations } from '../markedYaml.ts';

const pod = (spec: string) => `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
${spec}`;
const container = '  containers: [{ name: app, image: x:1 }]\n';
const configMap = (name: string, data: string, metadata = '') =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${metadata} }\ndata: ${data}\n`;

const usesAll = (mark: (code: string, words: string) => string) =>
  pod(`  serviceAccountName: robot
${mark('                      ^^^^^ relation/missing-service-account', 'the Pod cannot be created')}  priorityClassName: high
${mark('                     ^^^^ relation/missing-priority-class', 'refuses the Pod')}  imagePullSecrets:
    - name: registry
${mark('            ^^^^^^^^ relation/missing-secret', 'private registry')}  containers:
    - name: app
      image: x:1
      envFrom:
        - configMapRef:
            name: settings
${mark('                  ^^^^^^^^ relation/missing-config-map', 'There is no ConfigMap settings in Namespace default')}  volumes:
    - name: a
      secret:
        secretName: keys
${mark('                    ^^^^ relation/missing-secret', 'does not start')}    - name: b
      persistentVolumeClaim:
        claimName: data
${mark('                   ^^^^ relation/missing-claim', 'stays Pending')}`);

describe('what a Pod names', () => {
  it('is missing in a closed world', () => checkRelations(usesAll((code, words) => `${code}: ${words}\n`)));
  it('may be elsewhere in an open one', () =>
    checkRelations(
      usesAll(() => ''),
      'open',
    ));

  it('is there when it is written', () =>
    checkRelations(
      `${usesAll(() => '')}---
apiVersion: v1
kind: ServiceAccount
metadata: { name: robot }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: high }
value: 1000
---
apiVersion: v1
kind: Secret
metadata: { name: registry }
type: kubernetes.io/dockerconfigjson
stringData: { .dockerconfigjson: '{}' }
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
${configMap('settings', '{}')}`,
    ));

  it('may be what every cluster has, or optional', () =>
    checkRelations(`${pod(`  serviceAccountName: default
  priorityClassName: system-cluster-critical
  volumes:
    - name: ca
      configMap: { name: kube-root-ca.crt }
    - name: more
      configMap: { name: nothing, optional: true }
`)}${container}---
${pod(`  serviceAccountName: coredns
${container}`).replace('name: web', 'name: web, namespace: kube-system')}`));

  it('may be misspelt, or in another Namespace', () => {
    const volume = (rest: string) => pod(`${container}  volumes:\n    - name: a\n      configMap:\n${rest}`);
    checkRelations(
      volume(`        name: setings
              ^^^^^^^ relation/missing-config-map: Did you mean settings?
${configMap('settings', '{}')}`),
    );
    checkRelations(
      volume(`        name: settings
              ^^^^^^^^ relation/missing-config-map: There is one in Namespace shop, but only those of the own Namespace count.
${configMap('settings', '{}', ', namespace: shop')}`),
    );
  });

  it('may be made by kustomize or by a custom resource', () =>
    checkRelations({
      'kustomization.yaml': 'configMapGenerator:\n  - name: settings\n    literals: [a=b]\n',
      'sealed.yaml': 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: keys }\nspec: {}\n',
      'certificate.yaml':
        'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: site }\nspec: { secretName: site-tls }\n',
      'a.yaml': pod(`  volumes:
    - name: a
      configMap: { name: settings, items: [{ key: a, path: a }] }
    - name: b
      secret: { secretName: keys }
    - name: c
      secret: { secretName: site-tls }
${container}`),
    }));

  it('may be a claim that a StatefulSet makes', () => {
    const owner = `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: app, image: x:1 }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
    const volume = (name: string) =>
      pod(`${container}  volumes:\n    - name: a\n      persistentVolumeClaim:\n        claimName: ${name}`);
    checkRelations(`${volume('data-db-0')}\n${owner}`);
    checkRelations(
      `${volume('data-dv-0\n                   ^^^^^^^^^ relation/missing-claim: stays Pending')}\n${owner}`,
    );
  });
});

describe('a key', () => {
  const asks = (key: string, rest = '') =>
    pod(`  containers:
    - name: app
      image: x:1
      env:
        - name: COLOR
          valueFrom:
            configMapKeyRef:
              name: settings${rest}
              key: ${key}\n`);

  it('that is there, optional, or of a ConfigMap that is not known is silent', () => {
    checkRelations(`${asks('color')}${configMap('settings', '{ color: red }')}`);
    checkRelations(`${asks('colour', '\n              optional: true')}${configMap('settings', '{ color: red }')}`);
    checkRelations(asks('colour'), 'open');
  });

  it('that is not there has a likely one', () => {
    for (const world of ['open', 'closed'] as const)
      checkRelations(
        `${asks('colour\n                   ^^^^^^ relation/missing-key: ConfigMap settings has no key colour, and without it the container does not start. Did you mean color?')}${configMap('settings', '{ color: red }')}`,
        world,
      );
  });

  it('that is not there, among others or none', () => {
    const marked = (words: string) => asks(`size\n                   ^^^^ relation/missing-key: ${words}`);
    checkRelations(
      `${marked('Its keys are color and shape.')}${configMap('settings', '{ color: red, shape: round }')}`,
    );
    checkRelations(`${marked('It has no keys.')}${configMap('settings', '{}')}`);
  });

  it('of a volume counts, and a Secret’s data and stringData do', () =>
    checkRelations(`${pod(`${container}  volumes:
    - name: a
      secret:
        secretName: keys
        items:
          - { key: one, path: one }
          - { key: two, path: two }
          - key: three
                 ^^^^^ relation/missing-key: Secret keys has no key three
            path: three
`)}---
apiVersion: v1
kind: Secret
metadata: { name: keys }
data: { one: YQ== }
stringData: { two: b }
`));

  it('of a token that the cluster fills in is not known', () =>
    checkRelations(`${pod(`${container}  volumes:
    - name: a
      secret: { secretName: keys, items: [{ key: token, path: token }] }
`)}---
apiVersion: v1
kind: Secret
metadata: { name: keys, annotations: { kubernetes.io/service-account.name: default } }
type: kubernetes.io/service-account-token
`));
});

describe('what others name', () => {
  it('is a Role, a ServiceAccount', () =>
    checkRelations(`apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers }
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reeder
        ^^^^^^ relation/missing-role: Did you mean reader?
subjects:
  - kind: ServiceAccount
    name: robot
          ^^^^^ relation/missing-service-account: gives rights to nobody
    namespace: default
  - { kind: ServiceAccount, name: default, namespace: default }
  - { kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
rules: [{ apiGroups: [''], resources: [pods], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: viewers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
`));

  it('is a Service behind an Ingress or before a StatefulSet, and a Secret with a certificate', () =>
    checkRelations(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: site }
spec:
  tls:
    - secretName: site-tls
                  ^^^^^^^^ relation/missing-secret: no certificate
  defaultBackend:
    service:
      name: web
            ^^^ relation/missing-service: the Ingress answers these requests with an error
      port: { number: 80 }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: other, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
spec:
  tls: [{ secretName: other-tls }]
  defaultBackend: { resource: { apiGroup: example.com, kind: Bucket, name: b } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
               ^^ relation/missing-service: no names of their own
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: app, image: x:1 }] }
`));
});
