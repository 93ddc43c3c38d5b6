import type { Random } from '../../src/simulation/random.ts';

/** Values that programs trip over. */
const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  1e308,
  '',
  ' ',
  'a'.repeat(300),
  '__proto__',
  'ü\u0000\ud800',
  '99999999999Gi',
  '-1m',
  '50%',
  '2026-13-45T99:99:99Z',
  [],
  [null],
  {},
  { constructor: 1 },
];
/** So many places of an object change, at the most. */
const mostChanges = 4;

/** The object with a few places changed: values replaced, moved, removed, repeated or buried deep. */
export function mutated(object: unknown, random: Random): unknown {
  let changed = object;
  for (let count = random.integer(1, mostChanges); count > 0; count -= 1) changed = changedAt(changed, random, 0);
  return changed;
}

function changedAt(value: unknown, random: Random, depth: number): unknown {
  const isHere = typeof value !== 'object' || value === null || (depth > 1 && random.integer(0, 5) === 0);
  if (isHere) return replacement(value, random);
  if (Array.isArray(value)) {
    if (value.length === 0) return replacement(value, random);
    const at = random.integer(0, value.length);
    return value.map((part, index) => (index === at ? changedAt(part, random, depth + 1) : part));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return replacement(value, random);
  const at = random.integer(0, entries.length);
  const [name = '', part] = entries[at] ?? [];
  const rest = entries.filter((_entry, index) => index !== at);
  switch (random.integer(0, 9)) {
    case 0:
      return Object.fromEntries(rest);
    case 1:
      return Object.fromEntries([...rest, [`${name}x`, part]]);
    default:
      return Object.fromEntries([...rest, [name, changedAt(part, random, depth + 1)]]);
  }
}

function replacement(value: unknown, random: Random): unknown {
  switch (random.integer(0, 7)) {
    case 0:
      return [value, value];
    case 1:
      return { value };
    case 2:
      return Array.from({ length: 50 }).reduce((inner) => [inner], value);
    case 3:
      return typeof value === 'string' ? value.toUpperCase() : String(value);
    default:
      return odd[random.integer(0, odd.length)];
  }
}
