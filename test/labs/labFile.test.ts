import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseLab } from '../../src/labs/labFile.ts';

const head = '---\ntitle: T\nsummary: S\nminutes: 10\nlevel: beginner\nobjectives: [o]\n---\n';
const block = (kind: string, body: string): string => `\`\`\`${kind}\n${body}\n\`\`\`\n`;

/** Problems as `text in the file: message`. */
function problemsOf(text: string): string[] {
  return parseLab(text, 'labs/track/name/lab.md').problems.map(
    ({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`,
  );
}

describe('parseLab', () => {
  it('reads a lab: front matter, steps, and their blocks', () => {
    const text = `${head}Intro.\n\n## One: *first*\n\nRead.\n\n~~~sh\n## not a step\n~~~\n${block(
      'check',
      '- object: { kind: Pod, name: web }\n  path: status.phase\n  equals: Running\n  why: because',
    )}${block('hint', 'Look *here*.')}## Two\n${block('step', 'kind: predict\nid: second\nchoices:\n  - { text: a, right: true, reply: yes! }')}`;
    const { lab, problems } = parseLab(text, 'labs/track/name/lab.md');
    assert.deepEqual(problems, []);
    assert.equal(lab?.id, 'track/name');
    assert.equal(lab?.introduction, 'Intro.');
    const [one, two] = lab?.steps ?? [];
    assert.equal(one?.id, 'one-first');
    assert.equal(one?.kind, 'do');
    assert.equal(one?.markdown, 'Read.\n\n~~~sh\n## not a step\n~~~');
    assert.deepEqual(one?.hints, ['Look *here*.']);
    assert.deepEqual(one?.checks, [
      {
        source: {
          type: 'object',
          apiVersion: 'v1',
          kind: 'Pod',
          name: 'web',
          namespace: 'default',
          path: 'status.phase',
        },
        expectation: { operator: 'equals', value: 'Running' },
        why: 'because',
      },
    ]);
    assert.deepEqual(
      [two?.id, two?.kind, two?.choices],
      ['second', 'predict', [{ text: 'a', right: true, reply: 'yes!' }]],
    );
  });

  const mistakes: readonly [string, string, string[]][] = [
    ['no front matter', '# Hello\n## a\n', ['# H: A lab begins with front matter between --- lines.']],
    ['no step', head, [': A lab has at least one step: a ## heading.']],
    [
      'a wrong level',
      `${head.replace('beginner', 'easy')}## a\n`,
      ['easy: This should be one of: beginner, intermediate, advanced.'],
    ],
    ['a wrong number of minutes', `${head.replace('10', '900')}## a\n`, ['900: This should be 1 to 120.']],
    [
      'a path out of the folder',
      `${head.replace('---\ntitle', '---\nfiles: [../x]\ntitle')}## a\n`,
      ['../x: This should be a path in the lab’s folder.'],
    ],
    [
      'an unknown field',
      `${head}## a\n${block('check', '- file: a\n  exists: true\n  wy: b')}`,
      ['wy: Unknown field "wy". Known here: title, otherwise, why, file, exists.'],
    ],
    [
      'two operators',
      `${head}## a\n${block('check', '- file: a\n  exists: true\n  equals: b')}`,
      [
        'file: a\n  exists: true\n  equals: b\n: A check says what to expect with exactly one of: equals, exists, matches, contains, lacks, atLeast, sharesWith.',
      ],
    ],
    [
      'an unknown kind',
      `${head}## a\n${block('check', '- object: {kind: Pot, name: a}\n  exists: true')}`,
      ['{kind: Pot, name: a}: The cluster serves no Pot of v1.'],
    ],
    [
      'a broken path',
      `${head}## a\n${block('check', '- object: {kind: Pod, name: a}\n  path: a..b\n  exists: true')}`,
      ['a..b: This is not a path such as spec.containers[name=app].image.'],
    ],
    [
      'a broken expression',
      `${head}## a\n${block('check', '- file: a\n  matches: "("')}`,
      ['"(": This is not a regular expression.'],
    ],
    [
      'a command that is not kubectl',
      `${head}## a\n${block('solution', 'commands: [rm -rf /]')}`,
      ['rm -rf /: This should be one line that begins with kubectl.'],
    ],
    [
      'an alias',
      `${head}## a\n${block('check', '- file: &x a\n  exists: true\n- file: *x\n  exists: true')}`,
      ['*x: Write the value out: aliases are not read here.'],
    ],
    [
      'the same title twice',
      `${head}## a\n## a\n`,
      ['## a: Another step has the id "a" too: give one an id in a step block.'],
    ],
    [
      'a prediction without choices',
      `${head}## a\n${block('step', 'kind: predict')}`,
      ['```step\nkind: predict\n```: A predict step has choices, and no other step has.'],
    ],
    [
      'a block before the first step',
      `${head}${block('hint', 'x')}## a\n`,
      ['```hint\nx\n```: A hint block belongs to a step: put it under a ## heading.'],
    ],
    [
      'an open block',
      `${head}## a\n\`\`\`hint\nx\n`,
      ['```hint\nx\n: This block is never closed: it needs a line of its fence.'],
    ],
  ];
  for (const [name, text, expected] of mistakes) {
    it(`shows the exact place of ${name}`, () => {
      assert.deepEqual(
        problemsOf(text).filter((problem) => !problem.startsWith(': The field')),
        expected,
      );
    });
  }

  it('keeps exact places in files with Windows line ends', () => {
    const text = `${head}## a\n${block('check', '- file: a\n  exists: 3')}`.replaceAll('\n', '\r\n');
    assert.deepEqual(problemsOf(text), ['3: This should be true or false.']);
  });

  it('never throws, and gives a lab exactly when there are no problems', () => {
    const piece = fc.constantFrom(
      '---\n',
      '## a\n',
      '```check\n',
      '```\n',
      '- ',
      '[',
      '{a: ',
      '*x',
      '&x ',
      '"',
      'title: T\n',
      head,
      'object: ',
      '\t',
      'x\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const { lab, problems } = parseLab(pieces.join(''), 'a/b/lab.md');
        assert.equal(lab === undefined, problems.length > 0);
      }),
      { numRuns: 300 },
    );
    for (const text of ['', `${head}## a\n\`\`\`check\n${'['.repeat(50_000)}\n\`\`\``, 'x'.repeat(600_000)]) {
      assert.ok(parseLab(text, 'a/b/lab.md').problems.length > 0);
    }
  });
});
