import assert from 'node:assert/strict';
import type { CheckResult } from '../../src/labs/check.ts';
import { hintsLeft, type LabSession, offersHint, stateOf } from '../../src/labs/labSession.ts';
import { at, checked, play, playedLab, result } from './playedLab.ts';

describe('hints', () => {
  const [step] = playedLab.steps;
  assert.ok(step);
  const offered = (session: LabSession): boolean => offersHint(step, stateOf(session, 'work'));
  const left = (session: LabSession): number[] => hintsLeft(step, stateOf(session, 'work'));
  const ofState = (...hints: number[]): CheckResult => ({ ...result('failed'), hints });

  it('are a ladder, opened one by one, without those of another state', () => {
    const session = at('work', 'hint');
    assert.deepEqual([stateOf(session, 'work').hints, left(session)], [[0], [2]]);
    const all = play(session, 'hint');
    assert.deepEqual([stateOf(all, 'work').hints, left(all)], [[0, 2], []]);
    assert.equal(play(all, 'hint'), all);
  });

  it('for the state that was found come first, and are offered at once', () => {
    const session = at('work', checked('work', ofState(1)));
    assert.deepEqual([left(session), offered(session)], [[1, 0, 2], true]);
    const opened = play(session, 'hint');
    assert.deepEqual([stateOf(opened, 'work').hints, left(opened), offered(opened)], [[1], [0, 2], false]);
    // The state has gone, the opened hint stays.
    const gone = play(opened, checked('work', ofState()));
    assert.deepEqual([stateOf(gone, 'work').hints, left(gone)], [[1], [0, 2]]);
    assert.deepEqual(left(at('work', checked('work', ofState(1)), checked('work', ofState()))), [0, 2]);
  });

  it('are offered when the same check has failed twice', () => {
    const once = at('work', checked('work', result('failed', 'failed')));
    assert.equal(offered(once), false);
    assert.equal(offered(play(once, checked('work', result('passed', 'failed')))), true);
    assert.equal(
      offered(at('work', checked('work', result('failed', 'passed')), checked('work', result('passed', 'failed')))),
      false,
    );
  });

  it('are not offered for what only needs time, nor for what came by itself, nor for a file that is broken', () => {
    assert.equal(offered(at('work', checked('work', result('waiting')), checked('work', result('waiting')))), false);
    assert.equal(
      offered(
        at(
          'work',
          checked('work', result('failed')),
          checked('work', result('waiting')),
          checked('work', result('failed')),
        ),
      ),
      false,
    );
    assert.equal(
      offered(at('work', checked('work', result('failed')), checked('work', result('failed', 'failed'), 'change'))),
      false,
    );
    const broken: CheckResult = { state: 'failed', findings: [{ state: 'failed', title: 'a is sound' }], hints: [] };
    assert.equal(offered(at('work', checked('work', broken), checked('work', broken))), false);
  });

  it('are offered anew after two more failures', () => {
    const session = at('work', checked('work', result('failed')), checked('work', result('failed')), 'hint');
    assert.equal(offered(session), false);
    const once = play(session, checked('work', result('failed')));
    assert.equal(offered(once), false);
    assert.equal(offered(play(once, checked('work', result('failed')))), true);
  });

  it('are not offered when none is left, nor when the step has passed', () => {
    const failedTwice = [checked('work', result('failed')), checked('work', result('failed'))];
    assert.equal(offered(at('work', 'hint', 'hint', ...failedTwice)), false);
    assert.equal(
      offered(
        at(
          'work',
          ...failedTwice,
          checked('work', result('passed')),
          checked('work', result('failed')),
          checked('work', result('failed')),
        ),
      ),
      false,
    );
  });
});
