import assert from 'node:assert/strict';
import { isDiagramMessage, isDiagramRequest } from '../../src/webview/messages.ts';

describe('messages of the diagram', () => {
  it('from the page are taken when it may send them', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'copy' },
      { type: 'look', at: 'manifest' },
      { type: 'reveal', part: 'pod' },
      { type: 'reveal', part: 'moreFirst' },
      { type: 'reveal', part: 'app12.mount24' },
      { type: 'reveal', part: 'service1.selector' },
      { type: 'reveal', part: 'moreServices' },
      { type: 'reveal', part: 'endpoint40' },
      { type: 'explain' },
      { type: 'explain', timeMs: 1_795_363_200_000 },
    ]) {
      assert.equal(isDiagramRequest(message), true, JSON.stringify(message));
    }
  });

  it('from the page are refused when they are anything else', () => {
    for (const message of [
      undefined,
      'copy',
      { type: 'delete' },
      { type: 'look' },
      { type: 'look', at: 'both' },
      { type: 'reveal' },
      { type: 'reveal', part: 7 },
      { type: 'reveal', part: '' },
      { type: 'reveal', part: '__proto__' },
      { type: 'reveal', part: '../../etc/passwd' },
      { type: 'reveal', part: 'app1.mount1.path' },
      { type: 'reveal', part: 'x'.repeat(3000) },
      { type: 'explain', timeMs: 'newest' },
      Object.create({ type: 'copy' }),
    ]) {
      assert.equal(isDiagramRequest(message), false, JSON.stringify(message));
    }
  });

  it('to the page have the shape that it reads, or are left: an older version may have remembered them', () => {
    const show = { type: 'show', title: 'Pod web', mermaid: 'flowchart TB', outline: [], target: 'cluster' };
    assert.equal(isDiagramMessage(show), true);
    assert.equal(isDiagramMessage({ type: 'empty', text: '' }), true);
    const chart = {
      type: 'chart',
      title: 'HPA web',
      chart: { panels: [] },
      table: { columns: [], rows: [] },
      calculation: { title: '', outline: [] },
    };
    assert.equal(isDiagramMessage(chart), true);
    for (const other of [
      undefined,
      { ...show, target: undefined },
      { ...show, outline: 'x' },
      { ...show, mermaid: 7 },
      { type: 'empty' },
      { ...chart, chart: undefined },
      { ...chart, table: { columns: [] } },
      { ...chart, calculation: 'why 3?' },
    ]) {
      assert.equal(isDiagramMessage(other), false, JSON.stringify(other));
    }
  });
});
