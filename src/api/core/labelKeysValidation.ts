import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue } from '../fieldErrors.ts';
import type { LabelSelector } from '../generated/objects.ts';
import { qualifiedName } from '../names.ts';
import { nameErrors } from './nameErrors.ts';

interface WithLabelKeys {
  labelSelector?: LabelSelector;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
}

/** What is wrong with the labels whose values a new Pod's selector takes over (KEP-3633, KEP-3243). */
export function validateLabelKeys(holder: WithLabelKeys, at: FieldPath): FieldError[] {
  const { labelSelector: selector, matchLabelKeys = [], mismatchLabelKeys = [] } = holder;
  if (matchLabelKeys.length + mismatchLabelKeys.length === 0) return [];
  const errors: FieldError[] = [];
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys'] as const) {
    const keys = holder[field] ?? [];
    if (keys.length > 0 && !selector)
      errors.push(forbiddenField([...at, field], 'must not be specified when labelSelector is not set'));
    else for (const [i, key] of keys.entries()) errors.push(...nameErrors(key, qualifiedName, [...at, field, i]));
  }
  // The selector has the values of these labels already: a key that it names once more is the user's.
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}));
  for (const { key } of selector?.matchExpressions ?? []) {
    const i = matchLabelKeys.lastIndexOf(key);
    if (i >= 0 && seen.has(key))
      errors.push(invalidValue([...at, i], key, 'exists in both matchLabelKeys and labelSelector'));
    seen.add(key);
  }
  for (const [i, key] of matchLabelKeys.entries())
    if (mismatchLabelKeys.includes(key)) {
      const why = 'exists in both matchLabelKeys and mismatchLabelKeys';
      errors.push(invalidValue([...at, 'matchLabelKeys', i], key, why));
    }
  return errors;
}
