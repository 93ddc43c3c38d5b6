import assert from 'node:assert/strict';
import { fieldOf, isInside, isShortLine } from '../../src/webview/messages.ts';

describe('what is asked of a message before it is believed', () => {
  it('a field is one of its own', () => {
    assert.equal(fieldOf({ a: 1 }, 'a'), 1);
    for (const value of [undefined, null, 'text', 7, Object.create({ a: 1 }), []]) {
      assert.equal(fieldOf(value, 'a'), undefined);
      assert.equal(fieldOf(value, 'constructor'), undefined);
      assert.equal(fieldOf(value, '__proto__'), undefined);
    }
  });

  it('a line is a text without a break, neither empty nor long', () => {
    for (const line of ['a', 'kubectl get pods', '\u202eabc', 'x'.repeat(2000)]) assert.equal(isShortLine(line), true);
    for (const other of ['', 'a\nb', 'a\r', '\u0000', 'a\u2028b', '\u007f', 'x'.repeat(2001), 7, null, ['a']]) {
      assert.equal(isShortLine(other), false, JSON.stringify(other));
    }
  });

  it('a path stays in its folder, on every system', () => {
    for (const path of ['web.yaml', 'solutions/web.yaml', '.hidden', 'a..b/c'])
      assert.equal(isInside(path), true, path);
    for (const path of [
      '/etc/passwd',
      '..',
      '../x',
      'a/../../x',
      'C:\\x',
      'C:x',
      '\\\\host',
      'a\\..\\b',
      'a//b',
      '',
      'a/',
    ]) {
      assert.equal(isInside(path), false, path);
    }
  });
});
