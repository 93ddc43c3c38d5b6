/** A part of a file between `---` lines; `start` is its offset in the file. */
export interface DocumentText {
  readonly start: number;
  readonly text: string;
}

/**
 * Splits a file where kubectl does: at lines that begin with `---` and a space or the line's end. A part begins with its
 * own separator line, so that it reads as YAML by itself.
 */
export function splitDocuments(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let start = 0;
  for (const match of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    if (match.index === start) continue;
    documents.push({ start, text: text.slice(start, match.index) });
    start = match.index;
  }
  documents.push({ start, text: text.slice(start) });
  return documents;
}
