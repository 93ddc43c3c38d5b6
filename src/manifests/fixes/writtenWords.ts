import type { FieldPath } from '../../api/field.ts';
import { valueAt } from '../plainLookup.ts';

/** The value that the API server's words call invalid; undefined where they name none, or no scalar. */
export function namedValue(message: string): unknown {
  const [, text] =
    /(?:Invalid|Unsupported|Duplicate) value: ("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)/.exec(message) ?? [];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a value stands that a message names at `path`: there, in an item or an entry of what is there. */
export function placeOfValue(root: unknown, path: FieldPath, named: unknown): FieldPath | undefined {
  const here = valueAt(root, path);
  if (here === named) return path;
  if (here === null || typeof here !== 'object') return undefined;
  for (const [key, item] of Object.entries(here).slice(0, 1000)) {
    if (item === named) return [...path, Array.isArray(here) ? Number(key) : key];
  }
  return undefined;
}
