import assert from 'node:assert/strict';
import { LineEditor } from '../../src/vscode/lineEditor.ts';
import { Screen } from './screen.ts';

function start(columns = 40, history: string[] = []) {
  const editor = new LineEditor({ prompt: '$ ', columns, history });
  const screen = new Screen(columns);
  screen.write(editor.begin());
  const type = (input: string) => {
    const result = editor.feed(input);
    screen.write(result.output);
    return result;
  };
  return { editor, screen, type };
}

describe('line editor', () => {
  it('gives the entered line and begins anew', () => {
    const { type, screen } = start();
    assert.deepEqual(type('kubectl get pods\r').event, { kind: 'line', text: 'kubectl get pods' });
    assert.deepEqual(screen.rows(), ['$ kubectl get pods', '']);
  });

  it('inserts and deletes at the cursor', () => {
    const { editor, type, screen } = start();
    type('kubctl');
    type('\x1b[D\x1b[D\x1b[De');
    assert.equal(editor.text, 'kubectl');
    assert.deepEqual(screen.cursor(), { row: 0, column: 6 });
    type('\x1b[H\x1b[3~K\x1b[F!\x7f');
    assert.equal(editor.text, 'Kubectl');
    assert.deepEqual(screen.rows(), ['$ Kubectl']);
  });

  it('moves and deletes by words', () => {
    const { editor, type } = start(80);
    type('kubectl logs web');
    type('\x1b[1;5D\x1b[1;5Dx');
    assert.equal(editor.text, 'kubectl xlogs web');
    type('\x17');
    assert.equal(editor.text, 'kubectl logs web');
    type('\x1b[1;5C\x0b');
    assert.equal(editor.text, 'kubectl logs');
    type('\x15');
    assert.equal(editor.text, '');
  });

  it('walks the history and keeps what was half typed', () => {
    const { editor, type } = start(40, ['one', 'two']);
    type('th');
    type('\x1b[A');
    assert.equal(editor.text, 'two');
    type('\x1b[A\x1b[A');
    assert.equal(editor.text, 'one');
    type('\x1b[B\x1b[B');
    assert.equal(editor.text, 'th');
  });

  it('remembers a repeated line once and no empty one', () => {
    const { editor, type } = start();
    for (let i = 0; i < 3; i++) type('same\r');
    type('\r');
    assert.deepEqual(editor.history.lines, ['same']);
  });

  it('stops behind each line of a paste', () => {
    const { type } = start();
    const first = type('one\r\ntwo\nthree');
    assert.deepEqual([first.event, first.rest], [{ kind: 'line', text: 'one' }, 'two\nthree']);
    assert.deepEqual(type(first.rest).event, { kind: 'line', text: 'two' });
  });

  it('drops the line at Ctrl-C and ends at Ctrl-D on an empty line only', () => {
    const { editor, type, screen } = start();
    type('half');
    assert.equal(type('\x04').event, undefined);
    assert.deepEqual(type('\x03').event, { kind: 'cancel' });
    assert.equal(editor.text, '');
    assert.deepEqual(screen.rows(), ['$ half^C', '']);
    assert.deepEqual(type('\x04').event, { kind: 'end' });
  });

  it('clears the screen and keeps the line', () => {
    const { type, screen } = start();
    type('abc\x0c');
    assert.deepEqual(screen.rows(), ['$ abc']);
    assert.deepEqual(screen.cursor(), { row: 0, column: 5 });
  });

  it('wraps at the edge', () => {
    const { type, screen } = start(10);
    type('12345678');
    assert.deepEqual(screen.cursor(), { row: 1, column: 0 });
    type('9abcdefghij');
    assert.deepEqual(screen.rows(), ['$ 12345678', '9abcdefghi', 'j']);
    type('\x01');
    assert.deepEqual(screen.cursor(), { row: 0, column: 2 });
    type('\x0b');
    assert.deepEqual(screen.rows(), ['$ ']);
  });

  it('treats an emoji and a wide letter as one character of two columns', () => {
    const { editor, type, screen } = start(10);
    type('a🦭漢b');
    assert.deepEqual(screen.cursor(), { row: 0, column: 8 });
    type('\x1b[D\x7f');
    assert.equal(editor.text, 'a🦭b');
    assert.deepEqual(screen.cursor(), { row: 0, column: 5 });
    type('\x1b[D\x1b[3~');
    assert.equal(editor.text, 'ab');
  });

  it('moves a wide character that does not fit to the next row', () => {
    const { type, screen } = start(10);
    type('1234567漢');
    assert.deepEqual(screen.rows(), ['$ 1234567', '漢']);
    assert.deepEqual(screen.cursor(), { row: 1, column: 2 });
  });

  it('joins a combining mark to the letter before', () => {
    const { editor, type } = start();
    type('e');
    type('\u0301');
    type('\x7f');
    assert.equal(editor.text, '');
  });

  it('ignores keys it does not know', () => {
    const { editor, type } = start();
    type('a\x1b[24~\x1b[200~b\x1b[201~\x00\x1b');
    assert.equal(editor.text, 'ab');
  });

  it('takes no line without end', () => {
    const { editor, type } = start();
    type('x'.repeat(20_000));
    assert.equal(editor.text, '');
  });
});
