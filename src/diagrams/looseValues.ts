import { oneLine } from './mermaid.ts';

/** A diagram with more parts of a sort than this helps nobody. */
export const partLimit = 24;

/** An object of a list, and where in the list it stands. */
interface Entry<T> {
  readonly item: T;
  readonly index: number;
}

/** The objects of a list, and how many were left out. A manifest may be half written: what is no list is an empty one. */
export function cutList<T>(value: readonly T[] | undefined, limit = partLimit): { kept: Entry<T>[]; more: number } {
  const items: unknown[] = Array.isArray(value) ? value : [];
  const entries = items.flatMap((item, index) => (isObject(item) ? [{ item: item as T, index }] : []));
  return { kept: entries.slice(0, limit), more: Math.max(0, entries.length - limit) };
}

/** The objects of a list, as far as a diagram goes. */
export function listOf<T>(value: readonly T[] | undefined): T[] {
  return cutList(value).kept.map(({ item }) => item);
}

/** A text or a number, on one line; everything else is empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? oneLine(String(value)) : '';
}

/** Whether a value has fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
