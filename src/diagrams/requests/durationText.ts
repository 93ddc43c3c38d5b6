/** A length of virtual time: `under 1 ms`, `3 ms`, `1.2 s`, `2 min 7 s`. */
export function durationText(ms: number): string {
  if (ms < 0.5) return 'under 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
