import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { FieldSchema } from '../../api/schema.ts';
import type { FieldTouched, ManifestDocument } from '../manifestFile.ts';
import type { ManifestSet } from '../manifestSet.ts';

/** What the one who asks knows besides the text. */
export interface HoverSurroundings {
  /** The moment of the question, in milliseconds since 1970; without it nothing is said of next times. */
  readonly nowMs?: number;
  /** The manifests around, and the file's name among them. */
  readonly around?: { readonly set: ManifestSet; readonly file: string };
}

/** The field under the cursor. */
export interface HoverContext extends HoverSurroundings {
  readonly document: ManifestDocument;
  readonly kind: KindInfo;
  readonly path: FieldPath;
  readonly field: FieldSchema;
  /** The type that has the field: `Container`. */
  readonly ownerType: string;
  /** What exactly lies under the cursor: the field, or an item of its list, or a key of its map. */
  readonly touched: FieldTouched;
}

/** What only a look at the whole manifest can say of a field, as Markdown; undefined where it says nothing. */
export type HoverSubject = (context: HoverContext) => string | undefined;
