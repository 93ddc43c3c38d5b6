import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { FieldSchema } from '../../api/schema.ts';
import type { ManifestDocument } from '../manifestFile.ts';

/** The field under the cursor. */
export interface HoverContext {
  readonly document: ManifestDocument;
  readonly kind: KindInfo;
  readonly path: FieldPath;
  readonly field: FieldSchema;
  /** The type that has the field: `Container`. */
  readonly ownerType: string;
}

/** What only a look at the whole manifest can say of a field, as Markdown; undefined where it says nothing. */
export type HoverSubject = (context: HoverContext) => string | undefined;
