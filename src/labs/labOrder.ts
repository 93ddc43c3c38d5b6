import { levels } from './frontMatter.ts';
import type { Lab } from './lab.ts';

/**
 * Labs in the order in which they are best played: each behind those that it names as coming before; among those that could
 * be next, the same track first, then easy ones, then by name.
 */
export function inOrder<Entry extends { readonly lab: Lab }>(entries: readonly Entry[]): Entry[] {
  const left = [...entries].sort(
    ({ lab: a }, { lab: b }) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      (a.track < b.track ? -1 : a.track > b.track ? 1 : 0) ||
      (a.id < b.id ? -1 : 1),
  );
  const known = new Set(entries.map(({ lab }) => lab.id));
  const placed = new Set<string>();
  const ordered: Entry[] = [];
  while (left.length > 0) {
    const free = left.filter(({ lab }) => lab.after.every((id) => placed.has(id) || !known.has(id)));
    const track = ordered.at(-1)?.lab.track;
    // A circle of labs that wait for each other is broken at its first.
    const next = free.find(({ lab }) => lab.track === track) ?? free[0] ?? left[0];
    if (!next) break;
    left.splice(left.indexOf(next), 1);
    placed.add(next.lab.id);
    ordered.push(next);
  }
  return ordered;
}
