import assert from 'node:assert/strict';
import { type CheckResult, type Finding, runChecks } from '../../src/labs/check.ts';
import { FakeContext, failure } from './fakeContext.ts';
import { block, stepOf } from './labText.ts';

const pod = '- object: { kind: Pod, name: web }\n  path';
const aids = block('hint', 'x') + block('solution', 'files: { web.yaml: solved.yaml }');

/** Runs the checks of a step with these blocks once. */
async function check(context: FakeContext, yaml: string, more = ''): Promise<CheckResult> {
  const { typed } = context;
  return runChecks(stepOf(block('check', yaml), aids, more), context.with(typed === undefined ? {} : { typed }));
}

/** A finding without what is not there. */
const only = async (result: Promise<CheckResult>): Promise<Finding> => {
  const { findings } = await result;
  assert.equal(findings.length, 1);
  return findings[0] as Finding;
};

describe('what a check says', () => {
  let context: FakeContext;
  beforeEach(() => {
    context = new FakeContext();
    context.pod('web', { status: { phase: 'Pending' } });
  });

  it('when it holds: what it is about', async () => {
    const result = await check(context, `${pod}: .status.phase\n  equals: Pending\n  title: It waits\n  why: x`);
    assert.deepEqual(result, {
      state: 'passed',
      findings: [{ state: 'passed', title: 'It waits', check: 0 }],
      hints: [],
    });
  });

  it('when it fails: what was found, what was expected, and why it matters', async () => {
    assert.deepEqual(await only(check(context, `${pod}: .status.phase\n  equals: Running\n  why: It must.`)), {
      state: 'failed',
      title: '.status.phase of Pod web',
      found: '“Pending”',
      expected: '“Running”',
      why: 'It must.',
      check: 0,
    });
  });

  it('in the author’s words, with what was found and expected only where that says something to a learner', async () => {
    const finding = await only(check(context, `${pod}: .status.phase\n  equals: Running\n  otherwise: Not yet.`));
    assert.deepEqual([finding.text, finding.found, finding.expected], ['Not yet.', '“Pending”', '“Running”']);
    for (const operator of ['matches: ^Run', 'sharesWith: .metadata.name', 'exists: false', 'lacks: end']) {
      const plain = await only(check(context, `${pod}: .status.phase\n  ${operator}`));
      const said = await only(check(context, `${pod}: .status.phase\n  ${operator}\n  otherwise: Not yet.`));
      assert.deepEqual([said.text, said.found, said.expected], ['Not yet.', undefined, undefined]);
      assert.ok(plain.found && plain.expected, operator);
    }
  });

  it('of nothing, of many values, of long and of many-lined texts', async () => {
    const found = async (path: string): Promise<string | undefined> =>
      (await only(check(context, `${pod}: ${path}\n  equals: none`))).found;
    context.pod('web', {
      spec: {
        list: [1, true, 'x\n y', { a: 1 }, 5, 6],
        long: `${'a'.repeat(150)}${'b'.repeat(151)}`,
        lines: 'one\ntwo\n',
        wide: { a: 'w'.repeat(200) },
      },
    });
    assert.equal(await found('.spec.gone'), 'nothing');
    assert.equal(await found('.spec.list[*]'), '1, true, a text that ends with “y”, {"a":1} and more');
    assert.equal(await found('.spec.long'), `a text that ends with “${'b'.repeat(120)}”`);
    assert.equal(await found('.spec.lines'), 'a text that ends with “two”');
    assert.equal(await found('.spec.wide'), `{"a":"${'w'.repeat(154)}…`);
  });

  it('once of an object that is not there, by its name or by its label', async () => {
    const gone = '- object: { kind: Pod, name: gone }\n  path';
    const yaml = `${gone}: .status.phase\n  equals: Running\n${gone}: .spec\n  exists: true\n  otherwise: x\n  why: y\n- logs: { pod: gone }\n  contains: x`;
    assert.deepEqual((await check(context, yaml)).findings, [
      {
        state: 'failed',
        title: '.status.phase of Pod gone',
        text: 'There is no Pod gone in the cluster.',
        check: 0,
      },
    ]);
    context.objects.set('pods?app=web', { items: [] });
    const list = await only(
      check(context, '- object: { kind: Pod, selector: app=web }\n  path: .items[*]\n  count: 2\n  title: Two'),
    );
    assert.deepEqual([list.text, list.found], ['There is no Pod with the label app=web.', undefined]);
  });

  it('that an object may be absent, where that is wanted', async () => {
    context.objects.set('pods?app=web', { items: [] });
    for (const source of [
      'object: { kind: Pod, name: gone }',
      'object: { kind: Pod, selector: app=web }',
      'file: gone.yaml',
      'logs: { pod: gone }',
    ]) {
      assert.equal((await check(context, `- ${source}\n  exists: false`)).state, 'passed', source);
      for (const wanted of ['exists: true', 'contains: x']) {
        assert.equal((await check(context, `- ${source}\n  ${wanted}`)).state, 'failed', source);
      }
    }
    // What is not there lacks nothing.
    assert.equal((await check(context, '- object: { kind: Pod, name: gone }\n  lacks: x')).state, 'failed');
    assert.equal((await check(context, '- file: gone.yaml\n  lacks: x')).state, 'failed');
  });

  it('of a place that cannot be seen: nothing holds there, nor its opposite', async () => {
    for (const expectation of ['equals: Running', 'exists: false', 'lacks: x', 'count: 0']) {
      context.away = 'the cluster has stopped';
      const away = await only(check(context, `${pod}: .status.phase\n  ${expectation}\n  why: y`));
      assert.deepEqual(
        [away.state, away.text, away.why],
        ['failed', 'It could not be seen: the cluster has stopped.', 'y'],
      );
      delete context.away;
      context.objects.set('pods/web', failure(403, 'you may not'));
      const refused = await only(check(context, `${pod}: .status.phase\n  ${expectation}`));
      assert.deepEqual(
        [refused.state, refused.text],
        ['failed', 'It could not be seen: The cluster says: you may not'],
      );
    }
    const misconception = block(
      'misconception',
      `when:\n  - not:\n      object: { kind: Pod, name: web }\n      exists: true\nanswer: Gone.\nexample: {}`,
    );
    assert.equal((await check(context, `${pod}: .spec\n  exists: true`, misconception)).misconception, undefined);
  });

  it('in a name of its own for each kind of place', async () => {
    context.objects.set('pods?app=web', { items: [] });
    const named: readonly (readonly [string, string])[] = [
      ['object: { kind: Pod, name: x }', 'Pod x'],
      ['object: { kind: Pod, name: x }\n  path: .spec', '.spec of Pod x'],
      ['object: { kind: Pod, selector: app=web }\n  path: .items', '.items of Pod with app=web'],
      ['events: { kind: Pod, name: x }', 'The Events of Pod x'],
      ['events: { kind: Pod, name: x, reason: BackOff }', 'The Events BackOff of Pod x'],
      ['logs: { pod: x }', 'The log of Pod x'],
      ['logs: { pod: x, container: a, previous: true }', 'The log of the last life of container a in Pod x'],
      ['logs: { selector: app=web }', 'The log of the Pod with app=web'],
      ['kubectl: kubectl get pods', 'The output of “kubectl get pods”'],
      ['file: x.txt', 'The file x.txt'],
      ['http: { pod: x, url: "http://a/" }', 'The answer of http://a/, asked in Pod x'],
      ['http: { pod: x, url: "http://a/" }\n  path: .status', '.status of the answer of http://a/, asked in Pod x'],
      ['dns: { pod: x, name: a.b }', 'The addresses of a.b, asked in Pod x'],
      ['dns: { pod: x, name: a.b }\n  path: .error', '.error of a.b, asked in Pod x'],
      ['typed: true', 'Your answer'],
    ];
    for (const [source, title] of named) {
      assert.equal((await only(check(context, `- ${source}\n  equals: nothing like it`))).title, title);
    }
  });
});

