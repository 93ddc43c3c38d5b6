import { type Program, write } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `date` in UTC: `+FORMAT`, `-I[date|hours|minutes|seconds]`, `-R`, `-u`, `-d @SECONDS`. */
export const date: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'uI::Rd:D:r:s:', {
    'iso-8601': 'I',
    utc: 'u',
    'rfc-2822': 'R',
    date: 'd',
  });
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  let timeMs = process.nowMs;
  const given = flags.get('d');
  if (given !== undefined) {
    const parsed = /^@-?\d+$/.test(given) ? Number(given.slice(1)) * 1000 : timeOf(given);
    if (parsed === undefined || Math.abs(parsed) > 8e15) {
      yield* complain(process, `invalid date '${given}'`);
      return 1;
    }
    timeMs = parsed;
  }
  const format = rest.find((word) => word.startsWith('+'))?.slice(1) ?? standardFormat(flags);
  yield* write(1, `${formatDate(timeMs, format)}\n`);
  return 0;
};

function timeOf(text: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function standardFormat(flags: ReadonlyMap<string, string>): string {
  if (flags.has('R')) return '%a, %d %b %Y %H:%M:%S %z';
  switch (flags.has('I') ? flags.get('I') : undefined) {
    case undefined:
      return '%a %b %e %H:%M:%S %Z %Y';
    case 'hours':
      return '%Y-%m-%dT%H+00:00';
    case 'minutes':
      return '%Y-%m-%dT%H:%M+00:00';
    case 'seconds':
      return '%Y-%m-%dT%H:%M:%S+00:00';
    default:
      return '%Y-%m-%d';
  }
}

const two = (value: number) => String(value).padStart(2, '0');
const weekdayOf = (time: Date) => days[time.getUTCDay()] as string;
const monthOf = (time: Date) => months[time.getUTCMonth()] as string;
const hour12 = (time: Date) => time.getUTCHours() % 12 || 12;
const dayOfYear = (time: Date) => Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

/** What each letter behind a percent sign stands for. */
const conversions: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => weekdayOf(time).slice(0, 3),
  A: (time) => weekdayOf(time),
  b: (time) => monthOf(time).slice(0, 3),
  h: (time) => monthOf(time).slice(0, 3),
  B: (time) => monthOf(time),
  c: (time) => formatDate(time.getTime(), '%a %b %e %H:%M:%S %Y'),
  C: (time) => two(Math.floor(time.getUTCFullYear() / 100)),
  d: (time) => two(time.getUTCDate()),
  D: (time) => formatDate(time.getTime(), '%m/%d/%y'),
  e: (time) => String(time.getUTCDate()).padStart(2),
  F: (time) => formatDate(time.getTime(), '%Y-%m-%d'),
  H: (time) => two(time.getUTCHours()),
  I: (time) => two(hour12(time)),
  j: (time) => String(dayOfYear(time)).padStart(3, '0'),
  k: (time) => String(time.getUTCHours()).padStart(2),
  l: (time) => String(hour12(time)).padStart(2),
  m: (time) => two(time.getUTCMonth() + 1),
  M: (time) => two(time.getUTCMinutes()),
  n: () => '\n',
  N: (time) => `${String(time.getUTCMilliseconds()).padStart(3, '0')}000000`,
  p: (time) => (time.getUTCHours() < 12 ? 'AM' : 'PM'),
  r: (time) => formatDate(time.getTime(), '%I:%M:%S %p'),
  R: (time) => formatDate(time.getTime(), '%H:%M'),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  S: (time) => two(time.getUTCSeconds()),
  t: () => '\t',
  T: (time) => formatDate(time.getTime(), '%H:%M:%S'),
  u: (time) => String(time.getUTCDay() || 7),
  w: (time) => String(time.getUTCDay()),
  x: (time) => formatDate(time.getTime(), '%m/%d/%y'),
  X: (time) => formatDate(time.getTime(), '%H:%M:%S'),
  y: (time) => two(time.getUTCFullYear() % 100),
  Y: (time) => String(time.getUTCFullYear()),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
};

/** As `strftime` in UTC; the time is epoch milliseconds. */
export function formatDate(timeMs: number, format: string): string {
  const time = new Date(timeMs);
  let text = '';
  for (let at = 0; at < format.length; at++) {
    const letter = format[at] as string;
    const conversion = letter === '%' ? conversions[format[at + 1] ?? ''] : undefined;
    if (conversion) {
      text += conversion(time);
      at += 1;
    } else text += letter;
  }
  return text;
}
