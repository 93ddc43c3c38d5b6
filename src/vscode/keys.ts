/** What a person asked the line editor to do. */
export type KeyAction =
  | 'left'
  | 'right'
  | 'wordLeft'
  | 'wordRight'
  | 'home'
  | 'end'
  | 'up'
  | 'down'
  | 'backspace'
  | 'delete'
  | 'deleteWordLeft'
  | 'deleteWordRight'
  | 'deleteToStart'
  | 'deleteToEnd'
  | 'clearScreen'
  | 'cancel'
  | 'endOfInput'
  | 'enter'
  | 'ignore';

/** One key press, or a run of plain text, and how many UTF-16 units of the input it took. */
export type Key =
  | { readonly action: KeyAction; readonly length: number }
  | { readonly text: string; readonly length: number };

const sequences: Readonly<Record<string, KeyAction>> = {
  '\x1b[D': 'left',
  '\x1bOD': 'left',
  '\x1b[C': 'right',
  '\x1bOC': 'right',
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
  '\x1b[H': 'home',
  '\x1bOH': 'home',
  '\x1b[1~': 'home',
  '\x1b[F': 'end',
  '\x1bOF': 'end',
  '\x1b[4~': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;5D': 'wordLeft',
  '\x1b[1;3D': 'wordLeft',
  '\x1bb': 'wordLeft',
  '\x1b[1;5C': 'wordRight',
  '\x1b[1;3C': 'wordRight',
  '\x1bf': 'wordRight',
  '\x1b\x7f': 'deleteWordLeft',
  '\x1bd': 'deleteWordRight',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'cancel',
  '\x04': 'endOfInput',
  '\x05': 'end',
  '\x06': 'right',
  '\x08': 'backspace',
  '\x0b': 'deleteToEnd',
  '\x0c': 'clearScreen',
  '\x0e': 'down',
  '\x10': 'up',
  '\x15': 'deleteToStart',
  '\x17': 'deleteWordLeft',
  '\x7f': 'backspace',
};

const escapeSequence = /^\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[A-Za-z]|[\x20-\x7f])?/;
const plainText = /^[^\x00-\x1f\x7f\x80-\x9f]+/;

/** Reads the first key of what a terminal sent. The input must not be empty. */
export function readKey(input: string): Key {
  const lineEnd = /^(?:\r\n|\r|\n)/.exec(input)?.[0];
  if (lineEnd) return { action: 'enter', length: lineEnd.length };
  const text = plainText.exec(input)?.[0];
  if (text) return { text, length: text.length };
  const sequence = escapeSequence.exec(input)?.[0] ?? input.charAt(0);
  return { action: sequences[sequence] ?? 'ignore', length: sequence.length };
}
