import type { FieldPath } from '../api/field.ts';
import type { OutlineItem } from './outlineItem.ts';

/** An object that a diagram shows, and perhaps the field of it. */
export interface ObjectPlace {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly path?: FieldPath;
}

/** A diagram of several objects as mermaid text, and the same content as a nested outline for keyboard and screen readers. */
export interface ObjectDiagram {
  readonly mermaid: string;
  readonly outline: readonly OutlineItem[];
  /** The objects that the picture and the outline name by these ids. */
  readonly objects: ReadonlyMap<string, ObjectPlace>;
}
