import { checkRelations } from '../markedYaml.ts';

const workload = (
  name: string,
  labels: string,
  selector = `{ matchLabels: { ${labels} } }`,
  kind = 'Deployment',
) => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
spec:
  selector: ${selector}
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: app, image: x:1 }] }
---
`;
const mark = (words: string) => `\n  ^^^^^^^^ relation/same-selector: ${words}`;

describe('two workloads', () => {
  it('with one selector take each other’s Pods for their own', () =>
    checkRelations(
      workload(
        'one',
        'app: web',
        `{ matchLabels: { app: web } }${mark('This selector and that of Deployment two select the same Pods.')}`,
      ) + workload('two', 'app: web', `{ matchLabels: { app: web } }${mark('and that of Deployment one')}`),
      'open',
    ));

  it('may overlap one way', () =>
    checkRelations(
      workload(
        'stable',
        'app: web',
        `{ matchLabels: { app: web } }${mark('This selector takes in the Pods of StatefulSet canary, too.')}`,
      ) + workload('canary', 'app: web, track: canary', undefined, 'StatefulSet'),
    ));

  it('have nothing to do with each other in other Namespaces, folders, or with other labels', () => {
    checkRelations(workload('one', 'app: web') + workload('two', 'app: api'));
    checkRelations(
      workload('one', 'app: web') + workload('two', 'app: web').replace('name: two', 'name: two\n  namespace: b'),
    );
    checkRelations({ 'a/a.yaml': workload('one', 'app: web'), 'b/b.yaml': workload('two', 'app: web') });
  });
});

describe('a Pod by itself', () => {
  const pod = (marked = '') => `apiVersion: v1
kind: Pod
metadata:
  name: alone
  labels:
${marked}    app: web
spec: { containers: [{ name: app, image: x:1 }] }
`;

  it('is adopted by a ReplicaSet or DaemonSet with its labels', () => {
    for (const kind of ['ReplicaSet', 'DaemonSet'])
      checkRelations(
        workload('set', 'app: web', undefined, kind) +
          pod(
            `  ^^^^^^ relation/adopted-pod: These labels fit the selector of ${kind} set, which takes this Pod for one of its own\n`,
          ),
      );
  });

  it('is adopted by a selector without a plain label, too, and not from another folder', () => {
    const set = workload('set', 'app: web', '{ matchExpressions: [{ key: app, operator: Exists }] }', 'ReplicaSet');
    checkRelations(set + pod('  ^^^^^^ relation/adopted-pod: These labels fit the selector of ReplicaSet set\n'));
    checkRelations({ 'a/set.yaml': set, 'b/pod.yaml': pod() });
  });

  it('is not adopted by a Deployment, whose ReplicaSets ask for one label more', () =>
    checkRelations(workload('web', 'app: web') + pod()));
});

describe('a name', () => {
  const map = (name: string, mark = '') => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
${mark}data: {}
---
`;

  it('written twice in a file is once too often', () =>
    checkRelations(
      map(
        'a',
        '        ^ relation/same-name-twice: ConfigMap a in Namespace default is written twice in this file.\n',
      ) +
        map('b') +
        map('a', '        ^ relation/same-name-twice: is written twice in this file\n'),
      'open',
    ));

  it('written twice in a folder may be meant', () =>
    checkRelations({
      'x/a.yaml': map('a', '        ^ relation/same-name-twice: is also written in b.yaml\n'),
      'x/b.yaml': map('a', '        ^ relation/same-name-twice: is also written in a.yaml\n').replace('{}', '{ b: c }'),
      'y/c.yaml': map('a'),
    }));

  it('of the very same object in several files, such as their Namespace, is no matter', () =>
    checkRelations({
      'x/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: team }\n',
      'x/b.yaml': '# Once more\nkind: Namespace\napiVersion: v1\nmetadata:\n  name: team\n',
    }));

  it('written twice in files that are tries of one thing, or in a collection, is no slip', () => {
    const other = (text: string) => text.replace('{}', '{ b: c }');
    checkRelations({ 'x/a-v1.yaml': map('a'), 'x/a-v2.yaml': other(map('a')) });
    checkRelations({ 'x/a.yaml': map('a'), 'x/a-with-key.yaml': other(map('a')) });
    const names = ['a', 'b', 'c', 'd'];
    checkRelations({
      'x/one.yaml': names.map((name) => map(name)).join(''),
      'x/two.yaml': names.map((name) => other(map(name))).join(''),
    });
  });

  it('may be that of a patch of kustomize, or of another kind', () =>
    checkRelations({
      'x/kustomization.yaml': 'resources: [a.yaml]\npatches:\n  - path: b.yaml\n',
      'x/a.yaml': map('a'),
      'x/b.yaml': map('a'),
      'x/c.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n',
    }));
});

describe('the names of Pods', () => {
  const service = (spec: string) => `apiVersion: v1
kind: Service
metadata: { name: db }
spec: { ${spec}, ports: [{ port: 80 }] }
---
`;
  const pod = (mark = '') => `apiVersion: v1
kind: Pod
metadata: { name: one, labels: { app: db } }
spec:
  hostname: one
  subdomain: db
${mark}  containers: [{ name: app, image: x:1 }]
`;
  const marked = (words: string) => pod(`             ^^ relation/pod-hostname-without-service: ${words}\n`);

  it('need a headless Service that selects them', () => {
    checkRelations(service('clusterIP: None, selector: { app: db }') + pod());
    checkRelations(marked('The name one.db exists only with a headless Service db'));
    checkRelations(pod(), 'open');
    checkRelations(
      service('selector: { app: db }') + marked('The name one.db does not exist: Service db has a cluster IP'),
      'open',
    );
    const other =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: two, labels: { app: x } }\nspec: { containers: [{ name: app, image: x:1 }] }\n---\n';
    checkRelations(
      other + service('clusterIP: None, selector: { app: x }') + marked('Service db does not select these Pods'),
    );
  });

  it('are those of a StatefulSet only with a headless Service', () => {
    const set = workload('db', 'app: db', undefined, 'StatefulSet');
    const named = (mark = '') => set.replace('spec:\n  selector', `spec:\n  serviceName: db\n${mark}  selector`);
    checkRelations(service('clusterIP: None, selector: { app: db }') + named());
    checkRelations(
      service('selector: { app: db }') +
        named(
          '               ^^ relation/stateful-set-service-not-headless: Names such as db-0.db do not exist: Service db has a cluster IP\n',
        ),
      'open',
    );
    checkRelations(named(), 'open');
  });
});

describe('a budget', () => {
  const budget = (minAvailable: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget }
spec:
  minAvailable: ${minAvailable}
  selector: { matchLabels: { app: web } }
---
`;
  const web = (replicas: number) =>
    workload('web', 'app: web').replace('spec:\n  selector', `spec:\n  replicas: ${replicas}\n  selector`);

  it('that keeps as many as there are lets none go', () => {
    checkRelations(
      web(2) +
        budget(
          '2\n                ^ relation/budget-blocks-evictions: Deployment web has 2 Pods, and 2 must stay available',
        ),
    );
    checkRelations(
      web(1) +
        budget(
          '50%\n                ^^^ relation/budget-blocks-evictions: Deployment web has 1 Pod, and 50% must stay',
        ),
    );
  });

  it('that lets some go, or whose Pods an autoscaler counts, is silent', () => {
    checkRelations(web(3) + budget('2'));
    checkRelations(web(2) + budget('50%'));
  });
});
