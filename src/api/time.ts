import { quote } from './fieldErrors.ts';

/** A moment as the API writes it, in whole seconds: `2026-11-22T16:00:00Z`. `ms` counts from 1970. */
export function formatTime(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastFormatted.second) {
    lastFormatted = { second, text: `${new Date(second * 1000).toISOString().slice(0, -5)}Z` };
  }
  return lastFormatted.text;
}

/** Most moments that are written are now, again and again. */
let lastFormatted = { second: 0, text: '1970-01-01T00:00:00Z' };

/** A moment with microseconds, as Leases and new Events write it: `2026-11-22T16:00:00.000000Z`. */
export function formatMicroTime(ms: number): string {
  return new Date(Math.floor(ms)).toISOString().replace('Z', '000Z');
}

/** RFC 3339 as Go reads it: capital T, Z or an offset. */
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|[+-](\d{2}):(\d{2}))$/;

/** The moment in milliseconds since 1970; undefined where the text is no RFC 3339 time. */
export function parseTime(text: string): number | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const ms = Date.UTC(year as number, (month as number) - 1, day, hour, minute, second);
  const date = new Date(ms);
  // A day or an hour that does not exist rolls over into the next; Go refuses it.
  if (date.getUTCDate() !== day || date.getUTCHours() !== hour || date.getUTCMinutes() !== minute) return undefined;
  if (date.getUTCSeconds() !== second || date.getUTCMonth() !== (month as number) - 1) return undefined;
  const fraction = match[7] ? Math.floor(Number(`0.${match[7]}`) * 1000) : 0;
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (match[8]?.startsWith('-') ? -1 : 1);
  return ms + fraction - offset;
}

const layouts = { time: '2006-01-02T15:04:05Z07:00', microTime: '2006-01-02T15:04:05.000000Z07:00' };

const layoutParts: readonly [string, RegExp][] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d{2}/],
  ['-', /^-/],
  ['02', /^\d{2}/],
  ['T', /^T/],
  ['15', /^\d{1,2}/],
  [':', /^:/],
  ['04', /^\d{2}/],
  [':', /^:/],
  ['05', /^\d{2}(?:[.,]\d+)?/],
  ['Z07:00', /^(?:Z|[+-]\d{2}:\d{2})/],
];

/** What the server says of a text that is no time (Go's `time.Parse`); undefined where it is one. */
export function timeProblem(text: string, kind: 'time' | 'microTime'): string | undefined {
  if (parseTime(text) !== undefined) return undefined;
  const head = `parsing time ${quote(text)}`;
  let rest = text;
  for (const [name, pattern] of layoutParts) {
    const match = pattern.exec(rest);
    if (!match) return `${head} as "${layouts[kind]}": cannot parse ${quote(rest)} as "${name}"`;
    rest = rest.slice(match[0].length);
  }
  if (rest !== '') return `${head}: extra text: ${quote(rest)}`;
  const [month, day, hour, minute] = text.match(/\d+/g)?.slice(1, 5).map(Number) ?? [];
  const part =
    !month || month > 12
      ? 'month'
      : !day || day > new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate()
        ? 'day'
        : Number(hour) > 23
          ? 'hour'
          : Number(minute) > 59
            ? 'minute'
            : 'second';
  return `${head}: ${part} out of range`;
}

/**
 * An age as kubectl prints it (`k8s.io/apimachinery/pkg/util/duration` HumanDuration): `5s`, `2m3s`, `3h`, `2d`, `1y20d`;
 * `<invalid>` for more than a second in the future.
 */
export function formatDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return withRest(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(days / 365);
  if (hours < 24 * 365 * 8) return withRest(years, 'y', days % 365, 'd');
  return `${years}y`;
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${restUnit}`;
}
