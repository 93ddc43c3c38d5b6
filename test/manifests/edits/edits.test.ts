import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FieldPath } from '../../../src/api/field.ts';
import { applyEdits } from '../../../src/manifests/edits/applyEdits.ts';
import { insertField, insertItem } from '../../../src/manifests/edits/insertField.ts';
import { moveField, moveItem } from '../../../src/manifests/edits/moveSlot.ts';
import { setValue } from '../../../src/manifests/edits/putValue.ts';
import { removeField, removeFieldAndEmptyParents } from '../../../src/manifests/edits/removeField.ts';
import { renameKey } from '../../../src/manifests/edits/renameKey.ts';
import type { Edits } from '../../../src/manifests/edits/textEdit.ts';
import { wrapInList } from '../../../src/manifests/edits/wrapInList.ts';
import type { Manuscript } from '../../../src/manifests/edits/writtenTree.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { valueAt } from '../../../src/manifests/plainLookup.ts';
import { writtenValue } from './randomYaml.ts';

type Json = Record<string | number, unknown>;

function manuscriptOf(text: string): Manuscript {
  const document = readManifests(text).documents[0];
  assert.ok(document, text);
  return { text, document };
}

/** The text after an edit. */
function edited(text: string, edit: (manuscript: Manuscript) => Edits): string {
  const edits = edit(manuscriptOf(text));
  assert.ok(edits, 'no edit');
  return applyEdits(text, edits);
}

/** Every path inside a value. */
function pathsOf(value: unknown, path: FieldPath = []): FieldPath[] {
  if (value === null || typeof value !== 'object') return path.length > 0 ? [path] : [];
  const inside = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...inside] : inside;
}

function parentOf(value: unknown, path: FieldPath): Json {
  return valueAt(value, path.slice(0, -1)) as Json;
}

interface Change {
  readonly edit: (manuscript: Manuscript) => Edits;
  /** Changes a copy of the value. */
  readonly expect: (value: Json) => void;
  /** Comments inside this field may go. */
  readonly gone?: FieldPath;
}

const newValues = [
  'plain',
  'yes',
  'a: b # c',
  '',
  7,
  true,
  null,
  {},
  [],
  { a: 1, b: { c: 'd' } },
  [{ a: 1, b: ['x'] }, 'y'],
];

/** A change of a value at one of its paths; undefined where it does not apply. */
function changeOf(what: string, value: Json, path: FieldPath, newValue: unknown): Change | undefined {
  const here = valueAt(value, path);
  const name = path.at(-1) as string | number;
  switch (what) {
    case 'set':
      return {
        edit: (text) => setValue(text, path, newValue),
        expect: (copy) => put(copy, path, newValue),
        gone: path,
      };
    case 'rename':
      if (typeof name === 'number') return undefined;
      return {
        edit: (text) => renameKey(text, path, 'no'),
        expect: (copy) => {
          delete parentOf(copy, path)[name];
          parentOf(copy, path).no = here;
        },
      };
    case 'remove':
      return {
        edit: (text) => removeField(text, path),
        expect: (copy) => removeAt(copy, path),
        gone: path,
      };
    case 'insert':
      if (here === null || typeof here !== 'object' || Array.isArray(here)) return undefined;
      return {
        edit: (text) =>
          insertField(text, [...path, 'new', 'inner'], newValue, typeof newValue === 'string' ? 'first' : 'last'),
        expect: (copy) => put(copy, [...path, 'new'], { inner: newValue }),
      };
    case 'append':
      if (!Array.isArray(here) && here !== null) return undefined;
      return {
        edit: (text) => insertItem(text, path, newValue),
        expect: (copy) => put(copy, path, [...((here as unknown[]) ?? []), newValue]),
      };
    case 'wrap':
      if (here === null) return undefined;
      return {
        edit: (text) => wrapInList(text, path),
        expect: (copy) => put(copy, path, [here]),
        ...(typeof here === 'string' && { gone: path }),
      };
    default:
      return undefined;
  }
}

function put(value: Json, path: FieldPath, item: unknown): void {
  parentOf(value, path)[path.at(-1) as string | number] = item;
}

function removeAt(value: Json, path: FieldPath): void {
  const parent = parentOf(value, path);
  const name = path.at(-1) as string | number;
  if (Array.isArray(parent)) parent.splice(name as number, 1);
  else delete parent[name];
}

