import { readManifests } from '../manifestFile.ts';
import type { Edits, TextEdit } from './textEdit.ts';
import { editing, type Manuscript } from './writtenTree.ts';

/** A text with edits made; none may overlap another. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits.toSorted((a, b) => a.range.start - b.range.start);
  let out = '';
  let from = 0;
  for (const { range, newText } of inOrder) {
    out += text.slice(from, range.start) + newText;
    from = range.end;
  }
  return out + text.slice(from);
}

/** A step of a larger change: edits of what the step before has left. */
export type EditStep = (manuscript: Manuscript) => Edits;

/** Several changes of one document, each made on the text that the one before has left, as one edit. */
export function inTurn(manuscript: Manuscript, steps: readonly EditStep[]): Edits {
  return editing(manuscript, (tree) => {
    const own = readManifests(tree.text);
    const index = own.documents.findIndex(({ parsed }) => sameRoot(parsed.root, tree.root));
    let text = tree.text;
    for (const step of steps) {
      const document = readManifests(text).documents[index];
      const edits = document && step({ text, document });
      if (!edits) return undefined;
      text = applyEdits(text, edits);
    }
    return difference(tree.text, text);
  });
}

function sameRoot(a: Manuscript['document']['parsed']['root'], b: typeof a): boolean {
  return a !== undefined && a.range?.[0] === b?.range?.[0] && a.range?.[1] === b?.range?.[1];
}

/** The one edit that makes a text another: what differs between their common beginning and end. */
export function difference(before: string, after: string): TextEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  if (start === before.length && start === after.length) return [];
  return [{ range: { start, end: before.length - same }, newText: after.slice(start, after.length - same) }];
}
