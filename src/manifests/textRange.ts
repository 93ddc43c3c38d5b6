/** A part of a text: offsets in UTF-16 units, `end` not included. Lines and columns exist only in the editor. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The range in a text that holds this text from `offset` on. */
export function shifted(range: TextRange, offset: number): TextRange {
  return { start: range.start + offset, end: range.end + offset };
}

/** True inside and at both ends, as a cursor touches a word. */
export function touches(range: TextRange, offset: number): boolean {
  return offset >= range.start && offset <= range.end;
}
