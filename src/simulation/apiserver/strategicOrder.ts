import { sameJson } from './equality.ts';

/**
 * Puts the elements of a merged list in the order of the patch, or that its `$setElementOrder` asks for. Elements that only the server has
 * keep their places among those that both know, as they stood in `before`.
 */
export function orderElements(
  merged: readonly unknown[],
  order: readonly unknown[],
  before: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const identity = (element: unknown): unknown =>
    mergeKey === 'value' ? element : (element as Record<string, unknown> | null)?.[mergeKey];
  const place = (list: readonly unknown[], element: unknown) =>
    list.findIndex((other) => sameJson(identity(other), identity(element)));
  const ordered = merged
    .filter((element) => place(order, element) >= 0)
    .sort((a, b) => place(order, a) - place(order, b));
  const serverOnly = merged.filter((element) => place(order, element) < 0);
  const result: unknown[] = [];
  let next = 0;
  for (const element of ordered) {
    const mine = place(before, element);
    for (; mine >= 0 && next < serverOnly.length; next++) {
      const theirs = place(before, serverOnly[next]);
      if (theirs < 0 || theirs > mine) break;
      result.push(serverOnly[next]);
    }
    result.push(element);
  }
  return [...result, ...serverOnly.slice(next)];
}
