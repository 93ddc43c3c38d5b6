const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};

/** A duration as Go writes it (`1m30s`), milliseconds; or what `time.ParseDuration` says of it. */
export function readDuration(text: string): number | string {
  if (text === '0') return 0;
  const wrong = `time: invalid duration ${JSON.stringify(text)}`;
  const [, sign = '', rest = ''] = /^([-+]?)(.{1,40})$/s.exec(text) ?? [];
  if (/^[\d.]+$/.test(rest)) return `time: missing unit in duration ${JSON.stringify(text)}`;
  if (!/^(\d+(\.\d*)?(h|ms|m|s|us|µs|ns))+$/.test(rest)) return wrong;
  let ms = 0;
  for (const [, number = '', unit = ''] of rest.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g))
    ms += Number(number) * (unitMs[unit] ?? 0);
  return sign === '-' ? -ms : ms;
}

/** Milliseconds as Go prints a duration: `5s`, `1m30s`, `250ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${(ms % 60_000) / 1000}s`;
  return hours > 0 ? `${hours}h${minutes}m${seconds}` : minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

/** A whole number as Go reads it; or what `strconv.Atoi` says of it. */
export function readInteger(text: string): number | string {
  return /^[-+]?\d{1,15}$/.test(text) ? Number(text) : `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
}
