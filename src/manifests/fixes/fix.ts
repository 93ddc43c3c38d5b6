import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { Edits, TextEdit } from '../edits/textEdit.ts';
import type { ManifestDiagnostic, ManifestDocument } from '../manifestFile.ts';
import type { ManifestSet } from '../manifestSet.ts';

/** A change of the text that mends one diagnostic. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** There is only one sensible way: it may be done for all diagnostics of its code at once. */
  readonly unambiguous?: true;
}

/** The field that a diagnostic underlines. */
export interface FixContext {
  readonly text: string;
  readonly document: ManifestDocument;
  readonly kind: KindInfo;
  readonly path: FieldPath;
  readonly diagnostic: ManifestDiagnostic;
  /** The manifests around, and the file's name among them. */
  readonly around?: { readonly set: ManifestSet; readonly file: string };
}

/** Offers fixes for the diagnostics it knows; the likeliest first. */
export interface Fixer {
  /** The codes of these diagnostics. */
  readonly codes: readonly string[];
  offer(context: FixContext): Fix[];
}

/** What is underlined where the document may be no object yet. */
export type TextFixContext = Pick<FixContext, 'text' | 'document' | 'diagnostic'>;

/** The same for what is wrong with the text itself, or with what says the kind. */
export interface TextFixer {
  readonly codes: readonly string[];
  offer(context: TextFixContext): Fix[];
}

/** A fix, if its edits could be made. */
export function fixWith(title: string, edits: Edits, certainty?: 'unambiguous'): Fix[] {
  if (!edits || edits.length === 0) return [];
  return [{ title, edits, ...(certainty && { unambiguous: true }) }];
}
