import assert from 'node:assert/strict';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const containers = `${head}spec:\n  containers:\n`;
const second = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Bad_Name\n';

/** What is said of the first of two documents, each with its line; that the second is read as ever is checked. */
function problemsOf(text: string): string[] {
  const whole = `${text}${second}`;
  const found = diagnose(readManifests(whole)).map(({ code, range }) => ({
    says: `${whole.slice(0, range.start).split('\n').length}: ${code} «${whole.slice(range.start, range.end)}»`,
    start: range.start,
  }));
  assert.ok(
    found.some(({ says, start }) => start > text.length && says.endsWith('api/invalid «Bad_Name»')),
    'the second document is read',
  );
  return found.filter(({ start }) => start < text.length).map(({ says }) => says);
}

describe('what is not closed is shown where it opens', () => {
  const quotes: [string, string, string][] = [
    ['before other keys', `${containers}    - name: "app\n      image: nginx\n    - name: "b"\n`, '7: «"app»'],
    ['single, before other keys', `${containers}    - name: 'app\n      image: nginx\n`, "7: «'app»"],
    ['with texts in quotes behind it', `${head}spec:\n  nodeName: "a\n  hostname: "b"\n`, '6: «"a»'],
    ['that ends at the next quote', `${head}spec:\n  a: "x\n    b: "c"\n`, '6: «"x»'],
    ['in front of a block', `${head}spec: "\n  containers:\n    - name: "a"\n      image: "b"\n`, '5: «"»'],
    [
      'in an item of a list',
      `${containers}    - args:\n        - "one\n        - two\n        - "three"\n`,
      '8: «"one»',
    ],
    ['at the end of brackets', `${containers}    - args: ["one", "two]\n      image: nginx\n`, '7: «"two]»'],
    [
      'in brackets, with more behind it',
      `${containers}    - args: ["one, "two"]\n      image: nginx\n`,
      '7: «"one, "»',
    ],
    ['single, in brackets', `${containers}    - args: ['one, 'two', 'three']\n`, "7: «'one, '»"],
    ['in braces', `${containers}    - { name: "app, image: "nginx" }\n`, '7: «"app, image: "»'],
    ['of a key', `${head}spec:\n  "containers:\n    - name: app\n`, '6: «"containers:»'],
    ['inside a text in quotes', `${head}spec:\n  nodeName: 'it's'\n`, "6: «'it'»"],
    ['that is written with a backslash', `${head}spec:\n  nodeName: "a\\"\n`, '6: «"a\\"»'],
    ['single, that is doubled at its end', `${head}spec:\n  nodeName: 'a''\n`, "6: «'a''»"],
    ['with CRLF', `${containers}    - name: "app\n      image: nginx\n`.replaceAll('\n', '\r\n'), '7: «"app»'],
  ];
  for (const [name, text, expected] of quotes) {
    it(`a quote ${name}`, () => {
      assert.deepEqual(problemsOf(text), [expected.replace('«', 'syntax/unclosed-quote «')]);
    });
  }

  const brackets: [string, string, string][] = [
    ['a bracket before other keys', `${containers}    - args: ["a", "b"\n      image: nginx\n`, '7: «["a", "b"»'],
    ['a bracket in brackets', `${containers}    - args: [["a", "b"]\n      image: nginx\n`, '7: «[["a", "b"]»'],
    [
      'a brace in brackets',
      `${containers}    - env: [{name: A}, {name: B, value: "2"]\n`,
      '7: «{name: B, value: "2"]»',
    ],
    ['a bracket in braces', `${head}spec:\n  containers: [{name: app, args: ["a", "b"}]\n`, '6: «["a", "b"}]»'],
    [
      'a brace in an item',
      `${containers}    - { name: app, image: nginx\n    - { name: b }\n`,
      '7: «{ name: app, image: nginx»',
    ],
    [
      'a brace of a map',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  labels: { app: web\n  name: web\n',
      '4: «{ app: web»',
    ],
    [
      'a brace over several lines',
      `${head}spec: {\n  containers: [\n    { name: b, image: nginx\n  ]\n}\n`,
      '7: «{ name: b, image: nginx»',
    ],
    ['a bracket with the other partner', `${head}spec:\n  containers: [}\n`, '6: «[}»'],
    ['a bracket at the end', `${containers.trimEnd()} [`, '6: «[»'],
    ['a brace with a comment behind it', `${head}spec: { # here\n  containers: []\n`, '5: «{ # here»'],
  ];
  for (const [name, text, expected] of brackets) {
    it(name, () => {
      const whole = text.endsWith('\n') ? text : `${text}\n`;
      assert.deepEqual(problemsOf(whole), [expected.replace('«', 'syntax/unclosed-bracket «')]);
    });
  }

  const json =
    '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": {\n    "name": "web"\n  },\n  "spec": {\n    "containers": []\n  }\n}\n';
  const inJson: [string, string, string, string][] = [
    ['the last brace', '  }\n}\n', '  }\n', '1: syntax/unclosed-bracket «{»'],
    ['a brace inside, which the indentation tells', '"web"\n  },', '"web",', '4: syntax/unclosed-bracket «{»'],
    ['a bracket', '[]', '[', '8: syntax/unclosed-bracket «[»'],
    ['the quote of a value', '"Pod"', '"Pod', '3: syntax/unclosed-quote «"Pod,»'],
    ['the quote of a key', '"kind"', '"kind', '3: syntax/unclosed-quote «"kind: "»'],
    ['the last quote', '"web"', '"web', '5: syntax/unclosed-quote «"web»'],
    ['a comma', '"v1",', '"v1"', '3: syntax/missing-comma «"kind"»'],
  ];
  for (const [name, right, wrong, expected] of inJson) {
    it(`in JSON: ${name}`, () => {
      const text = json.replace(right, wrong);
      assert.deepEqual(problemsOf(text), [expected]);
    });
  }
});

describe('what kubectl takes, though YAML would not', () => {
  const cases: [string, string, unknown][] = [
    [
      'lines in brackets that are not indented',
      'a: [b,\nc, # one\n"d # no"\n]\ne: {f: 1,\ng: [2]}\n',
      { a: ['b', 'c', 'd # no'], e: { f: 1, g: [2] } },
    ],
    ['tabs in brackets', 'a: {\n\tb: 1,\n\tc: 2\n}\n', { a: { b: 1, c: 2 } }],
    ['CR alone for a line end', 'a: 1\rb:\r  c: 2\r', { a: 1, b: { c: 2 } }],
  ];
  for (const [name, text, value] of cases) {
    it(name, () => {
      const { documents } = readManifests(text);
      assert.deepEqual(
        documents.map(({ parsed }) => [parsed.value, parsed.problems]),
        [[value, []]],
      );
    });
  }
});

describe('what kubectl refuses, though YAML would not', () => {
  const cases: [string, string, string][] = [
    ['a line with nothing but a tab', `${head}spec:\n\t\n  containers: []\n`, '6: syntax/tab «\t»'],
    ['a tab behind the dash of an item', `${containers}    -\tapp\n`, '7: syntax/tab «\t»'],
    [
      'a document that begins beside its separator',
      `---  {apiVersion: v1, kind: Pod} # here\n`,
      '1: syntax/separator «{apiVersion: v1, kind: Pod} # here»',
    ],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(problemsOf(text), [expected]));
});
