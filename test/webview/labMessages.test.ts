import assert from 'node:assert/strict';
import { clockGoals, clockSpeeds, isLabPageMessage, isLabPageRequest } from '../../src/webview/labMessages.ts';

describe('messages of a lab', () => {
  it('from the page are taken when it may send them', () => {
    const plain = [
      'ready',
      'check',
      'hint',
      'showMe',
      'useSolution',
      'observed',
      'next',
      'skip',
      'resetStep',
      'setUp',
      'restoreFiles',
      'restart',
      'tidyUp',
      'pause',
      'resume',
      'showDiagram',
    ];
    for (const message of [
      ...plain.map((type) => ({ type })),
      { type: 'goTo', step: 'add-the-sidecar' },
      { type: 'goTo', step: '準備する' },
      { type: 'answer', choice: 0 },
      { type: 'answer', choice: 99 },
      { type: 'say', text: '10.0.0.1' },
      { type: 'openFile', path: 'solutions/web.yaml' },
      { type: 'openLab', id: 'pods/first-pod' },
      { type: 'runCommand', command: 'kubectl get pods' },
      { type: 'runCommand', command: 'kubectl' },
      ...clockSpeeds.map((speed) => ({ type: 'setSpeed', speed })),
      // The settings may have chosen it.
      { type: 'setSpeed', speed: 0.1 },
      { type: 'setSpeed', speed: 600 },
      ...clockGoals.map((goal) => ({ type: 'runTime', goal })),
    ]) {
      assert.equal(isLabPageRequest(message), true, JSON.stringify(message));
    }
  });

  it('from the page are refused when they are anything else', () => {
    for (const message of [
      undefined,
      null,
      'check',
      ['check'],
      { type: 'delete' },
      { type: ['check'] },
      { type: 'toString' },
      { type: 'goTo' },
      { type: 'goTo', step: '' },
      { type: 'goTo', step: 7 },
      { type: 'answer' },
      { type: 'answer', choice: -1 },
      { type: 'answer', choice: 0.5 },
      { type: 'answer', choice: 100 },
      { type: 'answer', choice: '0' },
      { type: 'say' },
      { type: 'say', text: '' },
      { type: 'say', text: 'a\nb' },
      { type: 'say', text: 'x'.repeat(3000) },
      { type: 'openFile', path: '/etc/passwd' },
      { type: 'openFile', path: '../x' },
      { type: 'openFile', path: 'a/../../x' },
      { type: 'openFile', path: 'C:\\x' },
      { type: 'openFile', path: '' },
      { type: 'openFile', path: ['web.yaml'] },
      { type: 'openLab' },
      { type: 'openLab', id: 'first-pod' },
      { type: 'openLab', id: 'a/b/c' },
      { type: 'openLab', id: '../b' },
      { type: 'openLab', id: ['a/b'] },
      { type: 'runCommand', command: 'rm -rf /' },
      { type: 'runCommand', command: 'kubectlx' },
      { type: 'runCommand', command: 'kubectl get pods\nrm -rf /' },
      { type: 'runCommand', command: 'kubectl get pods\u2028rm' },
      { type: 'runCommand', command: `kubectl ${'x'.repeat(3000)}` },
      { type: 'setSpeed' },
      { type: 'setSpeed', speed: 0 },
      { type: 'setSpeed', speed: 601 },
      { type: 'setSpeed', speed: Number.NaN },
      { type: 'setSpeed', speed: '1' },
      { type: 'runTime' },
      { type: 'runTime', goal: 'for ever' },
      Object.create({ type: 'check' }),
    ]) {
      assert.equal(isLabPageRequest(message), false, JSON.stringify(message));
    }
  });

  const step = { id: 'a', title: 'A', markdown: '', choices: [], hints: [] };
  const lab = { title: 'Lab', objectives: [], files: [], steps: [], step };

  it('to the page are taken when it understands them', () => {
    for (const message of [
      { type: 'lab', lab },
      { type: 'lab', lab: { ...lab, step: { ...step, result: { findings: [] }, observe: [], explain: [] } } },
      { type: 'problem', text: '' },
      { type: 'busy', busy: true },
      { type: 'clock' },
      { type: 'figure', id: 'a/explain/0', figure: { type: 'none', text: '' } },
    ]) {
      assert.equal(isLabPageMessage(message), true, JSON.stringify(message));
    }
  });

  it('to the page are left when an older version remembered another shape', () => {
    for (const other of [
      undefined,
      null,
      {},
      { ...lab, title: undefined },
      { ...lab, step: null },
      { ...lab, steps: undefined },
      { ...lab, objectives: 'learn' },
      { ...lab, step: { ...step, hints: 'none' } },
      { ...lab, step: { ...step, markdown: undefined } },
      // Until the lab format of today it was a text.
      { ...lab, step: { ...step, explain: 'So.' } },
      { ...lab, step: { ...step, observe: 'See.' } },
      { ...lab, step: { ...step, result: { passed: true } } },
    ]) {
      assert.equal(isLabPageMessage({ type: 'lab', lab: other }), false, JSON.stringify(other));
    }
    for (const message of [
      undefined,
      'lab',
      { type: 'other' },
      { type: 'problem' },
      { type: 'figure', id: 'a', figure: null },
      { type: 'figure', figure: { type: 'none' } },
    ]) {
      assert.equal(isLabPageMessage(message), false, JSON.stringify(message));
    }
  });
});
