import assert from 'node:assert/strict';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { documentAt, type ManifestFile, readManifests, withoutTrees } from '../../src/manifests/manifestFile.ts';
import { checkDiagnostics } from './markedYaml.ts';

describe('lists of manifests', () => {
  it('are read item by item, each underlined in its own lines', () => {
    checkDiagnostics(`
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: good
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: Bad_Name
          ^^^^^^^^ api/invalid: metadata.name: Invalid value
`);
  });

  it('of one kind give their items what these leave out', () => {
    checkDiagnostics(`
apiVersion: apps/v1
kind: DeploymentList
items:
- metadata: { name: web }
  spec:
    replicas: -1
              ^^ api/invalid: spec.replicas: Invalid value: -1
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web } }
      spec:
        containers: [{ name: app, image: "nginx:1.27" }]
`);
    const text =
      'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n- kind: Secret\n  apiVersion: v1\n';
    const kinds = readManifests(text).documents.map(({ kind, apiVersion }) => `${apiVersion} ${kind?.kind}`);
    assert.deepEqual(kinds, ['v1 undefined', 'v1 ConfigMap', 'v1 Secret']);
  });

  it('of other kinds are left alone', () => {
    const text = 'apiVersion: example.com/v1\nkind: FooList\nitems:\n- metadata: {name: Bad_Name}\n';
    const file = readManifests(text);
    assert.equal(file.documents.length, 1);
    assert.deepEqual(diagnose(file), []);
  });

  it('say what is wrong with their text once', () => {
    const item = '- apiVersion: v1\n  kind: ConfigMap\n';
    const text = `apiVersion: v1\nkind: List\nitems:\n${item}  data: {\n${item}`;
    const { problems, documents } = readManifests(text);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['syntax/unclosed-bracket'],
    );
    assert.equal(documents.length, 1);
  });

  it('and single ones give the same places when their trees were laid aside', () => {
    const text =
      'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n---\nkind: Pod\nmetadata:\n  name: c\n';
    const places = (file: ManifestFile) =>
      file.documents.map((document) => [
        document.rangeOf(['metadata', 'name'], 'value'),
        document.pathAt(text.indexOf('name: c')),
        document.parsed.root?.range,
      ]);
    const file = readManifests(text);
    const before = places(file);
    const roots = file.documents.map(({ parsed }) => parsed.root);
    assert.deepEqual(places(withoutTrees(file)), before);
    for (const [index, { parsed }] of file.documents.entries()) assert.notEqual(parsed.root, roots[index]);
  });

  it('have the item under the cursor as its document', () => {
    const text = 'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n';
    const file = readManifests(text);
    assert.equal(documentAt(file, text.indexOf('name: b'))?.name, 'b');
    assert.equal(documentAt(file, text.indexOf('PodList'))?.kindName, 'PodList');
  });
});

describe('JSON objects that follow one another', () => {
  it('are documents of their own, as kubectl reads them', () => {
    const one = (name: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }, null, '\t');
    const text = `\uFEFF${one('a')}\n${one('b } {')} ${one('c')}\r\n\r\n${one('d')}\n`;
    const { documents, problems } = readManifests(text);
    assert.deepEqual(
      documents.map(({ name }) => name),
      ['a', 'b } {', 'c', 'd'],
    );
    assert.deepEqual(problems, []);
    for (const { name, rangeOf } of documents) {
      const { start, end } = rangeOf(['metadata', 'name'], 'value');
      assert.equal(text.slice(start, end), JSON.stringify(name));
    }
  });

  it('stay one where the first is not finished', () => {
    const text = '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}\n{"apiVersion": "v1"}\n';
    assert.equal(readManifests(text).documents.length, 1);
  });

  it('are not seen in the braces of a template', () => {
    assert.equal(readManifests('{{- if .Values.a }}\n{{- end }}\napiVersion: v1\nkind: Pod\n').documents.length, 1);
  });
});
