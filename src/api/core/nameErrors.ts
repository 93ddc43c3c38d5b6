import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { NameCheck } from '../names.ts';

/** What is wrong with the syntax of a name in a field. */
export function nameErrors(name: string, check: NameCheck, at: FieldPath): FieldError[] {
  return check(name).map((text) => invalidValue(at, name, text));
}
