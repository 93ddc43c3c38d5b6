import type { Random } from '../../src/simulation/random.ts';

/** Pieces of text that readers of YAML, schemas and people's eyes trip over. */
const odd: readonly string[] = [
  ...[
    '"',
    "'",
    '`',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    ': ',
    '- ',
    '-',
    '? ',
    '#',
    ' #',
    '|',
    '>',
    '|-\n',
    '&a ',
    '*a',
    '<<: *a',
    '!!str ',
  ],
  ...[
    '\t',
    '\r',
    '\r\n',
    '\n',
    '\n\n',
    '  ',
    '\u00a0',
    '\u2028',
    '\uFEFF',
    '\0',
    '\x18',
    '\x1f',
    '\ud83d',
    '😀',
    '%',
    '@',
    '!',
    '~',
  ],
  ...[
    '---\n',
    '\n---\n',
    '...\n',
    '{{ .Values.x }}',
    '{{',
    '}}',
    '{% if %}',
    '<b>',
    '](command:x)',
    '__proto__: 1\n',
    '$(X)',
  ],
  ...[
    'null',
    'true',
    'yes',
    '0',
    '-1',
    '0x1F',
    '1e309',
    '.inf',
    '2147483648',
    '99999999999999999999Gi',
    '25%',
    '-25%',
    '101%',
    '\\',
  ],
  ...[
    '* * * * *',
    '0 0 31 2 *',
    '*/0 * * * *',
    '500m',
    '0.5',
    '1Ei',
    'a'.repeat(300),
    '[[[[[[[[',
    'status: {}',
    'kind: Pod\n',
    'x-y: &a [*a]',
  ],
];

type Change = (text: string, others: readonly string[], random: Random) => string;

function replaced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function onLines(change: (lines: string[], at: number, random: Random, others: readonly string[]) => void): Change {
  return (text, others, random) => {
    const lines = text.split('\n');
    change(lines, random.integer(0, lines.length), random, others);
    return lines.join('\n');
  };
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

/** How many lines from `at` on belong to the block that begins there: those that are indented deeper. */
function blockLength(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end]) > indentOf(lines[at]))) end += 1;
  return end - at;
}

const characters: Change = (text, _others, random) => {
  const at = random.integer(0, text.length + 1);
  return replaced(text, at, at + random.pick([0, 0, 1, 1, 3, 40]), random.pick([...odd, '', '']));
};

/** A word becomes another: an odd one, or one of another manifest. */
const tokens: Change = (text, others, random) => {
  const words = [...text.matchAll(/[\w./%-]+/g)];
  const word = words.length > 0 ? random.pick(words) : undefined;
  if (!word) return text;
  const theirs = random.pick(others).match(/[\w./%-]+/g) ?? ['x'];
  return replaced(
    text,
    word.index,
    word.index + word[0].length,
    random.pick([random.pick(theirs), random.pick(odd), '']),
  );
};

/** A quote, colon, comma or bracket is gone. */
const marks: Change = (text, _others, random) => {
  const found = [...text.matchAll(/["':,[\]{}-]/g)];
  const mark = found.length > 0 ? random.pick(found) : undefined;
  return mark ? replaced(text, mark.index, mark.index + 1, '') : text;
};

const changes: readonly Change[] = [
  characters,
  tokens,
  tokens,
  marks,
  onLines((lines, at) => lines.splice(at, 1)),
  onLines((lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  onLines((lines, at, random) => lines.splice(random.integer(0, lines.length), 0, ...lines.splice(at, 1))),
  onLines((lines, at) => lines.splice(at, 2, `${lines[at] ?? ''}${lines[at + 1] ?? ''}`)),
  onLines((lines, at, random) => {
    const by = random.pick([' ', '  ', '\t', '    ']);
    for (let i = at; i < at + blockLength(lines, at); i += 1) lines[i] = `${by}${lines[i]}`;
  }),
  onLines((lines, at, random) => {
    const by = random.integer(1, 5);
    for (let i = at; i < at + blockLength(lines, at); i += 1)
      lines[i] = lines[i]?.slice(Math.min(by, indentOf(lines[i]))) ?? '';
  }),
  onLines((lines, at) => lines.splice(at, blockLength(lines, at))),
  onLines((lines, at) => lines.splice(at, 0, ...lines.slice(at, at + blockLength(lines, at)))),
  onLines((lines, at, random) =>
    lines.splice(random.integer(0, lines.length), 0, ...lines.splice(at, blockLength(lines, at))),
  ),
  onLines((lines, at, random, others) => {
    const theirs = random.pick(others).split('\n');
    const from = random.integer(0, theirs.length);
    lines.splice(at, 0, ...theirs.slice(from, from + blockLength(theirs, from)));
  }),
  (text, others, random) => `${text}\n---\n${random.pick(others)}`,
];

/** Changes of a whole file that seldom come with another. */
const wholeChanges: readonly Change[] = [
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text) => `\uFEFF${text}`,
  (text) => text.replaceAll('  ', '\t'),
  (text) => `${text}\n${text}`,
  (text) => text.replaceAll(/["']/g, ''),
  (text, _others, random) => text.slice(0, random.integer(0, text.length + 1)),
  (text, _others, random) => text.slice(random.integer(0, text.length + 1)),
  (text) => `apiVersion: v1\nkind: List\nitems:\n- ${text.replaceAll('\n', '\n  ')}`,
];

/** The text with a few changes of characters, words, lines, indentation or blocks; some of them come from other texts. */
export function mutatedText(text: string, others: readonly string[], random: Random): string {
  let changed = text;
  for (let count = random.integer(1, 5); count > 0; count -= 1) changed = random.pick(changes)(changed, others, random);
  return random.integer(0, 6) === 0 ? random.pick(wholeChanges)(changed, others, random) : changed;
}