describe('an answer', () => {
  const step = stepOf(
    block('step', 'kind: explore\nquestion: Which?'),
    block('check', '- object: { kind: Pod, name: web }\n  path: .status.podIP\n  answered: true'),
    aids,
    block('misconception', 'when: [{ typed: true, matches: ^10 }]\nanswer: Of another Pod.\nexample: {}'),
  );
  const typed = async (text: string | undefined): Promise<CheckResult> => {
    const context = new FakeContext();
    context.pod('web', { status: { podIP: '172.16.0.7' } });
    return runChecks(step, context.with(text === undefined ? {} : { typed: text }));
  };

  it('is right however it is written', async () => {
    for (const text of ['172.16.0.7', ' 172.16.0.7 ', '"172.16.0.7"', '172.16.0.7.', '`172.16.0.7`']) {
      assert.equal((await typed(text)).state, 'passed', text);
    }
  });

  it('is not told when it was wrong', async () => {
    for (const text of ['10.0.0.1', '172.16.0', '', undefined]) {
      const result = await typed(text);
      assert.equal(result.state, 'failed');
      assert.doesNotMatch(JSON.stringify(result), /172\.16\.0\.7/);
    }
    const { findings, misconception } = await typed('10.0.0.1');
    assert.deepEqual(
      [findings[0]?.text, findings[0]?.wrote, misconception],
      ['That is not it.', '“10.0.0.1”', 'Of another Pod.'],
    );
    assert.deepEqual((await typed(undefined)).findings[0]?.text, 'There is no answer yet.');
  });
});
