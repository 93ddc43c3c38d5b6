const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Seconds as people say them, in at most two units: `90` is `1 min 30 s`. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'for ever';
  if (seconds < 60) return `${Math.max(0, seconds)} s`;
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(' ');
}
