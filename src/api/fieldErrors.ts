import type { FieldError, FieldErrorType, FieldPath } from './field.ts';

/**
 * The sentences of Kubernetes' field errors (`k8s.io/apimachinery/pkg/util/validation/field`): a head that names the
 * type, the wrong value as Go prints it, and a detail.
 */
function fieldError(path: FieldPath, type: FieldErrorType, head: string, detail: string): FieldError {
  return { path, type, message: detail === '' ? head : `${head}: ${detail}` };
}

/** A value as the server prints it: text in Go's quotes, anything else as JSON. */
export function printValue(value: unknown): string {
  if (value === undefined) return 'null';
  return goJson(value);
}

/** JSON as Go writes it: `<`, `>`, `&` are escaped, except that a bare text is only quoted. */
function goJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const shortEscapes: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in double quotes with Go's escapes (`%q`). */
export function quote(text: string): string {
  let out = '"';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const short = shortEscapes[char];
    if (short) out += short;
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code < 0x7f || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char)) out += char;
    else out += code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `${out}"`;
}

/** `Required value`: the field must be set. */
export function required(path: FieldPath, detail = ''): FieldError {
  return fieldError(path, 'FieldValueRequired', 'Required value', detail);
}

/** `Invalid value: "A=B": …`. */
export function invalidValue(path: FieldPath, value: unknown, detail: string): FieldError {
  return fieldError(path, 'FieldValueInvalid', `Invalid value: ${printValue(value)}`, detail);
}

/** `Unsupported value: "tcp": supported values: "SCTP", "TCP"`, in the order given. */
export function notSupported(path: FieldPath, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length > 0 ? `supported values: ${supported.map(quote).join(', ')}` : '';
  return fieldError(path, 'FieldValueNotSupported', `Unsupported value: ${printValue(value)}`, detail);
}

/** `Duplicate value: "app"`. */
export function duplicate(path: FieldPath, value: unknown): FieldError {
  return fieldError(path, 'FieldValueDuplicate', `Duplicate value: ${printValue(value)}`, '');
}

/** `Not found: "data"`: a name that stands for nothing. */
export function notFoundValue(path: FieldPath, value: unknown): FieldError {
  return fieldError(path, 'FieldValueNotFound', `Not found: ${printValue(value)}`, '');
}

/** `Forbidden: …`: valid elsewhere, not here. */
export function forbiddenField(path: FieldPath, detail: string): FieldError {
  return fieldError(path, 'FieldValueForbidden', 'Forbidden', detail);
}

/** `Too long: may not be more than N bytes`. */
export function tooLong(path: FieldPath, limitBytes: number): FieldError {
  return fieldError(path, 'FieldValueTooLong', 'Too long', `may not be more than ${limitBytes} bytes`);
}

/** `Invalid value: …` of a whole whose value the server does not print. */
export function invalidUnprinted(path: FieldPath, detail: string): FieldError {
  return fieldError(path, 'FieldValueInvalid', 'Invalid value', detail);
}

/** `Too many: 21: must have at most 20 items`. */
export function tooMany(path: FieldPath, count: number, most: number): FieldError {
  return fieldError(path, 'FieldValueTooMany', `Too many: ${count}`, `must have at most ${most} items`);
}
