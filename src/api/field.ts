/**
 * One step of a path into an object: a field's name, a list index, or the key of a map. Kubernetes prints them
 * `.name`, `[0]` and `[key]`.
 */
export type PathSegment = string | number | { readonly key: string };

/** Where in an object a field stands, from its root. */
export type FieldPath = readonly PathSegment[];

/** Prints a path as Kubernetes does: `spec.containers[0].ports[0].name`, `metadata.labels[app]`. */
export function formatPath(path: FieldPath): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'string') text += text === '' ? segment : `.${segment}`;
    else text += `[${typeof segment === 'number' ? segment : segment.key}]`;
  }
  return text;
}

/** The kinds of field error that Kubernetes tells apart (`k8s.io/apimachinery/pkg/util/validation/field`). */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/**
 * One field that is wrong. The API server lists it in a 422 `Status`; the editor underlines it.
 * `message` is the server's full text without the path, such as `Invalid value: "A=B": a valid …`.
 */
export interface FieldError {
  readonly path: FieldPath;
  readonly type: FieldErrorType;
  readonly message: string;
}
