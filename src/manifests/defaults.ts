import type { FieldPath } from '../api/field.ts';
import { reviewCreate } from '../api/review.ts';
import type { ManifestDocument } from './manifestFile.ts';
import { valueAt } from './plainLookup.ts';

/** The value that the API server would set if this field were left out; undefined where it sets none. */
export function defaultOf(document: ManifestDocument, path: FieldPath): string | undefined {
  if (path[0] === 'apiVersion' || path[0] === 'kind') return undefined;
  const { object } = reviewCreate(without(document.value, path), { fieldValidation: 'Ignore', namespace: 'default' });
  const value = valueAt(object, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function without(value: unknown, path: FieldPath): unknown {
  const [segment, ...rest] = path;
  if (value === null || typeof value !== 'object' || segment === undefined) return value;
  const key = typeof segment === 'object' ? segment.key : segment;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, rest) : item));
  const copy: Record<string, unknown> = { ...value };
  if (rest.length === 0) delete copy[key];
  else if (Object.hasOwn(copy, key)) copy[key] = without(copy[key], rest);
  return copy;
}
