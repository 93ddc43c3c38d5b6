import type { TextEdit } from '../edits/textEdit.ts';
import type { Fields, Shape } from './shape.ts';
import type { Subject } from './subject.ts';

interface Described {
  readonly label: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** `reference`: the name of something that stands elsewhere. */
  readonly kind?: 'field' | 'value' | 'reference' | 'manifest';
  /** Changes elsewhere in the file that belong to it. */
  readonly edits?: readonly TextEdit[];
}

/** Something that may be written, before it is known how the place wants it written. */
export type Suggestion = Described &
  (
    | { readonly value: string | number | boolean }
    | { readonly fields: Fields }
    | { readonly item: Shape }
    | { readonly documents: readonly Fields[] }
  );

/** What one subject has to offer at a place; empty where the place is not its own. The order is that of showing. */
export type Suggester = (subject: Subject) => readonly Suggestion[];
