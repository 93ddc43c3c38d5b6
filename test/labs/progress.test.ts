import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Lab } from '../../src/labs/lab.ts';
import { startLab, stateOf } from '../../src/labs/labSession.ts';
import { noProgress, readProgress, resumeLab, stepsDone, withSession } from '../../src/labs/progress.ts';
import { checked, play, playedLab, result, view } from './playedLab.ts';

const begun = play(
  startLab(playedLab),
  checked('work', result('failed')),
  'hint',
  'hint',
  'showMe',
  'skip',
  { type: 'answer', choice: 1 },
  'next',
  { type: 'answer', choice: 0 },
  'observed',
  { type: 'goTo', step: 'explore' },
  { type: 'say', text: '10.0.0.1' },
);

describe('progress', () => {
  it('survives being written and read; only what checks found is found again', () => {
    const text = JSON.stringify(withSession(noProgress, begun));
    const resumed = resumeLab(playedLab, readProgress(text));
    for (const { id } of playedLab.steps) {
      const shown = view({ ...resumed, current: id });
      const { result: _found, ...step } = view({ ...begun, current: id }).step;
      assert.deepEqual([shown.step, shown.steps], [step, view(begun).steps]);
    }
    assert.equal(resumed.current, 'explore');
    assert.deepEqual(stepsDone(playedLab, readProgress(text)), { passed: 2, skipped: 1 });
    assert.ok(!text.includes('failures') && !text.includes('findings'));
  });

  it('keeps other labs as they are', () => {
    const other = { current: 'x', steps: { x: { passed: true as const } } };
    const progress = withSession({ version: 1, labs: { 'a/b': other } }, begun);
    assert.deepEqual(progress.labs['a/b'], other);
    assert.deepEqual(Object.keys(progress.labs), ['a/b', 'track/shop']);
  });

  it('of a lab that has changed keeps what still fits', () => {
    const saved = withSession(noProgress, begun);
    const [work, guess, , , explore] = playedLab.steps;
    assert.ok(work && guess && explore);
    const { question: _question, ...unasked } = explore;
    const changed: Lab = {
      ...playedLab,
      steps: [
        { ...work, hints: work.hints.slice(0, 1), misconceptions: [] },
        { ...guess, choices: guess.choices.slice(0, 1) },
        { ...unasked, kind: 'do' },
      ],
    };
    const resumed = resumeLab(changed, saved);
    assert.deepEqual(stateOf(resumed, 'work').hints, [0]);
    assert.deepEqual([stateOf(resumed, 'guess').passed, stateOf(resumed, 'guess').answer], [true, undefined]);
    assert.equal(stateOf(resumed, 'explore').typed, undefined);
    assert.equal(resumed.current, 'explore');
    const other = resumeLab({ ...playedLab, steps: [work] }, saved);
    assert.deepEqual([other.current, [...other.steps.keys()]], ['work', ['work']]);
  });

  it('of a learner who has not begun is none', () => {
    assert.deepEqual(resumeLab(playedLab, noProgress), startLab(playedLab));
    assert.deepEqual(stepsDone(playedLab, noProgress), { passed: 0, skipped: 0 });
    assert.deepEqual(stepsDone({ ...playedLab, id: 'constructor' }, noProgress), { passed: 0, skipped: 0 });
  });

  it('that cannot be understood is none, and what can is kept', () => {
    const others = [
      '',
      '{',
      'null',
      '[]',
      '7',
      '{"version":2,"labs":{"track/shop":{"current":"guess","steps":{}}}}',
      '{"version":1,"labs":[]}',
      '{"version":1,"labs":{"track/shop":7}}',
      '{"version":1}',
    ];
    for (const text of others) assert.equal(resumeLab(playedLab, readProgress(text)).current, 'work', text);
    const damaged = `{"version":1,"labs":{"track/shop":{"current":"gone","steps":{
      "work":{"passed":true,"skipped":1,"hints":[-4,0,0,1.5,"2",2,9,1e9],"solutionShown":"yes","answer":0,"typed":"x"},
      "guess":{"answer":7},"look":{"answer":"0","observed":true,"hints":"all"},"explore":{"typed":7},"fix-it":3,"__proto__":{"passed":true}}}}}`;
    const read = readProgress(damaged);
    const kept = ['work', 'guess', 'look', 'explore', 'fix-it'];
    assert.deepEqual(Object.keys(read.labs['track/shop']?.steps ?? {}), kept);
    const resumed = resumeLab(playedLab, read);
    const work = stateOf(resumed, 'work');
    assert.deepEqual(
      [resumed.current, work.passed, work.skipped, work.hints, work.solutionShown, work.answer, work.typed],
      ['work', true, false, [0, 2], false, undefined, undefined],
    );
    assert.equal(stateOf(resumed, 'guess').answer, undefined);
    assert.deepEqual(
      [stateOf(resumed, 'look').answer, stateOf(resumed, 'look').observed, stateOf(resumed, 'look').hints],
      [undefined, true, []],
    );
    assert.equal(stateOf(resumed, 'explore').typed, undefined);
    assert.equal(stateOf(resumed, 'fix-it').passed, false);
  });

  it('never throws whatever was kept, and reads what it writes', () => {
    const value = fc.anything({ withNullPrototype: true });
    const step = fc.oneof(
      value,
      fc.record(
        {
          passed: value,
          skipped: value,
          hints: fc.oneof(value, fc.array(fc.integer())),
          solutionShown: value,
          answer: fc.oneof(value, fc.integer()),
          observed: value,
          typed: fc.oneof(value, fc.string()),
        },
        { requiredKeys: [] },
      ),
    );
    const steps = fc.oneof(
      value,
      fc.dictionary(fc.constantFrom(...playedLab.steps.map(({ id }) => id), '__proto__', 'constructor'), step),
    );
    const lab = fc.oneof(value, fc.record({ current: fc.oneof(value, fc.constant('guess')), steps }));
    fc.assert(
      fc.property(
        fc.oneof(
          value,
          lab.map((kept) => ({ version: 1, labs: { 'track/shop': kept, __proto__: kept } })),
        ),
        (kept) => {
          const progress = readProgress(kept);
          assert.deepEqual(readProgress(JSON.stringify(progress)), progress);
          const session = resumeLab(playedLab, progress);
          const saved = withSession(progress, session);
          assert.deepEqual(resumeLab(playedLab, readProgress(JSON.stringify(saved))), session);
          view(session);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not grow without end', () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`t/${index}`, { current: '', steps: {} }]),
    );
    assert.equal(Object.keys(readProgress({ version: 1, labs: many }).labs).length, 1000);
    const typed = play(
      startLab(playedLab),
      { type: 'goTo', step: 'explore' },
      { type: 'say', text: 'x'.repeat(10_000) },
    );
    assert.equal(withSession(noProgress, typed).labs['track/shop']?.steps.explore?.typed?.length, 500);
  });
});
