import { checkDiagnostics, checkRelations } from './markedYaml.ts';

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

describe('an object of the whole cluster with a Namespace', () => {
  it('is taken by the API server, which drops the line', () =>
    checkDiagnostics(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
  namespace: team
  ^^^^^^^^^ advice/namespace-ignored: A ClusterRoleBinding belongs to the whole cluster
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: jane }]
`));
});

describe('what tools have yet to fill in', () => {
  it('is said once for each object, and is no mistake', () =>
    checkDiagnostics(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: "\${APP}", labels: { app: "\${APP}" } }
spec:
  replicas: \${REPLICAS}
            ^^^^^^^^^^^ schema/wrong-type: \${REPLICAS} is plain text to Kubernetes, and kubectl fills nothing in
  selector: { matchLabels: { app: "\${APP}" } }
  template:
    metadata: { labels: { app: "\${APP}" } }
    spec: { containers: [{ name: "\${APP}", image: "\${IMAGE}", ports: [{ containerPort: "\${PORT:-80}" }] }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: work-$ITEM }
                  ^^^^^^^^^^ api/invalid: $ITEM is plain text to Kubernetes
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: app, image: 'example.com/app:1' }] } } }
`));

  it('hides no other mistake', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Service
metadata: { name: "$NAME" }
                  ^^^^^^^ api/invalid: $NAME is plain text to Kubernetes
spec:
  tipe: NodePort
  ^^^^ schema/unknown-field: did you mean "type"?
  ports: [{ port: 80 }]
`));

  it('is no name that is missed', () =>
    checkRelations(`apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: 'example.com/app:1'
      envFrom: [{ secretRef: { name: "\${APP}-keys" } }]
                                     ^^^^^^^^^^^^^ api/invalid: \${APP} is plain text to Kubernetes
`));

  it('is a template where ytt or Helm writes it', () => {
    checkDiagnostics(
      '#@ load("@ytt:data", "data")\napiVersion: v1\nkind: Pod\nmetadata:\n  name: #@ data.values.name\n',
    );
    checkDiagnostics('apiVersion: v1\nkind: Pod\nmetadata:\n  name: "{{ $.Release.Name }}"\n');
    checkDiagnostics(
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: '{{ default .Chart.Name .Values.name | trunc 63 }}'\n",
    );
  });
});

describe('a patch of kustomize', () => {
  const patch = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  template:
    spec:
      $setElementOrder/containers: [{ name: app }]
      containers:
        - name: app
          env: [{ name: MODE, value: dev }]
        - name: old
          $patch: delete
`;

  it('needs not be whole where a kustomization names it', () =>
    checkRelations(
      {
        'base/kustomization.yaml': 'resources: [web.yaml]\n',
        'base/web.yaml': deployment('web'),
        'overlays/dev/kustomization.yaml':
          'resources: [../../base]\npatches:\n  - path: ./replicas.yaml\n  - path: ../shared/more.yaml\n',
        'overlays/dev/replicas.yaml': patch,
        'overlays/shared/more.yaml': patch,
      },
      'closed',
    ));

  it('needs not be whole where its file is called so', () =>
    checkRelations({ 'dev/memory_patch.yaml': patch, 'prod/patches/memory.yaml': patch }, 'open'));

  it('is a whole object where nothing is missing', () =>
    checkRelations(
      {
        'web-patch.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: app, image: 'example.com/app:1', command: [sleep 5] }] }
                                                                        ^^^^^^^ advice/command-in-one-string: there is none called "sleep 5"
`,
      },
      'open',
    ));

  it('is still read for misspelt fields and wrong types', () =>
    checkRelations(
      {
        'patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replica: 3
  ^^^^^^^ schema/unknown-field: did you mean "replicas"?
  paused: 3
          ^ schema/wrong-type: cannot unmarshal number
`,
      },
      'open',
    ));

  it('is none in a file of another name', () =>
    checkRelations(
      {
        'dispatch.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: app }] }
                       ^^^^^^^^^ api/required: spec.containers[0].image
`,
      },
      'open',
    ));
});

describe('commands that are usual', () => {
  it('cat and a shell wait in a terminal', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Pod
metadata: { name: agent }
spec:
  containers:
    - { name: maven, image: 'maven:3', command: [cat], tty: true }
    - { name: box, image: busybox, command: [sh], tty: true }
`));

  it('a script may get a name for its messages', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Pod
metadata: { name: agent }
spec:
  containers:
    - { name: a, image: 'example.com/app:1', command: [sh, -c, 'exec run-it', --] }
    - { name: b, image: 'example.com/app:1', command: [bash, -c, 'exec run-it', bash] }
`));
});

describe('images that somebody will put in', () => {
  for (const image of [
    'IMAGE_NAME:TAG',
    'ACCOUNT.dkr.ecr.REGION.example.com/app:TAG',
    '__image__',
    '#{image}#',
    '@IMAGE@',
  ]) {
    it(`are not held against ${image}`, () =>
      checkDiagnostics(`
apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { containers: [{ name: app, image: "${image}" }] }
`));
  }
});

describe('claims that templates bring', () => {
  it('take the place of a volume of the same name', () =>
    checkRelations(`apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: app, image: 'example.com/app:1', volumeMounts: [{ name: data, mountPath: /data }] }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`));
});

describe('what operators make', () => {
  it('bears the name of their resource', () =>
    checkRelations(`apiVersion: example.com/v1
kind: Database
metadata: { name: shop-db }
---
${deployment('web', { container: ', envFrom: [{ secretRef: { name: owner.shop-db.credentials } }]' })}`));

  it('is not all that is missing', () =>
    checkRelations(`apiVersion: example.com/v1
kind: Database
metadata: { name: shop-db }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: 'example.com/app:1'
      envFrom: [{ secretRef: { name: shop-dbs } }]
                                     ^^^^^^^^ relation/missing-secret: There is no Secret shop-dbs
`));
});

describe('the DNS of the cluster itself', () => {
  it('asks the name servers of its Node', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Pod
metadata: { name: dns, namespace: kube-system }
spec: { dnsPolicy: Default, containers: [{ name: app, image: 'example.com/app:1' }] }
`));
});

describe('work that ends', () => {
  it('is what a Job is for, also where its restartPolicy is missing', () =>
    checkDiagnostics(`
apiVersion: batch/v1
kind: Job
metadata: { name: hello }
spec:
  template:
    spec:
    ^^^^ api/required: spec.template.spec.restartPolicy
      containers: [{ name: app, image: busybox, command: [echo, hello] }]
`));

  it('makes no sidecar', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Pod
metadata: { name: hello }
spec:
  initContainers: [{ name: first, image: busybox, restartPolicy: Always, command: [echo, hello] }]
                                                                         ^^^^^^^ advice/one-shot-command: Without its restartPolicy: Always it is an ordinary init container
  containers: [{ name: app, image: 'example.com/app:1' }]
`));
});

describe('an amount that cannot be read', () => {
  it('is said to be wrong once', () =>
    checkDiagnostics(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1GB } }
                                    ^^^ schema/wrong-type: quantities must match
`));
});
