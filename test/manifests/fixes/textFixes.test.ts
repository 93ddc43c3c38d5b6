import assert from 'node:assert/strict';
import { fixesOf } from '../markedYaml.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n';

/** Each: what is wrong, the fix's title, what becomes of it; below a ConfigMap's `data`. */
const ofData: readonly [what: string, before: string, title: string, after: string][] = [
  [
    'a key twice',
    '  # old\n  a: "1"\n  b: "2"\n  a: "3"\n',
    'Remove the first a, which is not read',
    '  b: "2"\n  a: "3"\n',
  ],
  ['a tab', '  a: "1"\n\tb: "2"\n', 'Indent with ordinary spaces', '  a: "1"\n  b: "2"\n'],
  ['an odd space', '\u00a0\u00a0a: "1"\n', 'Indent with ordinary spaces', '  a: "1"\n'],
  ['an open quote', '  a: "one\n  b: "2"\n', 'Close it with "', '  a: "one"\n  b: "2"\n'],
  ['an open quote before a comment', '  a: "one # why\n', 'Close it with "', '  a: "one" # why\n'],
  ['an open bracket', '  a: [x\n  b: "2"\n', 'Close it with ]', '  a: [x]\n  b: "2"\n'],
  ['an open brace', '  a: { x: y\n  b: "2"\n', 'Close it with }', '  a: { x: y}\n  b: "2"\n'],
  ['no blank behind the colon', '  b: "2"\n  a:one\n', 'Write a: one', '  b: "2"\n  a: one\n'],
  ['no blank behind the first colon', '  a:one\n  b: "2"\n', 'Write a: one', '  a: one\n  b: "2"\n'],
  ['no colon', '  b: "2"\n  a one\n', 'Write a: one', '  b: "2"\n  a: one\n'],
  ['no colon behind a key', '  a\n  b: "2"\n', 'Write a:', '  a:\n  b: "2"\n'],
  ['a colon in a text', '  a: note: this # c\n', 'Put it in quotes: "note: this"', '  a: "note: this" # c\n'],
  ['an at sign', '  a: @one\n', 'Put it in quotes: "@one"', '  a: "@one"\n'],
  ['a star', '  a: *.example.com\n', 'Put it in quotes: "*.example.com"', '  a: "*.example.com"\n'],
  ['a cron line', '  a: */5 * * * *\n', 'Put it in quotes: "*/5 * * * *"', '  a: "*/5 * * * *"\n'],
  ['an unknown escape', '  a: "\\d+"\n', "Put it in quotes: '\\d+'", "  a: '\\d+'\n"],
];

describe('quick fixes of a text', () => {
  for (const [what, before, title, after] of ofData) {
    it(`mend ${what}`, () => {
      const fixes = fixesOf(head + before);
      assert.deepEqual([...fixes.keys()].filter((name) => !/quotes: "\w+"$/.test(name)).slice(0, 1), [title]);
      assert.equal(fixes.get(title), head + after);
    });
  }

  it('leave the tabs of a script alone', () => {
    const script = '  run: |\n    if x\n    \tthen\n';
    assert.equal(
      fixesOf(`${head}${script}\ta: "1"\n`).get('Indent with ordinary spaces'),
      `${head}${script}  a: "1"\n`,
    );
  });

  it('take the double key out of the item of a list', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n';
    const fixes = fixesOf(`${pod}    - image: a\n      name: x\n      image: b\n`);
    assert.equal(fixes.get('Remove the first image, which is not read'), `${pod}    - name: x\n      image: b\n`);
  });
});

const podSpec = 'metadata:\n  name: web\nspec:\n  containers:\n    - name: a\n      image: b\n';

describe('quick fixes of apiVersion and kind', () => {
  const table: readonly [before: string, title: string, after: string][] = [
    ['kind: Pod\n', 'Add apiVersion: v1', 'apiVersion: v1\nkind: Pod\n'],
    ['apiVersion: v1\n', 'Add kind: Pod', 'apiVersion: v1\nkind: Pod\n'],
    ['', 'Add apiVersion: v1 and kind: Pod', 'apiVersion: v1\nkind: Pod\n'],
    ['apiversion: v1\nkind: Pod\n', 'Rename to apiVersion', 'apiVersion: v1\nkind: Pod\n'],
    ['apiVersion: v1\nkind: pod\n', 'Change to kind: Pod', 'apiVersion: v1\nkind: Pod\n'],
    ['apiVersion: apps/v1\nkind: Pod\n', 'Change to apiVersion: v1', 'apiVersion: v1\nkind: Pod\n'],
    [
      'apiVersion: extensions/v1beta1\nkind: Deployment\n',
      'Change to apiVersion: apps/v1',
      'apiVersion: apps/v1\nkind: Deployment\n',
    ],
    ['apiVersion: v1\nkind: Pdo\n', 'Change to kind: Pod', 'apiVersion: v1\nkind: Pod\n'],
    [
      'apiVersion: v1\nkind: deployment\n',
      'Change to kind: Deployment and apiVersion: apps/v1',
      'apiVersion: apps/v1\nkind: Deployment\n',
    ],
    [
      'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\n',
      'Change to apiVersion: autoscaling/v2',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n',
    ],
  ];
  for (const [before, title, after] of table) {
    it(`${title} of ${JSON.stringify(before)}`, () =>
      assert.equal(fixesOf(before + podSpec).get(title), after + podSpec));
  }
});
