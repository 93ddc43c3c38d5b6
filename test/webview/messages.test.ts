import assert from 'node:assert/strict';
import { isDiagramRequest, isLabPageRequest } from '../../src/webview/messages.ts';

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
});
