import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseLab } from '../../src/labs/labFile.ts';
import {
  act,
  currentStep,
  isFinished,
  type LabAction,
  type LabSession,
  startLab,
  stateOf,
} from '../../src/labs/labSession.ts';
import { viewOf } from '../../src/labs/labView.ts';
import { noProgress, readProgress, resumeLab, stepsDone, withSession } from '../../src/labs/progress.ts';

const { lab } = parseLab(
  `---
title: T
summary: S
minutes: 5
level: beginner
objectives: [o]
---
## Read

## Work
\`\`\`check
- file: a
  contains: b
\`\`\`
\`\`\`hint
one
\`\`\`
\`\`\`solution
files: { a: solved }
commands: [kubectl get pods]
\`\`\`
\`\`\`explain
so
\`\`\`

## Guess
\`\`\`step
kind: predict
choices:
  - { text: x, reply: no }
  - { text: y, right: true, reply: right }
\`\`\`
`,
  'labs/t/l/lab.md',
);
assert.ok(lab);
const passed = { passed: true, findings: [{ passed: true, text: 'ok' }] };
const failed = { passed: false, findings: [{ passed: false, text: 'no' }] };
const play = (...actions: LabAction[]): LabSession => actions.reduce(act, startLab(lab));
const view = (session: LabSession): ReturnType<typeof viewOf> => viewOf(session, (path) => `text of ${path}`);

describe('a lab session', () => {
  it('goes on from a step that is only to be read, but not past work', () => {
    const session = play({ type: 'next' }, { type: 'next' });
    assert.equal(currentStep(session).id, 'work');
    assert.equal(stateOf(session, 'read').passed, true);
  });

  it('passes a step when its checks pass, and keeps it passed', () => {
    const session = play(
      { type: 'checked', step: 'work', result: passed, asked: 'change' },
      { type: 'checked', step: 'work', result: failed, asked: 'learner' },
    );
    assert.equal(stateOf(session, 'work').passed, true);
  });

  it('says nothing of checks that ran by themselves and failed, until the learner has asked', () => {
    const start = play({ type: 'goTo', step: 'work' });
    assert.equal(act(start, { type: 'checked', step: 'work', result: failed, asked: 'change' }), start);
    const asked = act(start, { type: 'checked', step: 'work', result: failed, asked: 'learner' });
    assert.equal(stateOf(asked, 'work').failures, 1);
    assert.equal(act(asked, { type: 'checked', step: 'work', result: failed, asked: 'change' }), asked);
  });

  it('shows only what was opened', () => {
    const start = play({ type: 'goTo', step: 'work' });
    const { step } = view(start);
    assert.deepEqual([step.hints, step.hintsLeft, step.solution, step.explain], [[], 1, undefined, undefined]);
    const opened = [{ type: 'hint' }, { type: 'hint' }, { type: 'showMe' }] satisfies LabAction[];
    const after = view(opened.reduce<LabSession>(act, start)).step;
    assert.deepEqual([after.hints, after.hintsLeft], [['one'], 0]);
    assert.deepEqual(after.solution, {
      files: [{ path: 'a', text: 'text of solved' }],
      commands: ['kubectl get pods'],
    });
  });

  it('takes one answer and shows the reply to it alone', () => {
    const start = play({ type: 'goTo', step: 'guess' });
    assert.deepEqual(view(start).step.choices, [
      { text: 'x', chosen: false },
      { text: 'y', chosen: false },
    ]);
    const session = [{ type: 'answer', choice: 0 } as const, { type: 'answer', choice: 1 } as const].reduce<LabSession>(
      act,
      start,
    );
    assert.deepEqual(view(session).step.choices, [
      { text: 'x', chosen: true, right: false, reply: 'no' },
      { text: 'y', chosen: false, right: true },
    ]);
    assert.equal(stateOf(session, 'guess').passed, true);
  });

  it('is finished when every step is passed or skipped; a reset step is open again', () => {
    const session = play({ type: 'next' }, { type: 'skip' }, { type: 'answer', choice: 1 });
    assert.equal(isFinished(session), true);
    assert.equal(isFinished(act(session, { type: 'resetStep' })), false);
  });

  it('survives being written and read', () => {
    const session = play(
      { type: 'next' },
      { type: 'hint' },
      { type: 'showMe' },
      { type: 'skip' },
      { type: 'answer', choice: 1 },
    );
    const text = JSON.stringify(withSession(noProgress, session));
    const resumed = resumeLab(lab, readProgress(text));
    assert.deepEqual(view(resumed), view(session));
    assert.equal(stepsDone(lab, readProgress(text)), 3);
  });

  it('reads whatever was kept, and forgets only what cannot be understood', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"version":2}',
      '{"version":1,"labs":[]}',
      '{"version":1,"labs":{"t/l":7}}',
    ]) {
      assert.equal(resumeLab(lab, readProgress(text)).current, 'read');
    }
    const damaged =
      '{"version":1,"labs":{"t/l":{"current":"gone","steps":{"work":{"passed":true,"hintsOpened":-4},"read":3,"__proto__":{}}}}}';
    const resumed = resumeLab(lab, readProgress(damaged));
    assert.deepEqual(
      [resumed.current, stateOf(resumed, 'work').passed, stateOf(resumed, 'work').hintsOpened],
      ['read', true, 0],
    );
    fc.assert(
      fc.property(fc.anything(), (value) => {
        resumeLab(lab, readProgress(value));
        resumeLab(lab, readProgress({ version: 1, labs: { 't/l': value } }));
      }),
    );
  });
});
