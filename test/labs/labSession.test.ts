import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  act,
  currentStep,
  hintsLeft,
  isFinished,
  type LabAction,
  type LabSession,
  startLab,
  stateOf,
} from '../../src/labs/labSession.ts';
import { at, checked, play, playedLab, result, view } from './playedLab.ts';

const answer = (choice: number): LabAction => ({ type: 'answer', choice });
const say = (text: string): LabAction => ({ type: 'say', text });
const passedIn = (session: LabSession): boolean => stateOf(session, session.current).passed;

describe('a lab session', () => {
  it('begins at the first step, with nothing done', () => {
    const session = startLab(playedLab);
    assert.equal(currentStep(session).id, 'work');
    assert.equal(isFinished(session), false);
    const [step] = playedLab.steps;
    assert.ok(step);
    assert.deepEqual([hintsLeft(step, stateOf(session, 'work')), stateOf(session, 'work').passed], [[0, 2], false]);
  });

  it('does not go on from a step that is not done, but past one that is skipped', () => {
    const session = at('work');
    assert.equal(play(session, 'next'), session);
    const skipped = play(session, 'skip');
    assert.equal(skipped.current, 'guess');
    assert.deepEqual([stateOf(skipped, 'work').skipped, stateOf(skipped, 'work').passed], [true, false]);
    assert.equal(play(skipped, { type: 'goTo', step: 'work' }, 'next').current, 'guess');
  });

  it('does not skip what is done', () => {
    const done = at('work', checked('work', result('passed', 'passed')));
    const skipped = play(done, 'skip');
    assert.deepEqual([skipped.current, stateOf(skipped, 'work').skipped], ['guess', false]);
  });

  it('stays at the last step', () => {
    assert.equal(at('fix-it', 'skip').current, 'fix-it');
    const session = at('fix-it', checked('fix-it', result('passed', 'passed')));
    assert.equal(play(session, 'next'), session);
  });

  it('goes to any step that there is', () => {
    assert.equal(at('explore').current, 'explore');
    const session = at('work');
    assert.equal(play(session, { type: 'goTo', step: 'gone' }), session);
    assert.equal(play(session, { type: 'goTo', step: 'work' }), session);
  });

  it('passes a step when its checks pass, whoever asked, and keeps it passed', () => {
    for (const reason of ['learner', 'change'] as const) {
      const session = at(
        'work',
        checked('work', result('passed', 'passed'), reason),
        checked('work', result('failed')),
      );
      assert.equal(stateOf(session, 'work').passed, true);
      assert.equal(stateOf(session, 'work').result?.state, 'failed');
      assert.equal(play(session, 'next').current, 'guess');
    }
    assert.equal(passedIn(at('work', checked('work', result('waiting', 'passed')))), false);
  });

  it('takes results of another step than the shown one, and none of a step that there is not', () => {
    const session = at('guess', checked('work', result('passed')));
    assert.deepEqual(
      [session.current, stateOf(session, 'work').passed, stateOf(session, 'guess').passed],
      ['guess', true, false],
    );
    const start = at('work');
    assert.equal(play(start, checked('gone', result('passed'))), start);
  });

  it('says nothing bad that nobody asked for, until somebody has asked', () => {
    const start = at('work');
    assert.equal(play(start, checked('work', result('failed'), 'change')), start);
    assert.equal(play(start, checked('work', result('waiting'), 'change')), start);
    const asked = play(start, checked('work', result('failed')));
    assert.equal(asked.checksRun, 1);
    assert.equal(play(asked, checked('work', result('failed'), 'change')), asked);
    const renewed = play(asked, checked('work', result('waiting'), 'change'));
    assert.deepEqual([renewed.checksRun, stateOf(renewed, 'work').result?.state], [2, 'waiting']);
    const passed = play(renewed, checked('work', result('passed'), 'change'));
    assert.equal(play(passed, checked('work', result('failed'), 'change')), passed);
  });

  it('counts what the learner asked for, also when it is the same again', () => {
    const once = at('work', checked('work', result('failed')));
    const twice = play(once, checked('work', result('failed')));
    assert.deepEqual([once.checksRun, twice.checksRun], [1, 2]);
  });

  it('a step begins again as if it had never been opened', () => {
    const busy = at(
      'work',
      checked('work', result('failed')),
      'hint',
      'showMe',
      checked('work', result('passed')),
      'resetStep',
    );
    assert.deepEqual(stateOf(busy, 'work'), stateOf(startLab(playedLab), 'work'));
    assert.deepEqual(view(busy).step, view(startLab(playedLab)).step);
    assert.equal(passedIn(at('guess', answer(1), 'resetStep')), false);
    assert.equal(passedIn(at('explore', say('x'), 'resetStep')), false);
  });

  it('a way through is shown once, in every kind of step', () => {
    for (const { id } of playedLab.steps) {
      const shown = at(id, 'showMe');
      assert.deepEqual([stateOf(shown, id).solutionShown, stateOf(shown, id).passed], [true, false]);
      assert.equal(play(shown, 'showMe'), shown);
    }
  });
});

