import assert from 'node:assert/strict';
import { playingMinutes } from '../../src/labs/playingTime.ts';
import { aids, block, head, labOf } from './labText.ts';

const check = block('check', '- { file: a, exists: true }');
const choices = (words: string): string =>
  block(
    'step',
    `kind: predict\nchoices:\n  - { text: one, right: true, reply: ${words} }\n  - { text: two, reply: ${words} }`,
  );
const words = (count: number): string => Array(count).fill('word').join(' ');
const minutesOf = (text: string, lines = 0): number => playingMinutes(labOf(head + text), () => lines);

describe('how long a lab takes', () => {
  it('counts the words that everybody reads', () => {
    assert.equal(
      minutesOf(`${words(90)}\n\n## a\n${words(90)} – …\n${check}${aids}${block('explain', words(180))}`),
      2,
    );
    assert.equal(minutesOf(`## a\n${check}${block('hint', words(900))}${block('solution', 'commands: []')}`), 0);
  });

  it('counts the choices, and one reply', () => {
    const [short, long] = [minutesOf(`## a\n${choices('x')}`), minutesOf(`## a\n${choices(words(181))}`)];
    assert.equal(Math.round((long - short) * 180), 180);
  });

  it('counts commands, lines, figures, questions and riddles', () => {
    const base = minutesOf(`## a\n${check}${aids}`);
    const more = (text: string, lines = 0): number => Number((minutesOf(text, lines) - base).toFixed(3));
    const twoCommands = '~~~sh\nkubectl get pods\nkubectl get pods\n~~~\n';
    // They are read, too, with the word of the fence.
    assert.equal(more(`## a\n${twoCommands}${check}${aids}`), Number((0.5 + 7 / 180).toFixed(3)));
    assert.equal(more(`## a\n${check}${aids}`, 5), 1);
    assert.equal(more(`## a\n${check}${aids}${block('explain', '~~~trace\npod: a\n~~~')}`), 0.4);
    assert.equal(more(`## a\n${block('step', 'kind: fix')}${check}${aids}`), 1.5);
    const asked = block('step', 'kind: explore\nquestion: Q?') + block('check', '- { file: a, answered: true }');
    assert.equal(more(`## a\n${asked}${aids}`), 0.4);
  });
});
