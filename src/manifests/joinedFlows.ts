/**
 * The text with each of these flow collections (`[…]`, `{…}`, by the offset of its opening bracket) on one line, as long as it was;
 * undefined where one of them does not end. The reader of kubectl does not mind how the lines inside brackets are indented; the
 * reader underneath does.
 */
export function joinedFlows(text: string, openings: readonly number[]): string | undefined {
  let joined = '';
  let at = 0;
  for (const opening of openings) {
    if (opening < at) continue;
    const flow = flowFrom(text, opening);
    if (flow === undefined) return undefined;
    joined += text.slice(at, opening) + flow;
    at = opening + flow.length;
  }
  return joined + text.slice(at);
}

/** Texts in quotes; what becomes blank (comments, line ends); brackets; and the rest. */
const piece =
  /(?<=[\s,:[{])(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*')|((?<=\s)#[^\n]*|[\r\n]+)|[[\]{}]|[^"'#[\]{}\r\n]+|./gsy;

/** A flow collection from its first bracket to its last, with blanks for line ends and comments. */
function flowFrom(text: string, opening: number): string | undefined {
  let flow = '';
  let depth = 0;
  piece.lastIndex = opening;
  for (let match = piece.exec(text); match; match = piece.exec(text)) {
    const [here, blank] = match;
    flow += blank === undefined ? here : ' '.repeat(blank.length);
    if (here === '[' || here === '{') depth++;
    if (here === ']' || here === '}') depth--;
    if (depth === 0) return flow;
  }
  return undefined;
}
