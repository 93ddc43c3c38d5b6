import { pod, says, silentOf } from './hoverCheck.ts';

function object(apiVersion: string, kind: string, rest: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\n${rest}`;
}

describe('hover on a Service', () => {
  const service = (spec: string) => object('v1', 'Service', `spec: { ${spec} }\n`);

  it('tells its ports apart', () => {
    says(
      service('ports: [{ po$0rt: 80, targetPort: 8080 }]'),
      'at the address of the Service',
      'the port `8080` of a Pod',
    );
    says(service('ports: [{ port: 80, target$0Port: http }]'), 'A **name**', 'must be spelled as there');
    says(service('ports: [{ port: 80, target$0Port: 8080 }]'), 'not on 127.0.0.1 alone');
    says(
      service('clusterIP: None, ports: [{ po$0rt: 80, targetPort: 8080 }]'),
      'Headless',
      "the Pods' own port, here `8080`",
    );
    says(service('por$0ts: []'), 'chosen at random');
  });

  it('knows that it selects Pods, by all of the labels', () => {
    says(
      service('sele$0ctor: { app: web, tier: a }'),
      '`app` is `web` and `tier` is `a`. **All** of it must fit',
      'Pod template',
    );
    says(service('sele$0ctor: {}'), '**no** Pod is selected');
  });

  it('explains an alias', () => {
    says(service('type: ExternalName, external$0Name: db.example.com'), 'the alias (CNAME) `db.example.com`');
    says(service('type: ExternalName, external$0Name: 10.0.0.1'), 'taken for a name, not for an address');
  });
});

describe('hover on a selector', () => {
  it('puts labels and expressions into words', () => {
    says(
      object(
        'apps/v1',
        'Deployment',
        'spec: { sele$0ctor: { matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: NotIn, values: [db] }] } }\n',
      ),
      'Pods where `app` is `web` and `tier` is not `db` (or is missing)',
    );
    says(
      object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { pod$0Selector: {} }\n'),
      'Empty: **all** Pods of the Namespace',
    );
  });
});

describe('hover on data', () => {
  it('tells a size, and never shows a secret', () => {
    const secret = object('v1', 'Secret', 'data: { pass$0word: aGVsbG8gd29ybGQ= }\n');
    says(secret, '11 bytes once decoded', 'A file `password`');
    silentOf(secret, /hello/);
    says(object('v1', 'Secret', 'da$0ta: { a: YQ== }\n'), '**no protection**');
    says(object('v1', 'ConfigMap', 'data: { a.co$0nf: "one\\ntwo\\n" }\n'), '8 bytes, 2 lines');
  });
});

describe('hover on keys that are well known', () => {
  it('says a sentence on each, wherever it stands', () => {
    says(
      'apiVersion: v1\nkind: Pod\nmetadata: { labels: { app.kubernetes.io/n$0ame: web } }\n',
      'the name of the application',
    );
    says(
      'apiVersion: v1\nkind: Pod\nmetadata: { annotations: { kubectl.kubernetes.io/default-con$0tainer: a } }\n',
      '`kubectl logs`',
    );
    says(pod('  nodeSelector: { kubernetes.io/o$0s: linux }\n'), 'the operating system of the Node');
    says(pod('  tolerations: [{ key: node.kubernetes.io/not-rea$0dy }]\n'), '300 s');
    silentOf('apiVersion: v1\nkind: Pod\nmetadata: { labels: { ap$0p: web } }\n', /`app`:/);
  });
});

describe('hover on what every manifest has', () => {
  it('explains apiVersion and kind', () => {
    says(object('apps/v1', 'Deployment', '').replace('apps/v1', 'app$0s/v1'), 'Version `v1` of the group `apps`');
    says(object('v1', 'P$0od', ''), '`v1`, for kubectl `pods`, `po`', 'It lives in a Namespace');
    says(object('v1', 'No$0de', ''), 'It belongs to the whole cluster');
  });

  it('explains the very value under the cursor', () => {
    says(
      object('v1', 'PersistentVolumeClaim', 'spec: { accessModes: [ReadOnlyMany, ReadWrite$0Once] }\n'),
      '`ReadWriteOnce`: One **Node** at a time',
    );
    says(
      object('networking.k8s.io/v1', 'Ingress', 'spec: { rules: [{ http: { paths: [{ pathType: Pre$0fix }] } }] }\n'),
      '`/shop` fits `/shop` and `/shop/cart`, not `/shopping`',
    );
    says(
      object('batch/v1', 'CronJob', 'spec: { concurrency$0Policy: Forbid }\n'),
      '`Forbid`: If the last Job still runs, this run is skipped',
      'Allowed: `Allow`, `Forbid`, `Replace`',
      'Default: `Allow`',
    );
    says(
      object('rbac.authorization.k8s.io/v1', 'Role', 'rules: [{ verbs: [ge$0t, list] }]\n'),
      '`get`: Read one object by its name',
    );
  });

  it('says what holds where a field is left out', () => {
    says(pod('  containers: [{ livenessProbe: { initial$0DelaySeconds: 3 } }]\n'), 'If it is left out: `0`.');
    says(pod('  containers: [{ imagePull$0Policy: Never, image: a:1 }]\n'), 'Default: `IfNotPresent`.');
    says('apiVersion: v1\nkind: Node\nmetadata: { name$0space: a }\n', 'objects of this kind have no Namespace');
  });

  it('says what becomes of a change', () => {
    says(pod('  no$0deName: a\n'), '**Cannot be changed** once the object exists', '`kubectl replace --force -f FILE`');
    says(
      object('apps/v1', 'Deployment', 'spec: { template: { spec: { containers: [{ ima$0ge: a }] } } }\n'),
      'starts a **rollout**',
    );
    says(object('apps/v1', 'Deployment', 'spec: { sele$0ctor: {} }\n'), '--cascade=orphan');
    says(object('v1', 'ConfigMap', 'immutable: true\ndata: { $0a: b }\n'), 'locks this ConfigMap for ever');
    says(object('v1', 'Pod', 'status: { pha$0se: Running }\n'), 'The cluster writes the status');
  });
});
