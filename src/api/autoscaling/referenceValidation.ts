import { nameErrors } from '../core/nameErrors.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { required } from '../fieldErrors.ts';
import type { CrossVersionObjectReference } from '../generated/objects.ts';
import { pathSegment } from '../names.ts';

/** What is wrong with how an object is named. */
export function validateReference(
  { kind = '', name = '' }: Partial<CrossVersionObjectReference>,
  path: FieldPath,
): FieldError[] {
  return [
    ...(kind === '' ? [required([...path, 'kind'])] : nameErrors(kind, pathSegment, [...path, 'kind'])),
    ...(name === '' ? [required([...path, 'name'])] : nameErrors(name, pathSegment, [...path, 'name'])),
  ];
}
