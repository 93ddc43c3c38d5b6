/** Where the line of an offset begins; a byte order mark belongs to no line. */
export function startOfLine(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff && offset > 0 ? 1 : start;
}

/** Where the line of an offset ends, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the next line begins; the end of the text after the last. */
export function startOfNextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Letters before an offset in its line. */
export function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}

/** True where only blanks stand before an offset in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(startOfLine(text, offset), offset));
}

/** Lines at a column; empty ones stay empty. */
export function indented(lines: readonly string[], columns: number): string[] {
  const blanks = ' '.repeat(columns);
  return lines.map((line) => (line === '' ? '' : blanks + line));
}

/** The same lines as if they began at the column 0, those in front of it moved there. */
export function outdented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => {
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    return line.slice(Math.min(blanks, columns));
  });
}