describe('edits of a manifest', () => {
  it('change the value that they mean, and nothing else', () => {
    let done = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        writtenValue,
        fc.constantFrom('set', 'rename', 'remove', 'insert', 'append', 'wrap'),
        fc.nat(1000),
        fc.constantFrom(...newValues),
        ({ text, value }, what, at, newValue) => {
          const manuscript = manuscriptOf(text);
          assert.deepEqual(manuscript.document.value, value, 'the text says the value');
          const paths = pathsOf(value);
          const path = paths[at % paths.length] as FieldPath;
          const change = changeOf(what, value, path, newValue);
          if (!change) return;
          const edits = change.edit(manuscript);
          if (!edits) {
            refused++;
            return;
          }
          done++;
          const changed = applyEdits(text, edits);
          const copy = structuredClone(value);
          change.expect(copy);
          const { document } = manuscriptOf(changed);
          assert.deepEqual(document.parsed.problems, [], changed);
          assert.deepEqual(document.value, copy, changed);
          if (text.includes('\r\n')) assert.doesNotMatch(changed, /[^\r]\n/, 'keeps its line ends');
          if (!change.gone) {
            const comments = text.match(/# note \d+/g) ?? [];
            assert.deepEqual(changed.match(/# note \d+/g) ?? [], comments, 'keeps all comments');
          }
        },
      ),
      { numRuns: Number(process.env.EDIT_RUNS ?? 1500) },
    );
    assert.ok(refused < done / 10, `${refused} of ${done + refused} refused`);
  });

  it('move fields and items, with their comments', () => {
    let done = 0;
    fc.assert(
      fc.property(writtenValue, fc.nat(1000), fc.nat(1000), ({ text, value }, at, where) => {
        const manuscript = manuscriptOf(text);
        const paths = pathsOf(value);
        const from = paths[at % paths.length] as FieldPath;
        const target = paths[where % paths.length] as FieldPath;
        const isItem = typeof from.at(-1) === 'number';
        const list = Array.isArray(valueAt(value, target)) ? target : ['fresh'];
        const map = isMap(valueAt(value, target)) ? target : [];
        const to = isItem ? list : [...map, 'moved'];
        const edits = (isItem ? moveItem : moveField)(manuscript, from, to);
        if (!edits) return;
        done++;
        const copy = structuredClone(value);
        const moved = valueAt(copy, from);
        if (isItem) put(copy, to, [...((valueAt(copy, to) as unknown[]) ?? []), moved]);
        else put(copy, to, moved);
        removeWithParents(copy, from);
        const changed = applyEdits(text, edits);
        const { document } = manuscriptOf(changed);
        assert.deepEqual(document.parsed.problems, [], changed);
        assert.deepEqual(document.value, copy, changed);
      }),
      { numRuns: Number(process.env.EDIT_RUNS ?? 1000) },
    );
    assert.ok(done > 200, `${done} moved`);
  });

  const pod = `kind: Pod
spec:
    # the app
    containers:
    - name: web # best
      # of a registry
      image: nginx
      args: [a, b]
    - name: helper
      image: busybox
    volumes: {} # none
`;

  it("keep the writer's indentation", () => {
    const port = [{ containerPort: 80, name: 'http' }];
    assert.equal(
      edited(pod, (text) => insertField(text, ['spec', 'containers', 0, 'ports'], port)),
      pod.replace('args: [a, b]\n', 'args: [a, b]\n      ports:\n      - containerPort: 80\n        name: http\n'),
    );
    assert.equal(
      edited(pod, (text) => insertField(text, ['metadata', 'labels', 'app'], 'web', { after: 'kind' })),
      pod.replace('kind: Pod\n', 'kind: Pod\nmetadata:\n    labels:\n        app: web\n'),
    );
    assert.equal(
      edited(pod, (text) => insertItem(text, ['spec', 'containers', 0, 'args'], 'c', 'first')),
      pod.replace('[a, b]', '[c, a, b]'),
    );
    const json = '{\n  "kind": "Pod",\n  "spec": {}\n}';
    assert.equal(
      edited(json, (text) => insertField(text, ['metadata'], { name: 'a' }, { after: 'kind' })),
      '{\n  "kind": "Pod",\n  "metadata": { "name": "a" },\n  "spec": {}\n}',
    );
  });

  it('take comments along', () => {
    assert.equal(
      edited(pod, (text) => removeField(text, ['spec', 'containers', 0, 'image'])),
      pod.replace('      # of a registry\n      image: nginx\n', ''),
    );
    assert.equal(
      edited(pod, (text) => removeField(text, ['spec', 'containers', 0, 'name'])),
      pod.replace('name: web # best\n      # of', '# of'),
    );
    assert.equal(
      edited(pod, (text) =>
        moveItem(text, ['spec', 'containers', 0], ['spec', 'initContainers'], { before: 'containers' }),
      ),
      `kind: Pod
spec:
    # the app
    initContainers:
    - name: web # best
      # of a registry
      image: nginx
      args: [a, b]
    containers:
    - name: helper
      image: busybox
    volumes: {} # none
`,
    );
    assert.equal(
      edited('a:\n  b: # it\n    c: 1\n', (text) => removeFieldAndEmptyParents(text, ['a', 'b', 'c'], ['a'])),
      'a: {}\n',
    );
  });

  it('refuse what would change something else', () => {
    const shared = manuscriptOf('a: &x\n  b: 1\nc: *x\nd: { <<: *x }\n');
    assert.equal(removeField(shared, ['a']), undefined);
    assert.equal(setValue(shared, ['c', 'b'], 2), undefined);
    assert.equal(setValue(shared, ['d', 'b'], 2), undefined);
    assert.equal(renameKey(shared, ['a'], 'c'), undefined);
  });

  it('find the items of a List in their place', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec: {}\n';
    const text = `# first\n---\n${list}`;
    const document = readManifests(text).documents.at(-1);
    assert.equal(document?.kindName, 'Pod');
    const edits = setValue({ text, document }, ['kind'], 'Service');
    assert.equal(applyEdits(text, edits ?? []), text.replace('Pod', 'Service'));
  });
});

function isMap(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function removeWithParents(value: Json, path: FieldPath): void {
  removeAt(value, path);
  const parent = path.slice(0, -1);
  if (parent.length > 0 && Object.keys(valueAt(value, parent) as Json).length === 0) removeWithParents(value, parent);
}
