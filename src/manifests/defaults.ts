import { type FieldPath, formatPath } from '../api/field.ts';
import { readObject } from '../api/review.ts';
import type { ManifestDocument } from './manifestFile.ts';
import type { ParsedDocument } from './parsedDocument.ts';
import { valueAt } from './plainLookup.ts';

const known = new WeakMap<ParsedDocument, Map<string, string | undefined>>();

/** The value that the API server would set if this field were left out; undefined where it sets none. */
export function defaultOf({ parsed }: Pick<ManifestDocument, 'parsed'>, path: FieldPath): string | undefined {
  if (path[0] === 'apiVersion' || path[0] === 'kind') return undefined;
  let ofDocument = known.get(parsed);
  if (!ofDocument) {
    ofDocument = new Map();
    known.set(parsed, ofDocument);
  }
  const name = formatPath(path);
  if (!ofDocument.has(name)) ofDocument.set(name, readDefault(parsed.value, path));
  return ofDocument.get(name);
}

function readDefault(value: unknown, path: FieldPath): string | undefined {
  const { object } = readObject(without(value, path), { fieldValidation: 'Ignore', namespace: 'default' });
  // Of each list on the way only one item is left.
  const shortPath = path.map((segment) => (typeof segment === 'number' ? 0 : segment));
  const byDefault = valueAt(object, shortPath);
  return typeof byDefault === 'string' || typeof byDefault === 'number' || typeof byDefault === 'boolean'
    ? String(byDefault)
    : undefined;
}

/**
 * The value without the field, and of each list on the way to it only the one item: a field's default follows from what
 * stands beside or above it, and a long manifest is read in a moment.
 */
function without(value: unknown, path: FieldPath): unknown {
  const [segment, ...rest] = path;
  if (value === null || typeof value !== 'object' || segment === undefined) return value;
  const key = typeof segment === 'object' ? segment.key : segment;
  if (Array.isArray(value)) return typeof key === 'number' && key in value ? [without(value[key], rest)] : value;
  const copy: Record<string, unknown> = { ...value };
  if (rest.length === 0) delete copy[key];
  else if (Object.hasOwn(copy, key)) copy[key] = without(copy[key], rest);
  return copy;
}
