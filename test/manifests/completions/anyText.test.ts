import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../src/manifests/completion.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../src/manifests/manifestSet.ts';
import { valueAt } from '../../../src/manifests/plainLookup.ts';
import { withCompletion } from '../markedYaml.ts';

const name = fc.oneof(
  fc.constantFrom(
    'yes',
    '1',
    '0x1',
    '~',
    '',
    ' ',
    '- a',
    'a: b',
    'a #b',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a`',
    '$1',
    `$\{2:x}`,
    '\\',
    '|',
    '12:30',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

function around(...texts: string[]) {
  const files = texts.map((text, index) => [`${index}.yaml`, readManifests(text)] as const);
  return { set: new ManifestSet(files, { world: 'open' }), file: '0.yaml' };
}

describe('names of any letters', () => {
  it('mean the same where they are taken, bare, in quotes and in braces', () => {
    const places = [
      'key: CURSOR\n',
      "key: 'CURSOR'\n",
      'key: "CURSOR"\n',
      '{ key: CURSOR, path: x }\n',
      '{ key: "CURSOR" }\n',
    ];
    const begin =
      'apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n    - name: a\n      configMap:\n        name: settings\n        items:\n          - ';
    fc.assert(
      fc.property(name, fc.constantFrom(...places), (key, place) => {
        const text = begin + place.replace('CURSOR', '');
        const data = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: ${JSON.stringify({ [key]: 'x' })}\n`;
        const completions = completionsAt(text, (begin + place).indexOf('CURSOR'), around(text, data));
        for (const completion of completions) {
          const taken = readManifests(withCompletion(text, completion)).documents[0]?.value;
          const path = ['spec', 'volumes', 0, 'configMap', 'items', 0, 'key'];
          assert.equal(valueAt(taken, path), key);
        }
        assert.ok(
          completions.length === 1 || key.trim() === '' || /[\0-\x1f\x7f-\x9f\u2028\u2029]/.test(key),
          'one completion',
        );
      }),
      { numRuns: 500 },
    );
  });

  it('are labels of a selector as they are', () => {
    const text = 'apiVersion: v1\nkind: Service\nspec:\n  selector:\n    ';
    fc.assert(
      fc.property(fc.dictionary(name, name, { minKeys: 2, maxKeys: 4, noNullPrototype: true }), (labels) => {
        const metadata = JSON.stringify({ name: 'a', labels });
        const pod = `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec: { containers: [] }\n`;
        const [whole] = completionsAt(text, text.length, around(text, pod));
        assert.ok(whole);
        const taken = readManifests(withCompletion(text, whole));
        assert.deepEqual(taken.problems, []);
        const read = valueAt(readManifests(pod).documents[0]?.value, ['metadata', 'labels']);
        assert.deepEqual(valueAt(taken.documents[0]?.value, ['spec', 'selector']), read);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any place of a manifest', () => {
  const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  selector:
    matchLabels: { app: web, tier: "1" }
  template:
    metadata:
      labels:
        app: web
        tier: "1"
    spec:
      containers:
      - name: app
        image: nginx:1.29
        args: ["-c", 'x y']
        ports:
          - { name: http, containerPort: 80 }
        command:
          - |
            a: b
            - c
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    spec: { selector: {app: web}, ports: [{ port: 80, targetPort: http }] }
  -
# end
`;

  it('may be completed with what others say, after any cut', () => {
    const cut = fc.record({
      from: fc.nat(manifest.length),
      length: fc.nat(30),
      crlf: fc.boolean(),
      at: fc.nat(manifest.length),
    });
    const before = around(manifest);
    fc.assert(
      fc.property(cut, ({ from, length, crlf, at }) => {
        const short = manifest.slice(0, from) + manifest.slice(from + length);
        const text = crlf ? short.replaceAll('\n', '\r\n') : short;
        const offset = at % (text.length + 1);
        for (const { label, detail = '', range, edits = [], insertText } of completionsAt(text, offset, before)) {
          assert.ok(range.start <= offset && offset <= range.end && range.end <= text.length);
          assert.ok(!/[\r\n]/.test(text.slice(range.start, range.end)), 'on one line');
          assert.ok(!/[\r\n]/.test(label + detail) && label !== '' && !insertText.includes('\r'));
          for (const edit of edits) {
            assert.ok(edit.range.end <= text.length);
            assert.ok(edit.range.end <= range.start || edit.range.start >= range.end, 'edits do not touch');
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
