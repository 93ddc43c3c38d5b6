import { type CST, type Document, isAlias, isCollection, isPair, type Node, visit } from 'yaml';

/** Opening brackets and braces that lack their partner, in the order of the text. */
export function unclosedBrackets(document: Document.Parsed, text: string): readonly number[] {
  const unclosed: number[] = [];
  const misplaced: number[] = [];
  visit(document as Document<Node, boolean>, (_key, node) => {
    if (isPair(node) || isAlias(node) || !isCollection(node)) return;
    const token = node.srcToken;
    if (token?.type !== 'flow-collection') return;
    const closing = closingOf(token);
    if (closing === undefined) unclosed.push(token.start.offset);
    else if (isLeftOfItsLine(text, token.start.offset, closing)) misplaced.push(token.start.offset);
  });
  // A bracket that took the partner of one around it is the one that lacks its own: the indentation tells.
  const inner = unclosed.length > 0 ? misplaced.filter((offset) => offset > Math.max(...unclosed)) : [];
  return [...unclosed, ...inner].sort((a, b) => a - b);
}

function closingOf({ start, end }: CST.FlowCollection): number | undefined {
  const type = start.source === '{' ? 'flow-map-end' : 'flow-seq-end';
  return end.find((token) => token.type === type)?.offset;
}

/** `}` that begins a line further to the left than the line of its `{` does. */
function isLeftOfItsLine(text: string, opening: number, closing: number): boolean {
  const column = columnOfFirst(text, closing);
  return column === closing - lineStart(text, closing) && column < columnOfFirst(text, opening);
}

function columnOfFirst(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
