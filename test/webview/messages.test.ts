import assert from 'node:assert/strict';
import { isDiagramRequest, isLabPageMessage, isLabPageRequest } from '../../src/webview/messages.ts';

describe('messages from pages', () => {
  it('are taken when a page may send them', () => {
    for (const message of [
      { type: 'check' },
      { type: 'goTo', step: 'add-the-sidecar' },
      { type: 'answer', choice: 0 },
      { type: 'openFile', path: 'solutions/web.yaml' },
      { type: 'runCommand', command: 'kubectl get pods' },
    ]) {
      assert.equal(isLabPageRequest(message), true, JSON.stringify(message));
    }
    assert.equal(isDiagramRequest({ type: 'copy' }), true);
  });

  it('are refused when they are anything else', () => {
    for (const message of [
      undefined,
      null,
      'check',
      { type: 'delete' },
      { type: 'goTo' },
      { type: 'answer', choice: -1 },
      { type: 'answer', choice: '0' },
      { type: 'openFile', path: '/etc/passwd' },
      { type: 'openFile', path: '../x' },
      { type: 'openFile', path: 'a/../../x' },
      { type: 'openFile', path: 'C:\\x' },
      { type: 'openFile', path: '' },
      { type: 'runCommand', command: 'rm -rf /' },
      { type: 'runCommand', command: 'kubectl get pods\nrm -rf /' },
      { type: 'runCommand', command: `kubectl ${'x'.repeat(3000)}` },
      Object.create({ type: 'check' }),
    ]) {
      assert.equal(isLabPageRequest(message), false, JSON.stringify(message));
      assert.equal(isDiagramRequest(message), false);
    }
  });

  it('to the lab page have the shape that the page reads, or are left: an older version may have remembered them', () => {
    const step = { id: 'a', title: 'A', markdown: '', choices: [], hints: [] };
    const lab = { title: 'Lab', objectives: [], files: [], steps: [], step };
    assert.equal(isLabPageMessage({ type: 'lab', lab }), true);
    for (const other of [
      undefined,
      null,
      {},
      { ...lab, step: null },
      { ...lab, steps: undefined },
      { ...lab, step: { ...step, hints: 'none' } },
      { ...lab, step: { ...step, markdown: undefined } },
    ]) {
      assert.equal(isLabPageMessage({ type: 'lab', lab: other }), false, JSON.stringify(other));
    }
  });
});
