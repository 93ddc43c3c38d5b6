import type { FieldPath } from '../api/field.ts';

/** What stands at a path of a JSON value; undefined where nothing does. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  let here = value;
  for (const segment of path) {
    if (here === null || typeof here !== 'object') return undefined;
    const key = typeof segment === 'object' ? segment.key : segment;
    if (Array.isArray(here) ? typeof key !== 'number' : !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** The items of the list at a path; none where there is no list. */
export function listAt(value: unknown, path: FieldPath): readonly unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list : [];
}

/** The text at a path, if a text stands there. */
export function textAt(value: unknown, path: FieldPath): string | undefined {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : undefined;
}
