import assert from 'node:assert/strict';
import { type CheckResult, runChecks } from '../../src/labs/check.ts';
import { FakeContext, Looker } from './fakeContext.ts';
import { block, stepOf } from './labText.ts';

const pod = '- object: { kind: Pod, name: web }\n  path';
const aids = block('hint', 'x') + block('solution', 'files: { web.yaml: solved.yaml }');

/** Runs the checks of a step with these blocks once. */
async function check(context: FakeContext, yaml: string, more = ''): Promise<CheckResult> {
  const { typed } = context;
  return runChecks(stepOf(block('check', yaml), aids, more), context.with(typed === undefined ? {} : { typed }));
}

describe('files of the learner', () => {
  let context: FakeContext;
  beforeEach(() => {
    context = new FakeContext();
    context.pod('web', { status: { phase: 'Pending' } });
  });
  const wanting = `${pod}: .status.phase\n  equals: Running`;

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['no YAML', 'kind: Pod\nspec:\n  - a\n  b: c\n', /^web\.yaml cannot be read as YAML\. Look at line 4: .*\.$/],
    [
      'a field that there is not',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  emptyDir: {}\n  containers: [{ name: a, image: a }]\n',
      /^The cluster would not take web\.yaml: unknown field "spec\.emptyDir"\. Look at line 5\.$/,
    ],
    [
      'a wrong value',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: A_b\n      image: a\n',
      /^The cluster would not take web\.yaml: spec\.containers\[0\]\.name: .* Look at line 6\.$/,
    ],
    [
      'a missing field, shown at what is there',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: {}\n',
      /spec\.containers: Required value\. Look at line 4\.$/,
    ],
    [
      'a missing apiVersion in the second of two documents',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\nkind: Pod\n',
      /^The cluster would not take web\.yaml: it has no apiVersion\. Look at line 5\.$/,
    ],
    ['no kind', '\napiVersion: v1\n', /^The cluster would not take web\.yaml: it has no kind\. Look at line 2\.$/],
    [
      'a kind that there is not',
      'apiVersion: v1\nkind: Pods\n',
      /^The cluster would not take web\.yaml: it knows no kind Pods of the version v1\. Look at line 2\.$/,
    ],
    [
      'aliases that grow',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(', ')}]`)
        .join('\n')}\n`,
      /too large/,
    ],
  ];
  for (const [name, text, finding] of refused) {
    it(`with ${name} come first, and hide what the cluster cannot show`, async () => {
      context.files.set('web.yaml', text);
      const blocks =
        block(
          'misconception',
          `when:\n  ${pod.replace('\n', '\n  ')}: .status.phase\n    equals: Pending\nanswer: of the cluster\nexample: {}`,
        ) + block('misconception', 'when: [{ file: web.yaml, exists: true }]\nanswer: of the file\nexample: {}');
      const { state, findings, misconception } = await check(context, wanting, blocks);
      assert.deepEqual([state, findings.length, misconception], ['failed', 2, 'of the file']);
      assert.deepEqual([findings[0]?.title, findings[0]?.check], ['The cluster can read web.yaml', undefined]);
      assert.match(findings[0]?.text ?? '', finding);
    });
  }

  it('that are sound, empty, missing, huge or no YAML say nothing', async () => {
    const sound = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers: [{ name: a, image: a }]\n';
    const others = ['just words', '- a', 'listen: 80\n', 'apiVersion: v1\nkind: List\nitems: []\n', '', undefined];
    for (const text of [sound, `# a\n---\n${sound}---\n`, ...others, `a: : ${'x'.repeat(200_000)}`]) {
      if (text === undefined) context.files.delete('web.yaml');
      else context.files.set('web.yaml', text);
      assert.equal((await check(context, wanting)).findings.length, 1);
    }
    context.files.set('web.txt', ': no : yaml');
    assert.equal((await check(context, '- file: web.txt\n  contains: x')).findings.length, 1);
  });

  it('do not matter once all checks pass, nor when they cannot be read', async () => {
    context.files.set('web.yaml', ': no : yaml: {');
    assert.equal((await check(context, `${pod}: .status.phase\n  equals: Pending`)).state, 'passed');
    context.readFile = () => Promise.reject(new Error('no disk'));
    const { findings } = await check(context, `${wanting}\n- file: web.yaml\n  exists: false`);
    assert.deepEqual(
      findings.map(({ text }) => text),
      [undefined, 'It could not be seen: no disk.'],
    );
  });
});

describe('misconceptions and hints', () => {
  let context: FakeContext;
  beforeEach(() => {
    context = new FakeContext();
    context.pod('web', { status: { phase: 'Pending' } });
  });
  const when = (value: string, more = ''): string =>
    `when:\n  ${pod.replace('\n', '\n  ')}: .status.phase\n    equals: ${value}\n${more}`;
  const answers = (value: string, answer: string, more = ''): string =>
    block('misconception', `${when(value, more)}answer: ${answer}\nexample: {}`);
  const wanting = `${pod}: .status.phase\n  equals: Running`;

  it('are recognised when all their conditions hold, the first one first', async () => {
    const not = '  - not: { file: web.yaml, contains: Job }\n';
    const blocks =
      answers('Failed', 'no') +
      answers('Pending', 'not with this file', '  - { file: web.yaml, exists: true }\n') +
      answers('Pending', 'this one', not) +
      answers('Pending', 'too late');
    assert.equal((await check(context, wanting, blocks)).misconception, 'this one');
    context.files.set('web.yaml', '# a Job\n');
    assert.equal((await check(context, wanting, blocks)).misconception, 'not with this file');
  });

  it('are not looked for once all checks pass', async () => {
    const result = await check(
      context,
      `${pod}: .status.phase\n  equals: Pending`,
      answers('Pending', 'x') + block('hint', `${when('Pending')}---\ny`),
    );
    assert.deepEqual([result.misconception, result.hints], [undefined, []]);
  });

  it('hints are those whose state is there, by their place in the ladder', async () => {
    const hints =
      block('hint', `${when('Pending')}---\none`) +
      block('hint', `${when('Failed')}---\ntwo`) +
      block('hint', `when: [{ file: a, exists: false }]\n---\nthree`);
    // The step has a hint without conditions before these.
    assert.deepEqual((await check(context, wanting, hints)).hints, [1, 3]);
  });

  it('may need that their conditions hold for a while', async () => {
    const step = stepOf(
      block('check', wanting),
      aids,
      answers('Pending', 'still', '    for: 10s\n'),
      block('hint', `${when('Pending', '    for: 20s\n')}---\none`),
    );
    const looker = new Looker(step, context);
    const seen: [string | undefined, number][] = [];
    for (let seconds = 0; seconds <= 20; seconds += 10) {
      const { misconception, hints } = await looker.learner();
      seen.push([misconception, hints.length]);
      context.clockMs += 10_000;
    }
    assert.deepEqual(seen, [
      [undefined, 0],
      ['still', 0],
      ['still', 1],
    ]);
  });
});
