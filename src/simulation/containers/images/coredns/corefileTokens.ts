/** A word of a Corefile. */
export interface CorefileToken {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
  /** The file that it was imported from. */
  readonly file?: string;
}

const pieces = /#[^\n]*|\s+|"((?:\\[\s\S]|[^"\\])*)(?:"|$)|[^\s#]+/g;

/** The words of a Corefile: parted by blanks, which `"quoted"` ones may hold; `#` begins a comment. `file` is one that is imported. */
export function corefileTokens(text: string, file?: string): CorefileToken[] {
  const tokens: CorefileToken[] = [];
  let line = 1;
  for (const [piece, quoted] of text.matchAll(pieces)) {
    // Of what is escaped only quotation marks lose their backslash.
    const word = quoted?.replaceAll('\\"', '"') ?? piece;
    if (!/^[#\s]/.test(piece)) tokens.push({ text: word, line, ...(file !== undefined && { file }) });
    line += piece.split('\n').length - 1;
  }
  return tokens;
}
