import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { ManifestDiagnostic, ManifestDocument } from '../manifestFile.ts';
import type { TextRange } from '../textRange.ts';

/** A change of the text that mends one diagnostic. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly range: TextRange; readonly newText: string }[];
}

/** The field that a diagnostic underlines. */
export interface FixContext {
  readonly text: string;
  readonly document: ManifestDocument;
  readonly kind: KindInfo;
  readonly path: FieldPath;
  readonly diagnostic: ManifestDiagnostic;
}

/** Offers fixes for the diagnostics it knows. */
export type Fixer = (context: FixContext) => Fix[];
