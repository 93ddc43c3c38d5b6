/**
 * A number of Pods, or a part of all of them (`2`, `25%`), as a number; undefined where the text is no percentage
 * (`GetScaledValueFromIntOrPercent`).
 */
export function shareOf(share: number | string, total: number, round: (value: number) => number): number | undefined {
  if (typeof share === 'number') return share;
  if (!/^[+-]?\d+%$/.test(share)) return undefined;
  return round((Number.parseInt(share, 10) * total) / 100);
}
