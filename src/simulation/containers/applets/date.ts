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

/** As `strftime` in UTC; the time is epoch milliseconds. */
function formatDate(timeMs: number, format: string): string {
  const time = new Date(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const weekday = days[time.getUTCDay()] as string;
  const month = months[time.getUTCMonth()] as string;
  const hour12 = time.getUTCHours() % 12 || 12;
  const dayOfYear = Math.floor((timeMs - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const values: Readonly<Record<string, () => string>> = {
    a: () => weekday.slice(0, 3),
    A: () => weekday,
    b: () => month.slice(0, 3),
    h: () => month.slice(0, 3),
    B: () => month,
    c: () => formatDate(timeMs, '%a %b %e %H:%M:%S %Y'),
    C: () => two(Math.floor(time.getUTCFullYear() / 100)),
    d: () => two(time.getUTCDate()),
    D: () => formatDate(timeMs, '%m/%d/%y'),
    e: () => String(time.getUTCDate()).padStart(2),
    F: () => formatDate(timeMs, '%Y-%m-%d'),
    H: () => two(time.getUTCHours()),
    I: () => two(hour12),
    j: () => String(dayOfYear).padStart(3, '0'),
    k: () => String(time.getUTCHours()).padStart(2),
    l: () => String(hour12).padStart(2),
    m: () => two(time.getUTCMonth() + 1),
    M: () => two(time.getUTCMinutes()),
    n: () => '\n',
    N: () => `${String(time.getUTCMilliseconds()).padStart(3, '0')}000000`,
    p: () => (time.getUTCHours() < 12 ? 'AM' : 'PM'),
    r: () => formatDate(timeMs, '%I:%M:%S %p'),
    R: () => formatDate(timeMs, '%H:%M'),
    s: () => String(Math.floor(timeMs / 1000)),
    S: () => two(time.getUTCSeconds()),
    t: () => '\t',
    T: () => formatDate(timeMs, '%H:%M:%S'),
    u: () => String(time.getUTCDay() || 7),
    w: () => String(time.getUTCDay()),
    x: () => formatDate(timeMs, '%m/%d/%y'),
    X: () => formatDate(timeMs, '%H:%M:%S'),
    y: () => two(time.getUTCFullYear() % 100),
    Y: () => String(time.getUTCFullYear()),
    z: () => '+0000',
    Z: () => 'UTC',
    '%': () => '%',
  };
  return format.replace(/%(.)/g, (whole, letter: string) => values[letter]?.() ?? whole);
}
