import assert from 'node:assert/strict';
import type { CheckResult } from '../../src/labs/check.ts';
import { startLab } from '../../src/labs/labSession.ts';
import { figuresOf, viewOf } from '../../src/labs/labView.ts';
import { at, checked, play, playedLab, result, view } from './playedLab.ts';

const answer = (choice: number) => ({ type: 'answer', choice }) as const;

describe('the view of a lab', () => {
  it('begins with the introduction, in the first step alone', () => {
    assert.equal(view(startLab(playedLab)).step.markdown, 'Hello.\n\nDo it.');
    assert.equal(view(at('guess')).step.markdown, '');
  });

  it('is plain data, and shows nothing that was not opened', () => {
    const text = JSON.stringify(view(startLab(playedLab)));
    for (const secret of ['one', 'of a state', 'two', 'solved', 'kubectl', 'So.', 'contains']) {
      assert.ok(!text.includes(secret), secret);
    }
    for (const { id } of playedLab.steps) assert.doesNotThrow(() => structuredClone(view(at(id))));
  });

  it('shows the list of steps with what is done and what was skipped', () => {
    const session = play(startLab(playedLab), 'skip', answer(0), { type: 'goTo', step: 'fix-it' }, 'skip');
    assert.deepEqual(
      view(session).steps.map(({ id, status }) => [id, status]),
      [
        ['work', 'skipped'],
        ['guess', 'passed'],
        ['look', 'open'],
        ['try', 'open'],
        ['explore', 'open'],
        ['fix-it', 'skipped'],
      ],
    );
    const later = play(session, checked('work', result('passed')));
    assert.equal(view(later).steps[0]?.status, 'passed');
  });

  it('opens hints one by one, the solution when asked, the explanation once the step has passed', () => {
    const { step } = view(at('work'));
    assert.deepEqual(
      [step.hints, step.hintsLeft, step.hintOffered, step.solution, step.explain],
      [[], 2, false, undefined, undefined],
    );
    const opened = view(at('work', 'hint', 'showMe')).step;
    assert.deepEqual([opened.hints, opened.hintsLeft, opened.explain], [['one'], 1, undefined]);
    assert.deepEqual(opened.solution, {
      files: [{ path: 'a', lines: [{ text: 'text of solved/a', isNew: true }] }],
      commands: ['kubectl get pods'],
    });
    const done = view(at('work', checked('work', result('passed')))).step;
    assert.deepEqual(done.explain, [
      { type: 'markdown', text: 'So.' },
      { type: 'figure', id: 'work/explain/1' },
      { type: 'markdown', text: 'And' },
      { type: 'figure', id: 'work/explain/3' },
    ]);
    // A file that has gone from the lab's folder is shown as an empty one.
    assert.deepEqual(viewOf(at('work', 'showMe'), () => undefined).step.solution?.files[0]?.lines, [
      { text: '', isNew: false },
    ]);
  });

  it('shows a way through every kind of step: what a prediction’s page says to run, and what is right', () => {
    const shown = (id: string, found?: string) => viewOf(at(id, 'showMe'), () => '', found).step.solution;
    assert.deepEqual(shown('guess'), { files: [], commands: [], answer: 'y' });
    assert.deepEqual(shown('try'), { files: [], commands: [], answer: 'y' });
    assert.deepEqual(shown('look'), { files: [], commands: ['kubectl get pods'], answer: 'y' });
    assert.deepEqual(shown('explore'), { files: [], commands: [] });
    assert.deepEqual(shown('explore', '10.0.0.1'), { files: [], commands: [], answer: '10.0.0.1' });
    const files = [{ path: 'a', lines: [{ text: '', isNew: false }] }];
    assert.deepEqual(shown('work'), { files, commands: ['kubectl get pods'] });
    // Nothing of it, nor of an answer that somebody has looked up, before it was asked for.
    assert.ok(!JSON.stringify(viewOf(at('explore'), () => '', 'secret')).includes('secret'));
  });

  it('shows hints in the order in which they were opened', () => {
    const found: CheckResult = { ...result('failed'), hints: [1] };
    assert.deepEqual(view(at('work', 'hint', checked('work', found), 'hint', 'hint')).step.hints, [
      'one',
      'of a state',
      'two',
    ]);
  });

  it('shows what was found, without saying which check it was', () => {
    const found: CheckResult = {
      state: 'failed',
      findings: [{ state: 'failed', title: 't', text: 'x', found: 'f', expected: 'e', why: 'w', check: 0 }],
      hints: [],
      misconception: '*m*',
    };
    const { result: shown } = view(at('work', checked('work', found))).step;
    assert.deepEqual(shown, {
      at: 1,
      state: 'failed',
      findings: [{ state: 'failed', title: 't', text: 'x', found: 'f', expected: 'e', why: 'w' }],
      misconception: '*m*',
    });
  });

  it('offers a check where there is something to look at', () => {
    const checkable = ['work', 'guess', 'look', 'try', 'explore', 'fix-it'].map((id) => view(at(id)).step.checkable);
    assert.deepEqual(checkable, [true, false, false, false, true, true]);
    assert.equal(view(at('try', answer(0))).step.checkable, true);
  });

  it('shows the question of an exploration and what was typed', () => {
    assert.deepEqual([view(at('explore')).step.question, view(at('explore')).step.typed], ['Which?', undefined]);
    assert.equal(view(at('explore', { type: 'say', text: 'x' })).step.typed, 'x');
  });

  it('tells who was right at once where there is nothing to look at', () => {
    assert.deepEqual(view(at('guess')).step.choices, [
      { text: 'x', chosen: false },
      { text: 'y', chosen: false },
    ]);
    assert.deepEqual(view(at('guess', answer(0))).step.choices, [
      { text: 'x', chosen: true, right: false, reply: 'Not x.' },
      { text: 'y', chosen: false, right: true },
    ]);
  });

  it('tells who was right only when it was seen', () => {
    const before = view(at('look')).step;
    assert.deepEqual([before.observe, before.awaitsLook], [undefined, false]);
    const looking = view(at('look', answer(1))).step;
    assert.deepEqual(looking.observe, [
      { type: 'markdown', text: 'See:\n~~~sh\nkubectl get pods\n~~~' },
      { type: 'figure', id: 'look/observe/1' },
    ]);
    assert.equal(looking.awaitsLook, true);
    assert.deepEqual(looking.choices, [
      { text: 'x', chosen: false },
      { text: 'y', chosen: true },
    ]);
    const seen = view(at('look', answer(1), 'observed')).step;
    assert.deepEqual(
      [seen.awaitsLook, seen.choices[1]],
      [false, { text: 'y', chosen: true, right: true, reply: 'Yes.' }],
    );
  });

  it('tells who was right when the checks pass and somebody has looked, where there are some', () => {
    const failed = { ...result('failed', 'passed'), misconception: 'Because.' };
    const looking = view(at('try', answer(0), checked('try', failed))).step;
    assert.deepEqual([looking.awaitsLook, looking.choices[0]], [true, { text: 'x', chosen: true }]);
    // What a check is about, and what another has found, would answer the question.
    assert.deepEqual(looking.result?.findings, [
      { state: 'failed', title: 'There is nothing to see yet: run the commands above.' },
    ]);
    const happened = at('try', answer(0), checked('try', result('passed')));
    assert.equal(view(happened).step.choices[0]?.right, undefined);
    assert.equal(view(happened).step.result, undefined);
    assert.equal(view(play(happened, 'observed')).step.choices[0]?.right, false);
    assert.equal(view(play(happened, 'observed')).step.result?.findings.length, 1);
    assert.equal(view(at('try', answer(0), 'skip', { type: 'goTo', step: 'try' })).step.choices[0]?.right, undefined);
  });

  it('names the figures of the page, those of what is shown', () => {
    const ids = (session: ReturnType<typeof at>) => figuresOf(session).map(({ id, part }) => [id, part.type, part.of]);
    assert.deepEqual(ids(at('work')), []);
    assert.deepEqual(ids(at('work', checked('work', result('passed')))), [
      ['work/explain/1', 'trace', { pod: 'web' }],
      ['work/explain/3', 'diagram', { selector: 'app=web' }],
    ]);
    assert.deepEqual(ids(at('look')), []);
    assert.deepEqual(ids(at('look', answer(0))), [['look/observe/1', 'trace', { pod: 'web' }]]);
    assert.deepEqual(ids(at('look', answer(0), 'observed')), [
      ['look/observe/1', 'trace', { pod: 'web' }],
      ['look/explain/0', 'diagram', { pod: 'web' }],
    ]);
    // What figures are on the page is what the view names.
    const { observe = [], explain = [] } = view(at('look', answer(0), 'observed')).step;
    const shown = [...observe, ...explain].flatMap((part) => (part.type === 'figure' ? [part.id] : []));
    assert.deepEqual(shown, ['look/observe/1', 'look/explain/0']);
  });

  it('says how it went when every step is done or skipped', () => {
    const almost = play(
      startLab(playedLab),
      'hint',
      checked('work', result('passed')),
      'next',
      answer(1),
      'next',
      answer(0),
      'observed',
      'next',
      answer(1),
      'hint',
      'showMe',
      'skip',
      { type: 'say', text: 'x' },
      checked('explore', result('passed')),
      'next',
    );
    assert.deepEqual([view(almost).finished, view(almost).result], [false, undefined]);
    const done = play(almost, 'skip');
    assert.equal(view(done).finished, true);
    assert.deepEqual(view(done).result, {
      stepsPassed: 4,
      stepsSkipped: 2,
      predictionsRight: 2,
      predictions: 3,
      hintsUsed: 2,
      solutionsShown: 1,
    });
    assert.equal(view(play(done, 'resetStep')).finished, false);
  });
});
