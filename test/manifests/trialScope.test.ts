import assert from 'node:assert/strict';
import { documentOfObject, readManifests } from '../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../src/manifests/manifestSet.ts';
import { trialScope } from '../../src/manifests/trialScope.ts';

const service =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n';
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx, envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: gone } }] }]
`;
const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;

const set = new ManifestSet(
  Object.entries({
    'service.yaml': service,
    'deployment.yaml': deployment,
    'config.yaml': `${config('settings')}---\n${config('other')}`,
    'limits.yaml': 'apiVersion: v1\nkind: LimitRange\nmetadata: { name: limits }\nspec: { limits: [] }\n',
    'away.yaml': service.replace('name: web', 'name: web, namespace: b').replace('app: web', 'app: alone'),
    'elsewhere.yaml':
      'apiVersion: v1\nkind: LimitRange\nmetadata: { name: limits, namespace: b }\nspec: { limits: [] }\n',
  }).map(([file, text]) => [file, readManifests(text)] as const),
  {
    world: 'closed',
    beside: [
      documentOfObject({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'gone', namespace: 'default' } }),
      documentOfObject({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: 'default' },
      }),
      documentOfObject({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'given', namespace: 'default' } }),
      ...['alone', 'other'].map((app) =>
        documentOfObject({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: app, namespace: 'b', labels: { app } },
          spec: { containers: [] },
        }),
      ),
    ],
  },
);

const scopeOf = (file: string, ...others: string[]) =>
  trialScope(set, file, new Set(others)).map(({ kind, name }) => `${kind.kind} ${name}`);

describe('what a trial takes in', () => {
  it('is the files, the Pods of their Services, what these name, and the limits of their Namespaces', () => {
    assert.deepEqual(scopeOf('service.yaml'), [
      'Service web',
      'Deployment web',
      'ConfigMap settings',
      'LimitRange limits',
      'Secret gone',
      'LimitRange given',
    ]);
  });

  it('is what the cluster has besides, too: what a Service selects there, and limits', () => {
    assert.deepEqual(scopeOf('away.yaml'), ['Service web', 'LimitRange limits', 'Pod alone']);
  });

  it('takes the nearest of objects that several files have, and those of other files once', () => {
    const files = ['app/base/web.yaml', 'app/test/web.yaml', 'app/test/more/web.yaml'].map(
      (file) => [file, readManifests(deployment)] as const,
    );
    const variants = new ManifestSet([...files, ['app/test/service.yaml', readManifests(service)]], {
      world: 'closed',
    });
    const filesOf = (file: string, ...others: string[]) =>
      trialScope(variants, file, new Set(others)).map((manifest) => manifest.file);
    assert.deepEqual(filesOf('app/test/service.yaml'), ['app/test/web.yaml', 'app/test/service.yaml']);
    assert.deepEqual(filesOf('app/base/web.yaml', 'app/test/web.yaml'), ['app/base/web.yaml']);
  });

  it('leaves out what has nothing to do with them', () => {
    assert.deepEqual(scopeOf('elsewhere.yaml'), ['LimitRange limits']);
    assert.deepEqual(scopeOf('config.yaml'), [
      'ConfigMap settings',
      'ConfigMap other',
      'LimitRange limits',
      'LimitRange given',
    ]);
    assert.deepEqual(scopeOf('none.yaml'), []);
  });
});
