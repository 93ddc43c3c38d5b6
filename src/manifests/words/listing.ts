/** Items that a sentence names; of more it says how many. */
const maxItems = 12;

/** `a`, `a and b`, `a, b and c`; of a long list the beginning. */
export function listing(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  const shown = items.slice(0, maxItems);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1)}`;
}

/** `1 Pod`, `2 Pods`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
