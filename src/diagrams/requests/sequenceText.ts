import { clip, label, oneLine } from '../mermaid.ts';
import type { Actor } from './requestActors.ts';
import type { Beat } from './requestBeats.ts';

/** Messages wider than this would pull those who take part far apart. */
const lineCharacters = 28;
const messageLines = 4;
/** A box is as wide as its name, and has room for three lines. */
const actorCharacters = 26;
const actorLines = 3;

const arrows: Readonly<Record<'ask' | 'answer' | 'lost' | 'broken', string>> = {
  ask: '->>',
  answer: '-->>',
  lost: '-x',
  broken: '--x',
};

/** The mermaid text of a sequence diagram. */
export function sequenceText(actors: readonly Actor[], beats: readonly Beat[]): string {
  const lines = [
    'sequenceDiagram',
    ...actors.map(({ id, lines: own }) => `  participant ${id} as ${textIn(own, actorCharacters, actorLines)}`),
    ...beats.map((beat) =>
      'over' in beat
        ? `  Note over ${beat.over}: ${textIn(beat.lines, lineCharacters, messageLines)}`
        : `  ${beat.from}${arrows[beat.way]}${beat.to}: ${textIn(beat.lines, lineCharacters, messageLines)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Lines of a text that has no quotes around it. */
function textIn(lines: readonly string[], characters: number, lineLimit: number): string {
  const all = lines.flatMap((line) => wrapped(oneLine(line), characters));
  const shown = all.length > lineLimit ? [...all.slice(0, lineLimit - 1), `${all[lineLimit - 1]}…`] : all;
  return label(...shown).slice(1, -1);
}

/** A line in pieces: broken after a blank, a dot, a dash or a slash, and otherwise anywhere. */
function wrapped(line: string, characters: number): string[] {
  const pieces: string[] = [];
  let rest = [...clip(line, 200)];
  while (rest.length > characters) {
    const head = rest.slice(0, characters);
    const place = head.findLastIndex((character) => ' .-/:'.includes(character));
    const end = place >= characters / 3 ? place + 1 : characters;
    pieces.push(rest.slice(0, end).join('').trim());
    rest = rest.slice(end);
  }
  return [...pieces, rest.join('').trim()].filter(Boolean);
}
