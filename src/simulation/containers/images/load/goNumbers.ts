/** A number as Go's `%g` writes it, or `%.Ng`: with an exponent where it is very small or very large. */
export function goNumber(value: number, precision?: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return '0';
  const [mantissa = '', exponentText = '0'] = value
    .toExponential(precision === undefined ? undefined : precision - 1)
    .split('e');
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const count = digits.replace(/[-.]/g, '').length;
  const exponent = Number(exponentText);
  const most = precision === undefined ? 6 : precision > count && count > exponent ? count : precision;
  if (exponent >= -4 && exponent < most) return plain(Number(`${digits}e${exponent}`));
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plain(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
}

const nanosPerMs = 1_000_000;

/** A span of time as Go writes it: `1m40.026s`, `69.5ms`, `200µs`, in UTF-8. */
export function goDuration(ms: number): string {
  const nanos = Math.round(ms * nanosPerMs);
  if (nanos === 0) return '0s';
  if (nanos < 1_000) return `${nanos}ns`;
  if (nanos < nanosPerMs) return `${nanos / 1_000}\xc2\xb5s`;
  if (nanos < 1_000 * nanosPerMs) return `${nanos / nanosPerMs}ms`;
  const seconds = nanos / (1_000 * nanosPerMs);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}

const unitsMs: Readonly<Record<string, number>> = {
  ns: 1 / nanosPerMs,
  us: 0.001,
  '\xc2\xb5s': 0.001,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** The milliseconds of `1h30m`, `250ms`, `0`; nothing where it is no span of time. */
export function readGoDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const part = /(\d{1,9}(?:\.\d{1,9})?)(ns|us|\xc2\xb5s|ms|s|m|h)/gy;
  let ms = 0;
  while (part.lastIndex < text.length) {
    const at = part.lastIndex;
    const found = part.exec(text);
    if (!found || found.index !== at) return undefined;
    ms += Number(found[1]) * (unitsMs[found[2] ?? ''] ?? 0);
  }
  return text === '' ? undefined : ms;
}
