import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseLab } from '../../src/labs/labFile.ts';
import { aids, block, head, labPath } from './labText.ts';
import { checkMistakes } from './mistakes/checkMistakes.ts';
import { headMistakes } from './mistakes/headMistakes.ts';
import type { Mistake } from './mistakes/mistake.ts';
import { stepMistakes } from './mistakes/stepMistakes.ts';

const mistakes: readonly Mistake[] = [...headMistakes, ...stepMistakes, ...checkMistakes];

/** Problems as the tables of mistakes write them. */
function problemsOf(text: string, surroundings?: Mistake['surroundings']): string[] {
  return parseLab(text, labPath, surroundings).problems.map(
    ({ range, message, severity }) =>
      `${severity === 'warning' ? 'warning: ' : ''}${text.slice(range.start, range.end)} → ${message}`,
  );
}

describe('a mistake in a lab file is shown at its exact place:', () => {
  for (const { name, text, problems, surroundings } of mistakes) {
    it(name, () => {
      assert.deepEqual(problemsOf(text, surroundings), problems);
      const { lab } = parseLab(text, labPath, surroundings);
      assert.equal(
        lab !== undefined,
        problems.every((problem) => problem.startsWith('warning: ')),
      );
      // With Windows line ends nothing moves but the ends of what is underlined.
      const windows = problemsOf(text.replaceAll('\n', '\r\n'), surroundings);
      assert.deepEqual(
        windows.map((problem) => problem.replaceAll('\r\n', '\n')),
        problems.map((problem) => problem.replaceAll('\r\n', '\n')),
      );
    });
  }

  it('a folder that can be no Namespace', () => {
    const text = `${head}## a\n${block('check', '- file: a\n  exists: true')}${aids}`;
    for (const folder of ['My-Lab', 'a_b', '-a', 'a-', 'a'.repeat(64), '']) {
      const { lab, problems } = parseLab(text, `labs/track/${folder}/lab.md`);
      const message = `The folder "${folder}" names the lab's Namespace: small letters, digits and dashes.`;
      assert.deepEqual(problems, [{ range: { start: 0, end: 3 }, message, severity: 'error' }]);
      assert.equal(lab, undefined);
    }
  });

  it('every sentence that the readers can say stands in these tables', () => {
    const folder = path.resolve(import.meta.dirname, '../../src/labs');
    const said = mistakes.flatMap(({ problems }) => problems).join('\n');
    const unsaid: string[] = [];
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )) {
      const source = readFileSync(path.join(folder, file), 'utf8');
      const sentences = source.matchAll(/(?:problem\(|report\([^;]*?,|yield)\s*(['"`])((?:(?!\1).)+[.:}])\1/g);
      for (const [, , sentence = ''] of sentences) {
        const pattern = sentence
          .split(/\$\{.*?\}(?=[^}]|$)/)
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
        if (!new RegExp(pattern.join('.*')).test(said)) unsaid.push(`${file}: ${sentence}`);
      }
    }
    assert.deepEqual(unsaid, [
      `labFile.ts: The folder "\${folder}" names the lab's Namespace: small letters, digits and dashes.`,
      `labFile.ts: A lab has at most \${stepLimit} steps.`,
    ]);
  });
});

describe('parseLab', () => {
  it('is sound with warnings alone, and says errors however many warnings there are', () => {
    const blocks =
      block('check', '- file: a\n  exists: true') +
      block('misconception', 'when: [{ file: a, exists: true }]\nanswer: x');
    const bare = Array.from({ length: 45 }, (_, index) => `## s${index}\n${blocks}`);
    const many = parseLab(head + bare.join(''), labPath);
    assert.deepEqual([many.lab?.steps.length, many.problems.length], [45, 100]);
    const wrong = parseLab(`${head}${bare.join('')}## end\n`, labPath);
    assert.equal(wrong.lab, undefined);
    assert.deepEqual(
      wrong.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      ['A do step needs a check.'],
    );
  });

  it('takes no more steps than anybody plays', () => {
    const step = (index: number) => `## s${index}\n${block('check', '- file: a\n  exists: true')}${aids}`;
    const text = head + Array.from({ length: 51 }, (_, index) => step(index)).join('');
    const { lab, problems } = parseLab(text, labPath);
    assert.equal(lab, undefined);
    assert.deepEqual(
      problems.map(({ message, range }) => [message, text.slice(range.start - 7, range.start)]),
      [['A lab has at most 50 steps.', '## s50\n']],
    );
  });

  it('never throws, gives a lab exactly when there is no error, and points into the file', () => {
    const pieces = [
      '---\n',
      head,
      '## a\n',
      '## b #\n',
      '```check\n',
      '```step\n',
      '```hint\n',
      '```misconception\n',
      '```solution\n',
      '```explain\n',
      '```observe\n',
      '~~~trace\n',
      '~~~\n',
      '```\n',
      '~~~sh fails\n',
      'kubectl get pods\n',
      '- ',
      '  ',
      '[',
      ']',
      '{a: ',
      '}',
      '*x',
      '&x ',
      '!!set ',
      '<<: ',
      '? ',
      '"',
      "'",
      '|\n',
      'title: T\n',
      'kind: predict\n',
      'choices:\n',
      'object: ',
      '{ kind: Pod, name: web }\n',
      'exists: true\n',
      'when:\n',
      'not: ',
      'file: a\n',
      '%YAML 1.1\n---\n',
      '\t',
      '\r\n',
      '](',
      ')',
      'x\n',
      block('check', '- file: a\n  exists: true'),
      aids,
    ];
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string() }),
          { maxLength: 60 },
        ),
        fc.boolean(),
        (parts, begins) => {
          const text = (begins ? `${head}## s\n` : '') + parts.join('');
          const { lab, problems } = parseLab(text, labPath, { files: new Set(['a']), labs: new Set() });
          assert.equal(
            lab === undefined,
            problems.some(({ severity }) => severity === 'error'),
          );
          for (const {
            range: { start, end },
          } of problems)
            assert.ok(0 <= start && start <= end && end <= text.length);
          if (lab) assert.doesNotThrow(() => structuredClone(lab));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('reads what is huge or deep in the time of a blink or two', function () {
    this.timeout(60_000);
    const size = 240_000;
    const of = (piece: string): string => piece.repeat(Math.floor(size / piece.length));
    const texts: readonly (readonly [string, string])[] = [
      ['hashes', `${head}## ${of('#')}x\n`],
      ['blanks', `${head}## a${of(' ')}x\n`],
      ['half a link', `${head}## a\n${of('](')}`],
      ['steps', `${head}${of('## a\n')}`],
      ['blocks', `${head}## a\n${of('```\n```\n')}`],
      ['hints', `${head}## a\n${of('```hint\na\n```\n')}`],
      ['blocks in a hint', `${head}## a\n\`\`\`hint\n${of('~~~\n~~~\n')}\`\`\``],
      ['figures', `${head}## a\n\`\`\`explain\n${of('~~~trace\npod: w\n~~~\n')}\`\`\``],
      ['brackets', `${head}## a\n${block('check', of('['))}`],
      ['closed brackets', `${head}## a\n${block('check', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`)}`],
      ['braces', `${head}## a\n${block('check', of('{a: '))}`],
      ['dashes', `${head}## a\n${block('check', of('- '))}`],
      [
        'fields',
        `${head}## a\n${block('check', `- x: a\n${Array.from({ length: 20_000 }, (_, index) => `  k${index}: 1\n`).join('')}`)}`,
      ],
    ];
    for (const [name, text] of texts) {
      const startMs = performance.now();
      const { lab, problems } = parseLab(text, labPath);
      assert.ok(lab === undefined && problems.length > 0 && problems.length <= 200, name);
      assert.ok(performance.now() - startMs < 10_000, `${name}: ${performance.now() - startMs} ms`);
    }
  });
});
