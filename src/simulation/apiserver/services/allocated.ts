import type { FieldError } from '../../../api/field.ts';
import type { Service } from '../../../api/generated/objects.ts';

/** A Service with more of what it needs, or why it cannot have that. */
export type Allocated =
  | { readonly object: Service; readonly errors?: undefined }
  | { readonly object?: undefined; readonly errors: readonly FieldError[] };
