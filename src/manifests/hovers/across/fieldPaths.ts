import type { FieldPath, PathSegment } from '../../../api/field.ts';

/** Whether a path is that of a field, or of something inside of it. */
export function isWithin(path: FieldPath, field: FieldPath): boolean {
  return field.length <= path.length && field.every((segment, index) => textOf(segment) === textOf(path[index]));
}

/** Whether both are paths of the same field. */
export function isSameField(one: FieldPath, other: FieldPath): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** A map's key is written in two ways. */
function textOf(segment: PathSegment | undefined): string | undefined {
  return typeof segment === 'object' ? segment.key : segment === undefined ? undefined : String(segment);
}
