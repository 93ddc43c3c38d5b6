import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../src/manifests/completion.ts';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { fixesFor } from '../../src/manifests/fixes.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { type ManifestDiagnostic, readManifests } from '../../src/manifests/manifestFile.ts';

const manifest = `# a comment
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web, "tier": 'front' }
spec:
  volumes:
    - &logs
      name: logs
      emptyDir: {}
  initContainers:
    - name: shipper
      image: busybox:1.36
      restartPolicy: Always
      command: ['sh', '-c', 'tail -n+1 -F /logs/access.log']
      volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }]
  containers:
    - name: app
      image: "busybox:1.36"
      args:
        - |
          while true; do
            date
          done
      volumeMounts: [{ name: logs, mountPath: /var/log/app }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  a: "1"
  <<: { b: "2" }
`;

const strange = fc.constantFrom(
  ...['\0', '\t', '\r', '\n', '\r\n', ' ', '  ', ': ', ':', '- ', '-', '---', '\n---\n', '...', '{', '}', '[', ']'],
  ...[
    ',',
    '"',
    "'",
    '`',
    '#',
    ' #',
    '&a ',
    '*a',
    '!!str ',
    '!',
    '|',
    '>',
    '%',
    '@',
    '?',
    '? ',
    '<<: *logs',
    '~',
    'null',
  ],
  ...[
    '\u00a0',
    '\u2028',
    '\uFEFF',
    '\ud83d',
    '😀',
    '\x18',
    '\x02',
    '\x1f',
    '__proto__: 1\n',
    '<b>',
    '{{ .x }}',
    '0x',
    '99999999999999999999',
  ],
);
const change = fc.oneof(
  fc.record({ at: fc.nat(2000), insert: strange, remove: fc.constant(0) }),
  fc.record({ at: fc.nat(2000), insert: fc.constant(''), remove: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ at: fc.nat(2000), insert: fc.constant(''), remove: fc.constant(100_000) }),
);
const mutated = fc.tuple(fc.array(change, { minLength: 1, maxLength: 6 }), fc.boolean()).map(([changes, crlf]) => {
  let text = crlf ? manifest.replaceAll('\n', '\r\n') : manifest;
  for (const { at, insert, remove } of changes) {
    const start = at % (text.length + 1);
    text = text.slice(0, start) + insert + text.slice(start + remove);
  }
  return text;
});

function checkRange({ range, code }: ManifestDiagnostic, text: string): void {
  const inside = range.start >= 0 && range.start <= range.end && range.end <= text.length;
  assert.ok(inside, `${code} at ${range.start}-${range.end} of ${text.length}`);
}

describe('any text', () => {
  it('is diagnosed without a throw, with ranges inside the text', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const file = readManifests(text);
        for (const diagnostic of diagnose(file)) {
          checkRange(diagnostic, text);
          for (const { edits } of fixesFor(file, diagnostic)) {
            for (const { range } of edits) assert.ok(range.start >= 0 && range.end <= text.length);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('may have its cursor anywhere', () => {
    fc.assert(
      fc.property(mutated, fc.nat(2000), (text, at) => {
        const offset = at % (text.length + 1);
        const hover = hoverAt(readManifests(text), offset);
        if (hover)
          assert.ok(hover.range.start <= offset && offset <= hover.range.end && hover.range.end <= text.length);
        for (const { range } of completionsAt(text, offset)) {
          assert.ok(range.start <= offset && offset <= range.end && range.end <= text.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reads the same whether documents are taken over or read anew', () => {
    fc.assert(
      fc.property(mutated, mutated, (before, after) => {
        const anew = diagnose(readManifests(after));
        const previous = readManifests(before);
        diagnose(previous);
        assert.deepEqual(diagnose(readManifests(after, previous)), anew);
      }),
      { numRuns: 200 },
    );
  });

  it('of random letters is no manifest and no trouble', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(300), (text, at) => {
        for (const diagnostic of diagnose(readManifests(text))) checkRange(diagnostic, text);
        completionsAt(text, at);
        hoverAt(readManifests(text), at);
      }),
      { numRuns: 300 },
    );
  });
});
