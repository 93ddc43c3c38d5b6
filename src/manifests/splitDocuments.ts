/** A part of a file between `---` lines; `start` is its offset in the file. */
export interface DocumentText {
  readonly start: number;
  readonly text: string;
}

const separator = '\n---';

/**
 * Splits a file where kubectl does: at lines that begin with `---` and a space or the line's end, and between JSON objects that
 * follow one another. A part begins with its own separator line, so that it reads as YAML by itself.
 */
export function splitDocuments(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let start = 0;
  for (let end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, end + 1)) {
    if (!/^(?:[ \t\r\n]|$)/.test(text.charAt(end + separator.length))) continue;
    addPart(documents, start, text.slice(start, end + 1));
    start = end + 1;
  }
  addPart(documents, start, text.slice(start));
  return documents;
}

function addPart(documents: DocumentText[], start: number, text: string): void {
  let from = 0;
  for (const end of isJson(text) ? objectEnds(text) : []) {
    documents.push({ start: start + from, text: text.slice(from, end) });
    from = end;
  }
  documents.push({ start: start + from, text: text.slice(from) });
}

/** True where the first thing is a brace, and not those of a template. */
function isJson(text: string): boolean {
  return /^(?:\uFEFF|---)?\s*\{(?!\{)/.test(text);
}

/** Ends of the objects that another one follows. */
function objectEnds(text: string): number[] {
  const ends: number[] = [];
  let depth = 0;
  for (const { 0: piece, index } of text.matchAll(/"[^"\\\n]*(?:\\.[^"\\\n]*)*"|[{}]/g)) {
    if (piece === '{') depth++;
    if (piece === '}') depth--;
    if (depth < 0) return [];
    if (piece === '}' && depth === 0 && /^\s*\{(?!\{)/.test(text.slice(index + 1, index + 200))) ends.push(index + 1);
  }
  return ends;
}
