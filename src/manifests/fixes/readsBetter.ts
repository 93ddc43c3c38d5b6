import { applyEdits } from '../edits/applyEdits.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import { originOf } from '../edits/writtenTree.ts';
import { parseDocument } from '../parsedDocument.ts';
import { shifted } from '../textRange.ts';
import { type Fix, fixWith, type TextFixContext } from './fix.ts';

/** A way that may mend a text. */
export interface Attempt {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/**
 * The first attempt after which the document reads well, else the first that leaves fewer problems; none where all leave as many.
 * A mistake in YAML shows itself late, so what helps is only known when it is tried.
 */
export function firstThatHelps(context: TextFixContext, attempts: readonly Attempt[]): Fix[] {
  const before = context.document.parsed.problems.length;
  let better: Attempt | undefined;
  for (const attempt of attempts) {
    const left = problemsAfter(context, attempt.edits);
    if (left === 0) return fixWith(attempt.title, attempt.edits, 'unambiguous');
    if (left < before) better ??= attempt;
  }
  return better ? fixWith(better.title, better.edits, 'unambiguous') : [];
}

function problemsAfter({ document }: TextFixContext, edits: readonly TextEdit[]): number {
  const origin = originOf(document);
  const own = edits.map(({ range, newText }) => ({ range: shifted(range, -origin), newText }));
  if (own.some(({ range }) => range.start < 0 || range.end > document.parsed.text.length)) return Infinity;
  return parseDocument(applyEdits(document.parsed.text, own)).problems.length;
}

/** An edit in place of a range. */
export function replaced(start: number, end: number, newText: string): TextEdit {
  return { range: { start, end }, newText };
}
