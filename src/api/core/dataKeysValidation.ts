import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue } from '../fieldErrors.ts';
import { configKey } from '../names.ts';
import { sameValue } from '../sameValue.ts';

/** All values of a ConfigMap or a Secret together, in bytes. */
export const maxDataBytes = 1024 * 1024;

/** What is wrong with the keys of a ConfigMap or a Secret. */
export function validateDataKeys(data: Record<string, string> | undefined, at: FieldPath): FieldError[] {
  return Object.keys(data ?? {}).flatMap((key) =>
    configKey(key).map((text) => invalidValue([...at, { key }], key, text)),
  );
}

/** How many bytes base64 text stands for. */
export function decodedBytes(text: string): number {
  return Math.floor((text.replace(/=+$/, '').length * 3) / 4);
}

interface MaybeImmutable {
  immutable?: boolean;
}

/** What may not change once `immutable` is set. */
export function validateImmutable<T extends MaybeImmutable>(
  object: T,
  old: T,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (!old.immutable) return [];
  const why = 'field is immutable when `immutable` is set';
  const errors = object.immutable ? [] : [forbiddenField(['immutable'], why)];
  for (const field of fields) {
    if (!sameValue(object[field] ?? {}, old[field] ?? {})) errors.push(forbiddenField([field], why));
  }
  return errors;
}
