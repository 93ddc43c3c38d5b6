import assert from 'node:assert/strict';
import { maxFileLength, readManifests } from '../../src/manifests/manifestFile.ts';

function plain(text: string): unknown {
  return readManifests(text).documents[0]?.value;
}

/** Each line: code, and the text it underlines. */
function problemsOf(text: string): string[] {
  return readManifests(text).problems.map(({ code, range }) => `${code} «${text.slice(range.start, range.end)}»`);
}

const head = 'apiVersion: v1\nkind: Pod\n';

describe('reading manifests', () => {
  it('reads scalars as kubectl and the API server do', () => {
    const value = plain(
      [
        'yes: yes',
        'b: N',
        'c: "on"',
        'd: 0644',
        'e: 0o644',
        'f: 0x50',
        'g: 12:30',
        'h: 1e3',
        'i: 1_000',
        'j: !!str 8080',
        'k: ~',
        'l: 2026-01-01',
        'm: 08',
        'n: .5',
        'o: null',
        "p: 'yes'",
        'q: !!int "5"',
        'r: "it\\\'s"',
        's:',
      ].join('\n'),
    );
    assert.deepEqual(value, {
      true: true,
      b: false,
      c: 'on',
      d: 420,
      e: 420,
      f: 80,
      g: '12:30',
      h: 1000,
      i: 1000,
      j: '8080',
      k: null,
      l: '2026-01-01',
      m: 8,
      // An unquoted n is a boolean even as a key.
      false: 0.5,
      o: null,
      p: 'yes',
      q: 5,
      r: "it's",
      s: null,
    });
  });

  it('reads JSON, several documents, comments, CRLF and a byte order mark', () => {
    assert.deepEqual(plain('{"a": [1, "2"], "b": {"c": null}}'), { a: [1, '2'], b: { c: null } });
    const text = '\uFEFF# first\r\na: 1 # one\r\n---\r\n# nothing here\r\n--- # second\r\nb: |\r\n  x\r\n  y\r\n';
    assert.deepEqual(
      readManifests(text).documents.map((document) => document.value),
      [{ a: 1 }, { b: 'x\ny\n' }],
    );
  });

  it('writes out anchors, aliases and merge keys', () => {
    const text = 'a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3}\nd: {q: 3, <<: [*x, {p: 9, r: 9}]}\n';
    assert.deepEqual(plain(text), {
      a: { p: 1, q: 2 },
      b: { p: 1, q: 2 },
      c: { p: 1, q: 3 },
      d: { p: 1, q: 2, r: 9 },
    });
  });

  it('keeps a key called __proto__ an ordinary key', () => {
    const value = plain('a: {__proto__: {polluted: 1}}') as { a: Record<string, unknown> };
    assert.deepEqual(Object.keys(value.a), ['__proto__']);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('knows kind, name and namespace of each document', () => {
    const [pod, other] = readManifests(
      `${head}metadata:\n  name: web\n  namespace: shop\n---\nservices:\n  web: {image: x}\n`,
    ).documents;
    assert.equal(pod?.kind?.plural, 'pods');
    assert.equal(pod?.name, 'web');
    assert.equal(pod?.namespace, 'shop');
    assert.equal(other?.kind, undefined);
  });

  it('takes over documents whose text did not change', () => {
    const first = readManifests(`${head}---\na: 1\n`);
    const second = readManifests(`${head}metadata: {}\n---\na: 1\n`, first);
    assert.notEqual(second.documents[0]?.parsed, first.documents[0]?.parsed);
    assert.equal(second.documents[1]?.parsed, first.documents[1]?.parsed);
    assert.equal(second.documents[1]?.range.start, (first.documents[1]?.range.start ?? 0) + 'metadata: {}\n'.length);
  });
});

describe('syntax problems', () => {
  const cases: [string, string, string[]][] = [
    ['an unclosed quote', `${head}a: "x\nb: 1\n`, ['syntax/unclosed-quote «"x»']],
    ['an unclosed single quote', `${head}a: 'x\nb: 1\n`, ["syntax/unclosed-quote «'x»"]],
    ['an unclosed bracket', `${head}a: [1, 2\nb: 1\n`, ['syntax/unclosed-bracket «[1, 2»']],
    ['an unclosed brace', `${head}a: {b: 1\nc: 1\n`, ['syntax/unclosed-bracket «{b: 1»']],
    [
      'an unclosed bracket in JSON',
      '{"apiVersion": "v1",\n "kind": "Pod",\n "x": [1, 2}\n',
      ['syntax/unclosed-bracket «[1, 2}»'],
    ],
    ['a tab', `${head}a:\n\tb: 1\n`, ['syntax/tab «\t»']],
    ['a key without colon', `${head}im\nspec: {}\n`, ['syntax/missing-colon «im»']],
    ['a line that is indented too deep', `${head}a:\n  - b: c\n     d: e\n`, ['syntax/indent «d: e»']],
    ['such a line behind an empty one', `${head}a: 1\n\n    b:\n      c: 1\n`, ['syntax/indent «b:»']],
    ['a list item too far to the left', `${head}a:\n  b:\n    - c: 1\n  - c: 2\n`, ['syntax/indent «-»']],
    ['a colon in a value', `${head}a: b: c\n`, ['syntax/colon-in-value «b»']],
    ['a reserved character', `${head}a: @daily\n`, ['syntax/reserved-character «@daily»']],
    ['a duplicate key', `${head}a: 1\na: 2\n`, ['syntax/duplicate-key «a»']],
    ['an unknown anchor', `${head}a: *nope\n`, ['syntax/unknown-anchor «*nope»']],
    ['an anchor inside itself', `${head}a: &a [*a]\n`, ['syntax/recursive-anchor «*a»']],
    ['a no-break space', `${head}a:\n  b: 1\n\u00a0\u00a0c: 1\n`, ['syntax/no-break-space «\u00a0\u00a0c»']],
    ['a NUL', `${head}a: "x\0y"\n`, ['syntax/control-character «\0»']],
  ];
  for (const [name, text, expected] of cases) it(`shows ${name}`, () => assert.deepEqual(problemsOf(text), expected));

  it('say of a list item where the others stand', () => {
    const [problem] = readManifests(`${head}a:\n  b:\n    - c: 1\n  - c: 2\n`).problems;
    assert.match(problem?.message ?? '', /^this item begins in column 3, the one above it in column 5: /);
  });

  it('stay out of files that are no Kubernetes manifests', () => {
    assert.deepEqual(problemsOf('services:\n  web:\n    image: "x\n'), []);
    assert.deepEqual(problemsOf(`${head}metadata:\n  name: {{ .Release.Name }}-web\n`), []);
    assert.deepEqual(problemsOf(`{{- if .Values.on }}\n${head}{{- end }}\n`), []);
  });
});

describe('a file of many documents', () => {
  it('is read so far as its pieces allow, the same way when documents are taken over', () => {
    const text = `${head}metadata: {name: a}\n---\n`.repeat(40_000);
    const file = readManifests(text);
    assert.ok(file.documents.length > 10_000 && file.documents.length < 40_000);
    const [problem] = file.problems;
    assert.equal(problem?.message, 'the rest of this file is not checked: it is too large');
    assert.equal(problem?.range.start, file.documents.at(-1)?.range.end);
    const again = readManifests(text, file);
    assert.equal(again.documents.length, file.documents.length);
    assert.deepEqual(again.problems, file.problems);
  });
});

describe('bad input is answered fast and clearly', () => {
  const cases: [string, string, string | undefined][] = [
    ['an empty file', '', undefined],
    ['10,000 brackets', `${head}x: ${'['.repeat(10_000)}`, 'syntax/too-deep'],
    ['10,000 dashes', `${head}x:\n  ${'- '.repeat(10_000)}`, 'syntax/too-deep'],
    ['10,000 braces', `${head}x: ${'{a: '.repeat(10_000)}`, 'syntax/too-deep'],
    ['a file of 10 MB', `${head}data:\n${'  a: b\n'.repeat(1_500_000)}`, 'syntax/too-large'],
    ['two million quotes', `${head}x: ${'"'.repeat(1_900_000)}`, 'syntax/too-large'],
    ['two million blank lines', `${head}${'\n'.repeat(1_900_000)}`, 'syntax/too-large'],
    ['many small documents', `${head}---\n`.repeat(60_000), 'syntax/too-large'],
    ['brackets that are never closed', `${head}x: ${'[\n'.repeat(400_000)}`, 'syntax/too-large'],
    ['a line of 900,000 letters in quotes', `${head}x: "${'\\"'.repeat(900_000)}`, 'syntax/unclosed-quote'],
    ['unclosed quotes on each line', `${head}${'x: "y\n'.repeat(100_000)}`, 'syntax/too-large'],
    [
      'an alias bomb',
      `${head}a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from(
        { length: 20 },
        (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`,
      ).join('\n')}`,
      'syntax/excessive-aliasing',
    ],
  ];
  for (const [name, text, code] of cases) {
    it(name, () => {
      const start = performance.now();
      const { problems } = readManifests(text);
      assert.equal(problems[0]?.code, code);
      assert.ok(performance.now() - start < 5000);
    });
  }

  it('a large file below the limit is read', () => {
    const text = `${head}metadata:\n  name: ${'x'.repeat(maxFileLength - 100)}\n`;
    assert.deepEqual(problemsOf(text), []);
  });
});
