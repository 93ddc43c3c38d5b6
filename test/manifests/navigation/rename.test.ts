import assert from 'node:assert/strict';
import { renameAt } from '../../../src/manifests/navigation/rename.ts';
import { ask } from './asked.ts';

const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec:
  volumes: [{ name: "logs", emptyDir: {} }]
  containers:
    - name: app
      image: x
      ports: [{ name: http, containerPort: 80 }]
      readinessProbe: { httpGet: { port: http } }
      volumeMounts: [{ name: logs, mountPath: /logs }]
      envFrom: [{ configMapRef: { name: settings } }]
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
`;
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';

/** The files after the name at `$0` became `name`, or why it cannot. */
function renamed(fixtures: Record<string, string>, name: string): Record<string, string> | string | undefined {
  const { set, file, offset, texts } = ask(fixtures);
  const edits = renameAt(set, file, offset)?.editsFor(name);
  if (edits === undefined || typeof edits === 'string') return edits;
  const changed = [...texts].map(([path, text]) => {
    const backwards = (edits.get(path) ?? []).toSorted((a, b) => b.range.start - a.range.start);
    const after = backwards.reduce(
      (out, { range, newText }) => out.slice(0, range.start) + newText + out.slice(range.end),
      text,
    );
    return [path, after];
  });
  return Object.fromEntries(changed);
}

describe('renaming', () => {
  it('changes a volume and its mounts, quotes and all', () => {
    const files = { 'a.yaml': pod('a').replace('{ name: logs', '{ name: $0logs') };
    assert.deepEqual(renamed(files, 'data'), {
      'a.yaml': pod('a').replace('"logs"', '"data"').replace('name: logs,', 'name: data,'),
    });
    assert.deepEqual(renamed(files, '7'), {
      'a.yaml': pod('a').replace('"logs"', '"7"').replace('name: logs,', 'name: "7",'),
    });
  });

  it('changes a port’s name in every Pod of the Service, and not the Service’s own', () => {
    const files = {
      'a.yaml': pod('a').replace('name: http', 'name: $0http'),
      'b.yaml': pod('b'),
      'service.yaml': service,
    };
    const withNewPort = (text: string) =>
      text.replace('{ name: http, c', '{ name: web, c').replace('port: http }', 'port: web }');
    assert.deepEqual(renamed(files, 'web'), {
      'a.yaml': withNewPort(pod('a')),
      'b.yaml': withNewPort(pod('b')),
      'service.yaml': service.replace('targetPort: http', 'targetPort: web'),
    });
    assert.match(String(renamed(files, 'a-name-that-is-too-long')), /must be no more than 15/);
  });

  it('changes a ConfigMap where it is used', () => {
    const files = { 'settings.yaml': settings.replace('settings', 'sett$0ings'), 'a.yaml': pod('a') };
    assert.deepEqual(renamed(files, 'other'), {
      'settings.yaml': settings.replace('settings', 'other'),
      'a.yaml': pod('a').replace('settings', 'other'),
    });
    assert.match(String(renamed(files, 'No Name')), /lowercase RFC 1123 subdomain/);
  });

  it('leaves alone what has names elsewhere, too: Services, workloads, labels, numbers', () => {
    assert.equal(renamed({ 's.yaml': service.replace('name: web', 'name: $0web') }, 'x'), undefined);
    assert.equal(renamed({ 'a.yaml': pod('a').replace('app: web', 'app: $0web') }, 'x'), undefined);
    assert.equal(renamed({ 'a.yaml': pod('$0a') }, 'x'), undefined);
    assert.equal(renamed({ 'a.yaml': pod('a').replace('containerPort: 80', 'containerPort: $080') }, '81'), undefined);
  });

  it('says so where the name is written by an alias', () => {
    const text = pod('a').replace('"logs"', '&volume logs').replace('{ name: logs,', '{ name: *volume ,');
    assert.match(String(renamed({ 'a.yaml': text.replace('&volume logs', '&volume lo$0gs') }, 'x')), /alias/);
  });
});
