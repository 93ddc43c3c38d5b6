const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Reads a duration as Go writes it (`1m30s`, `-1s`, `0`): milliseconds, or Go's words for what is wrong. */
export function parseDuration(text: string): { ms: number; problem?: undefined } | { problem: string } {
  const quoted = JSON.stringify(text);
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return { ms: 0 };
  if (rest === '') return { problem: `time: invalid duration ${quoted}` };
  let totalMs = 0;
  while (rest !== '') {
    const number = /^(\d+(\.\d*)?|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return { problem: `time: invalid duration ${quoted}` };
    rest = rest.slice(number.length);
    const unit = /^[^\d.]+/.exec(rest)?.[0];
    if (unit === undefined) return { problem: `time: missing unit in duration ${quoted}` };
    const factor = Object.hasOwn(unitMs, unit) ? unitMs[unit] : undefined;
    if (factor === undefined) return { problem: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    rest = rest.slice(unit.length);
    totalMs += Number(number) * factor;
  }
  return { ms: sign * totalMs };
}

/** A duration as Go prints it: `12s`, `1m30s`, `1h0m0s`. */
export function formatGoDuration(ms: number): string {
  const seconds = ms / 1000;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  if (minutes === 0) return `${seconds}s`;
  const rest = `${minutes % 60}m${seconds % 60}s`;
  return hours === 0 ? rest : `${hours}h${rest}`;
}
