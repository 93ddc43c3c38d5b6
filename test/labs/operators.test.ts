import assert from 'node:assert/strict';
import { runChecks } from '../../src/labs/check.ts';
import { operatorNames } from '../../src/labs/operators.ts';
import { FakeContext } from './fakeContext.ts';
import { aids, block, stepOf } from './labText.ts';

/** What the checks of these tests look at. */
const spec = {
  word: 'Running',
  number: 3,
  flag: true,
  text: 'one\ntwo words\nthree\n',
  empty: '',
  nothing: null,
  list: [1, 2, 3],
  words: ['app', 'shipper'],
  containers: [
    { name: 'app', image: 'a:1', mounts: ['logs', 'data'], restarts: 0 },
    { name: 'shipper', image: 'b:1', mounts: ['logs'], restarts: 4 },
  ],
};

/** Whether it holds, and what was expected. */
async function look(path: string, ...lines: readonly string[]): Promise<[boolean, string | undefined]> {
  const context = new FakeContext();
  context.pod('web', { spec });
  const yaml = ['- object: { kind: Pod, name: web }', `path: ${path}`, ...lines].join('\n  ');
  const { state, findings } = await runChecks(stepOf(block('check', yaml), aids), context);
  return [state === 'passed', findings[0]?.expected];
}

/** The operator as a lab writes it, the paths where it holds, those where it does not, and how it is said. */
const table: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
  ['equals: Running', ['.spec.word', '.spec[*]'], ['.spec.number', '.spec.gone', '.spec.text'], '“Running”'],
  ['equals: 3', ['.spec.number', '.spec.list[*]'], ['.spec.list', '.spec.word', '.spec.containers[*].restarts'], '3'],
  ['equals: "3"', [], ['.spec.number'], '“3”'],
  ['equals: true', ['.spec.flag'], ['.spec.word'], 'true'],
  ['equals: ""', ['.spec.empty'], ['.spec.nothing', '.spec.gone'], '“”'],
  [
    'oneOf: [Running, 3, false]',
    ['.spec.word', '.spec.number'],
    ['.spec.flag', '.spec.gone'],
    '“Running” or 3 or false',
  ],
  [
    'exists: true',
    ['.spec.word', '.spec.empty', '.spec.list', '.spec.list[*]'],
    ['.spec.gone', '.spec.nothing', '.spec.list[7]'],
    'something there',
  ],
  ['exists: false', ['.spec.gone', '.spec.nothing'], ['.spec.word', '.spec.empty'], 'nothing there'],
  ['matches: ^two', ['.spec.text'], ['.spec.word', '.spec.gone'], 'a text that matches ^two'],
  ['matches: "^3$"', ['.spec.number'], ['.spec.text'], 'a text that matches ^3$'],
  ['matches: "\\\\p{Lu}unning$"', ['.spec.word'], ['.spec.text'], 'a text that matches \\p{Lu}unning$'],
  ['matches: two[\\s\\S]*three', ['.spec.text'], ['.spec.word'], 'a text that matches two[\\s\\S]*three'],
  ['contains: words', ['.spec.text', '.spec'], ['.spec.word', '.spec.gone'], 'a text with “words”'],
  ['contains: app', ['.spec.words', '.spec.words[*]', '.spec.containers'], ['.spec.list'], 'a text with “app”'],
  // A list of single values is asked for one of them, not for a part of one.
  ['contains: ship', ['.spec.words[*]'], ['.spec.words'], 'a text with “ship”'],
  ['contains: 3', ['.spec.list', '.spec.number'], ['.spec.words'], 'a text with 3'],
  ['lacks: words', ['.spec.word', '.spec.gone', '.spec.words'], ['.spec.text'], 'no text with “words”'],
  ['lacks: app', ['.spec.containers[1].name'], ['.spec.containers[*].name', '.spec.words'], 'no text with “app”'],
  [
    'atLeast: 3',
    ['.spec.number', '.spec.containers[*].restarts'],
    ['.spec.containers[0].restarts', '.spec.word', '.spec.gone'],
    '3 or more',
  ],
  [
    'atMost: 3',
    ['.spec.number', '.spec.containers[*].restarts'],
    ['.spec.containers[1].restarts', '.spec.empty', '.spec.gone'],
    '3 or less',
  ],
  [
    'count: 2',
    ['.spec.containers[*]', '.spec.words[*]'],
    ['.spec.words', '.spec.list[*]', '.spec.gone'],
    '2 in number',
  ],
  ['count: 0', ['.spec.gone', '.spec.nothing', '.spec.containers[?(@.name=="x")]'], ['.spec.words[*]'], '0 in number'],
  [
    'sharesWith: .spec.containers[1].mounts[*]',
    ['.spec.containers[0].mounts[*]'],
    ['.spec.words[*]', '.spec.gone'],
    'the same as .spec.containers[1].mounts[*]',
  ],
];

describe('operators', () => {
  for (const [operator, holding, failing, said] of table) {
    it(`${operator} holds and fails`, async () => {
      for (const path of holding) assert.deepEqual(await look(path, operator), [true, undefined], path);
      for (const path of failing) assert.deepEqual(await look(path, operator), [false, said], path);
    });
  }

  it('are all in this table, or belong to an answer', () => {
    const named = new Set(table.map(([operator]) => operator.replace(/:.*/, '')));
    assert.deepEqual(
      operatorNames.filter((name) => !named.has(name)),
      ['answered', 'changed'],
    );
  });

  it('ask every value where the author wants it, and nothing of no value', async () => {
    const all: readonly (readonly [string, string, boolean])[] = [
      ['equals: logs', '.spec.containers[*].mounts[0]', true],
      ['equals: logs', '.spec.containers[*].mounts[*]', false],
      ['oneOf: [a, logs, data]', '.spec.containers[*].mounts[*]', true],
      ['oneOf: [logs]', '.spec.containers[*].mounts[*]', false],
      ['matches: ":1$"', '.spec.containers[*].image', true],
      ['matches: "^a"', '.spec.containers[*].image', false],
      ['contains: ":"', '.spec.containers[*].image', true],
      ['contains: a', '.spec.containers[*].image', false],
      ['atLeast: 0', '.spec.containers[*].restarts', true],
      ['atLeast: 1', '.spec.containers[*].restarts', false],
      ['atMost: 4', '.spec.containers[*].restarts', true],
      ['atMost: 3', '.spec.containers[*].restarts', false],
      ['sharesWith: .spec.containers[0].mounts[*]', '.spec.containers[1].mounts[*]', true],
      ['sharesWith: .spec.containers[1].mounts[*]', '.spec.containers[0].mounts[*]', false],
      ['equals: logs', '.spec.gone', false],
    ];
    for (const [operator, path, holds] of all) {
      const [found, expected] = await look(path, operator, 'every: true');
      assert.equal(found, holds, `${operator} ${path}`);
      if (!found) assert.match(expected ?? '', /, for all$/);
      // One that fits is enough without it.
      assert.equal((await look(path, operator, 'every: false'))[0], path !== '.spec.gone', operator);
    }
  });

  it('search the end of a huge text', async () => {
    const context = new FakeContext();
    const step = stepOf(
      block('check', '- { file: a, contains: end }\n- { file: a, matches: end$ }\n- { file: a, lacks: begin }'),
      aids,
    );
    context.files.set('a', `begin${' '.repeat(1_000_000)}end`);
    assert.equal((await runChecks(step, context)).state, 'passed');
  });
});
