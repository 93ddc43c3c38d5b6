/** A time as Go prints it (`time.Duration.String`): `15s`, `1m0s`, `12.345s`, `0s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

/** Reads what `goDuration` writes; milliseconds. */
export function readGoDuration(text: string): number {
  let ms = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(h|ms|m|s)/g))
    ms += Number(number) * ({ h: 3_600_000, m: 60_000, s: 1000, ms: 1 }[unit as 'h' | 'm' | 's' | 'ms'] ?? 0);
  return ms;
}
