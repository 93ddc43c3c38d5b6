import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OutputFilter } from '../../src/vscode/outputFilter.ts';

const filtered = (...texts: string[]) => {
  const filter = new OutputFilter();
  return texts.map((text) => filter.write(text)).join('');
};

describe('output filter', () => {
  it('ends lines for a terminal', () => assert.equal(filtered('a\nb\n'), 'a\r\nb\r\n'));
  it('keeps colours', () => assert.equal(filtered('\x1b[1;31mred\x1b[0m'), '\x1b[1;31mred\x1b[0m'));
  it('drops titles, clipboard writes and links', () => {
    assert.equal(filtered('a\x1b]0;title\x07b\x1b]52;c;aGk=\x1b\\c\x1b]8;;http://x\x1b\\d'), 'abcd');
  });
  it('drops cursor moves, screen switches and answers', () => {
    assert.equal(filtered('a\x1b[2Jb\x1b[?1049hc\x1b[6nd\x1bcf'), 'abcdf');
  });
  it('drops other control characters', () => assert.equal(filtered('a\x07\x08\x9bb\tc'), 'a\bb\tc'));
  it('knows a sequence that is broken in two', () => {
    assert.equal(filtered('a\x1b', '[31', 'mb\x1b]0;ti', 'tle\x07c'), 'a\x1b[31mbc');
  });
  it('lets a line end close an open string', () => assert.equal(filtered('\x1b]0;never\nnext'), '\r\nnext'));
  it('lets nothing through but text and colours, however it is cut', () => {
    const piece = fc.constantFrom('\x1b', '[', ']', '0;', 'm', 'J', '\x07', '\\', 'P', '\n', 'a', '\x9d', '^', '?');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const output = filtered(...pieces).replace(/\x1b\[[0-9;:]*m/g, '');
        assert.doesNotMatch(output, /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
      }),
    );
  });
});