describe('a prediction', () => {
  it('takes one answer, of those that there are', () => {
    const session = at('guess', answer(0));
    assert.equal(play(session, answer(1)), session);
    const start = at('guess');
    for (const choice of [2, -1, 0.5, Number.NaN]) assert.equal(play(start, answer(choice)), start);
    const other = at('work');
    assert.equal(play(other, answer(0)), other);
  });

  it('without anything to observe has passed with any answer', () => {
    for (const choice of [0, 1]) assert.equal(passedIn(at('guess', answer(choice))), true);
  });

  it('with something to observe has passed when the learner has seen it', () => {
    const start = at('look');
    assert.equal(play(start, 'observed'), start);
    const answered = at('look', answer(0));
    assert.equal(passedIn(answered), false);
    assert.equal(play(answered, 'next'), answered);
    const seen = play(answered, 'observed');
    assert.equal(passedIn(seen), true);
    assert.equal(play(seen, 'observed'), seen);
    const other = at('guess', answer(0));
    assert.equal(play(other, 'observed'), other);
  });

  it('with checks has passed when they do and somebody has looked, and not before', () => {
    const start = at('try');
    assert.equal(play(start, checked('try', result('passed'))), start);
    const answered = play(start, answer(0), 'observed');
    assert.equal(passedIn(answered), false);
    assert.equal(passedIn(play(answered, checked('try', result('failed')))), false);
    const happened = play(answered, checked('try', result('passed'), 'change'));
    assert.equal(passedIn(happened), false);
    assert.equal(passedIn(play(happened, 'observed')), true);
  });
});

describe('an exploration', () => {
  it('takes what is typed, again and again, and nothing of nothing', () => {
    const session = at('explore', say(' 10.0.0.1 '), say('10.0.0.2'));
    assert.equal(stateOf(session, 'explore').typed, '10.0.0.2');
    assert.equal(play(session, say('  ')), session);
    const other = at('work');
    assert.equal(play(other, say('x')), other);
  });

  it('has passed when its check does', () => {
    const typed = at('explore', say('x'));
    assert.equal(passedIn(typed), false);
    assert.equal(passedIn(play(typed, checked('explore', result('failed')))), false);
    assert.equal(passedIn(play(typed, checked('explore', result('passed')))), true);
  });
});

describe('whatever is done', () => {
  it('a session stays sound: passed stays passed until a step is reset, and each action is a new value', () => {
    const ids = playedLab.steps.map(({ id }) => id);
    const state = fc.constantFrom('passed' as const, 'waiting' as const, 'failed' as const);
    const action: fc.Arbitrary<LabAction> = fc.oneof(
      fc.constantFrom('hint', 'showMe', 'observed', 'next', 'skip').map((type) => ({ type }) as LabAction),
      fc.constantFrom('step' as const, 'onwards' as const).map((reach): LabAction => ({ type: 'resetStep', reach })),
      fc.constantFrom(...ids, 'gone').map((step): LabAction => ({ type: 'goTo', step })),
      fc.integer({ min: -1, max: 3 }).map(answer),
      fc.string().map(say),
      fc
        .record({
          step: fc.constantFrom(...ids),
          states: fc.array(state, { maxLength: 2 }),
          hints: fc.subarray([0, 1, 2, 9]),
          reason: fc.constantFrom('learner' as const, 'change' as const),
        })
        .map(({ step, states, hints, reason }) => checked(step, { ...result(...states), hints }, reason)),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let session = startLab(playedLab);
        for (const next of actions) {
          const before = session;
          const kept = JSON.stringify([...before.steps]);
          session = act(before, next);
          assert.equal(JSON.stringify([...before.steps]), kept, 'the old session is as it was');
          for (const id of ids) {
            const at = ids.indexOf(before.current);
            const reset =
              next.type === 'resetStep' && (next.reach === 'step' ? before.current === id : ids.indexOf(id) >= at);
            if (stateOf(before, id).passed && !reset) assert.ok(stateOf(session, id).passed);
          }
          assert.ok(ids.includes(session.current));
          const { step, steps } = view(session);
          assert.equal(step.hints.length, new Set(step.hints).size);
          // What is right is never told before it was seen.
          const seen = stateOf(session, step.id).passed;
          if (!seen) assert.ok(step.choices.every(({ right, reply }) => right === undefined && reply === undefined));
          assert.equal(
            isFinished(session),
            steps.every(({ status }) => status !== 'open'),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
