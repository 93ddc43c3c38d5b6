/** A command line longer than this is refused; a person does not type one. */
const maxLength = 100_000;

/** The words of a line, and what is wrong with it where it cannot be split. */
export interface SplitLine {
  readonly words: string[];
  readonly problem?: string;
}

/**
 * Splits a line into words as a POSIX shell does: blanks separate, single and double quotes and backslashes keep
 * together, an unquoted `#` at the start of a word begins a comment. Nothing is expanded.
 */
export function splitCommandLine(line: string): SplitLine {
  const words: string[] = [];
  if (line.length > maxLength) return { words, problem: 'The line is too long.' };
  let word: string | undefined;
  let position = 0;
  while (position < line.length) {
    const character = line.charAt(position);
    position += 1;
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '#' && word === undefined) {
      const end = line.indexOf('\n', position);
      position = end < 0 ? line.length : end;
    } else if (character === '\\') {
      if (position >= line.length) return { words, problem: 'The line ends with a backslash.' };
      const next = line.charAt(position);
      position += 1;
      if (next !== '\n') word = (word ?? '') + next;
    } else if (character === "'") {
      const end = line.indexOf("'", position);
      if (end < 0) return { words, problem: "A ' quote is not closed." };
      word = (word ?? '') + line.slice(position, end);
      position = end + 1;
    } else if (character === '"') {
      const quoted = readDoubleQuoted(line, position);
      if (!quoted) return { words, problem: 'A " quote is not closed.' };
      word = (word ?? '') + quoted.text;
      position = quoted.end;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return { words };
}

/** Reads up to the closing quote; inside, a backslash keeps its meaning only before `"`, `\`, `$`, a backtick, a line end. */
function readDoubleQuoted(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  for (let position = start; position < line.length; position += 1) {
    const character = line.charAt(position);
    if (character === '"') return { text, end: position + 1 };
    const next = line.charAt(position + 1);
    if (character === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
      if (next !== '\n') text += next;
      position += 1;
    } else text += character;
  }
  return undefined;
}
