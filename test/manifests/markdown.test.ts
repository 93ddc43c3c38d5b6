import assert from 'node:assert/strict';
import { code, documentation, escaped } from '../../src/manifests/markdown.ts';

describe('markdown of user text', () => {
  it('escapes markup, HTML and links', () =>
    assert.equal(escaped('*a* <b> [x](y) `c` & d_e'), '\\*a\\* &lt;b\\> \\[x\\]\\(y\\) \\`c\\` &amp; d\\_e'));

  it('is one piece of code whatever it holds', () => {
    assert.equal(code('busybox:1.36'), '`busybox:1.36`');
    assert.equal(code('a`b``c'), '``` a`b``c ```');
    assert.equal(code('a\n\n# b'), '`a # b`');
    assert.equal(code('x'.repeat(500)).length, 123);
  });

  it('links only the addresses of the documentation', () =>
    assert.equal(
      documentation('See https://kubernetes.io/docs/a_b#c. *x*'),
      'See <https://kubernetes.io/docs/a_b#c>. \\*x\\*',
    ));
});
