import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDocuments } from '../../src/kubectl/manifestText.ts';
import { yamlText } from '../../src/kubectl/yamlText.ts';

describe('YAML output', () => {
  it('looks as kubectl prints it', () => {
    const value = {
      kind: 'Pod',
      spec: {
        containers: [{ name: 'app', args: ['a: b', '-', 'yes', '1', '', '# no', "it's"], env: [] }],
        volumes: {},
      },
      annotations: { note: 'one\ntwo\n', bare: 'one\ntwo', last: 'x \ny' },
      time: '2026-01-05T09:00:00Z',
      none: null,
      count: 3,
      on: true,
    };
    assert.equal(
      yamlText(value),
      `annotations:
  bare: |-
    one
    two
  last: "x \\ny"
  note: |
    one
    two
count: 3
kind: Pod
none: null
"on": true
spec:
  containers:
  - args:
    - 'a: b'
    - '-'
    - "yes"
    - "1"
    - ""
    - '# no'
    - it's
    env: []
    name: app
  volumes: {}
time: "2026-01-05T09:00:00Z"
`,
    );
  });

  it('folds long texts at the first blank behind column 80', () => {
    const text = `${'word '.repeat(20)}end`;
    assert.equal(yamlText({ message: text }), `message: ${'word '.repeat(14)}word\n  ${'word '.repeat(5)}end\n`);
  });

  it('reads back as what it was', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[ -~\n]{0,100}$/),
      fc.constantFrom('null', '0x1f', '1_0', '~', '- a', 'a #b', '1:30', '.5'),
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), tie('node'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, noNullPrototype: true }),
        (object) => {
          assert.deepEqual(readDocuments(yamlText(object)), [{ value: object }]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('manifest texts', () => {
  it('hold documents; empty ones do not count', () => {
    assert.deepEqual(readDocuments('# nothing\n---\n---\na: 1\n---\n\n'), [{ value: { a: 1 } }]);
    assert.deepEqual(readDocuments(''), []);
  });

  it('mean what YAML 1.1 says', () => {
    assert.deepEqual(readDocuments('[yes, n, 0644, 0x10, 1_000, 12:30, 1.5, ~, "1", !!str 1]'), [
      { value: [true, false, 420, 16, 1000, '12:30', 1.5, null, '1', '1'] },
    ]);
    assert.deepEqual(readDocuments('a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\n'), [
      { value: { a: { b: 1, c: 2 }, d: { b: 3, c: 2 } } },
    ]);
  });

  it('do no harm', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`).join('\n')}\n`;
    assert.match(readDocuments(bomb)[0]?.problem ?? '', /alias/);
    assert.match(readDocuments('a: *a\n')[0]?.problem ?? '', /unknown anchor/);
    assert.match(readDocuments('x'.repeat(9_000_000))[0]?.problem ?? '', /too large/);
    assert.match(readDocuments('['.repeat(1_000_000))[0]?.problem ?? '', /max depth/);
    assert.match(readDocuments('- '.repeat(1_000_000))[0]?.problem ?? '', /max depth/);
    fc.assert(fc.property(fc.string(), (text) => void readDocuments(text)));
  });
});
