import type { TextRange } from '../textRange.ts';

/** A change of a text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** What changes a text as wished; undefined where that cannot be done safely. */
export type Edits = readonly TextEdit[] | undefined;
