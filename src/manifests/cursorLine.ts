/** The word at a cursor and what stands around it on its line. Offsets from the start of the text. */
export interface WordAtCursor {
  readonly start: number;
  readonly end: number;
  /** The line before the word. */
  readonly line: string;
  readonly restOfLine: string;
  /** The quotes that the word stands in, where it is the first of them. */
  readonly quote: '"' | "'" | undefined;
  /** A key is written here, not a value. */
  readonly isKey: boolean;
}

/** Letters of a word that are looked at. */
const maxWord = 300;

/** The word at an offset: a key, or all of a value without blanks, such as `nginx:1.29`. */
export function wordAt(text: string, at: number): WordAtCursor {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(Math.max(lineStart, at - maxWord), at);
  const after = text.slice(at, at + maxWord);
  const name = /[\w./-]*$/.exec(before)?.[0] ?? '';
  const isName = wantsKey(
    text.slice(Math.max(0, at - 2000), at - name.length),
    text.slice(lineStart, at - name.length),
  );
  // The dash of a list item is no part of its word.
  const word = isName ? name : (/[^\s"'{}[\],]*$/.exec(before)?.[0] ?? '');
  const rest = (isName ? /^[\w./-]*/ : /^[^\s"'{}[\],]*/).exec(after)?.[0] ?? '';
  const start = at - (/^-+$/.test(word) ? 0 : word.length);
  const end = at + rest.length;
  const last = text[start - 1];
  return {
    start,
    end,
    line: text.slice(lineStart, start),
    restOfLine: /^[^\r\n]*/.exec(text.slice(end, end + 1000))?.[0] ?? '',
    quote: last === '"' || last === "'" ? last : undefined,
    isKey: isName,
  };
}

/**
 * True where plain words stand before the cursor's word in the same scalar, as in a command or a script: told by the line
 * alone, since reading a large document at each space would be slow.
 */
export function isInsideWords(line: string): boolean {
  const words = line.replace(/^\s*(?:- +)*(?:["']?[\w./-]+["']?:\s+)?/, '');
  return /^[\w"'./$%@=+~(\\][^,:{}[\]]*\s/.test(words) && !/[,:{}[\]]/.test(words);
}

/** True where a key is written next, told by what stands before the word. */
function wantsKey(before: string, line: string): boolean {
  if (/^\s*(- +)*["']?$/.test(line)) return true;
  const last = before.replace(/["']$/, '').trimEnd().at(-1);
  if (last === '{') return true;
  if (last !== ',') return false;
  let depth = 0;
  for (const char of Array.from(before).reverse()) {
    if (char === '}' || char === ']') depth++;
    else if (char === '{' || char === '[') {
      if (depth === 0) return char === '{';
      depth--;
    }
  }
  return false;
}

/** Lines above the cursor that are looked at. */
const maxLines = 3000;

/**
 * True where the word stands alone on its line, in the column of a list's dashes: another item is written there. Where the dashes
 * stand in the column of the list's own key, a further key is as likely, unless an item follows.
 */
export function isBetweenItems(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return false;
  const column = start - lineStart;
  const following = /[^\r\n]*\r?\n(?:[ \t]*\r?\n)*( *)(-(?=[ \r\n]))?/y;
  following.lastIndex = end;
  const next = following.exec(text);
  if (next?.[2] !== undefined && next[1]?.length === column) return true;
  let lineEnd = lineStart - 1;
  let isInList = false;
  for (let count = 0; count < maxLines && lineEnd > 0; count++) {
    const from = text.lastIndexOf('\n', lineEnd - 1) + 1;
    const [, spaces = '', dash, more] = /^( *)(-(?=[ \r]|$))?(.*)$/.exec(text.slice(from, lineEnd)) ?? [];
    lineEnd = from - 1;
    if (dash === undefined && /^\s*(#|\r?$)/.test(more ?? '')) continue;
    if (spaces.length > column) continue;
    if (spaces.length === column && dash !== undefined) isInList = true;
    else return isInList && spaces.length < column;
  }
  return false;
}
