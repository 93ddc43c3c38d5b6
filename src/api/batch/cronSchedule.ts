/** When a CronJob runs: minutes, hours, days of the month, months and days of the week; or at a steady distance. */
export type CronSchedule =
  | {
      readonly every?: undefined;
      readonly minutes: ReadonlySet<number>;
      readonly hours: ReadonlySet<number>;
      readonly daysOfMonth: ReadonlySet<number>;
      readonly months: ReadonlySet<number>;
      readonly daysOfWeek: ReadonlySet<number>;
      /** Which of the two kinds of day were a star: a day need match only the other one. */
      readonly anyDayOfMonth: boolean;
      readonly anyDayOfWeek: boolean;
    }
  | { readonly every: number };

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly names?: Readonly<Record<string, number>>;
}

const named = (text: string, first: number): Record<string, number> =>
  Object.fromEntries(text.split(' ').map((name, i) => [name, i + first]));

const fields: readonly Bounds[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: named('jan feb mar apr may jun jul aug sep oct nov dec', 1) },
  { least: 0, most: 6, names: named('sun mon tue wed thu fri sat', 0) },
];

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Reads a schedule as the server does (`github.com/robfig/cron/v3` ParseStandard), or says in its words what is wrong. */
export function parseCronSchedule(text: string): CronSchedule | string {
  if (text === '') return 'empty spec string';
  const zoned = /^(?:TZ|CRON_TZ)=\S* +(.*)$/s.exec(text);
  const spec = zoned ? (zoned[1] ?? '').trim() : text;
  if (spec.startsWith('@')) return parseDescriptor(spec);
  const parts = spec.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== fields.length)
    return `expected exactly ${fields.length} fields, found ${parts.length}: [${parts.join(' ')}]`;
  const sets: ReadonlySet<number>[] = [];
  const stars: boolean[] = [];
  for (const [i, bounds] of fields.entries()) {
    const read = parseField(parts[i] ?? '', bounds);
    if (typeof read === 'string') return read;
    sets.push(read.values);
    stars.push(read.star);
  }
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = sets as [
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
  ];
  return {
    minutes,
    hours,
    daysOfMonth,
    months,
    daysOfWeek,
    anyDayOfMonth: stars[2] === true,
    anyDayOfWeek: stars[4] === true,
  };
}

function parseDescriptor(text: string): CronSchedule | string {
  const spec = Object.hasOwn(descriptors, text) ? descriptors[text] : undefined;
  if (spec !== undefined) return parseCronSchedule(spec);
  if (!text.startsWith('@every ')) return `unrecognized descriptor: ${text}`;
  const duration = parseDuration(text.slice('@every '.length));
  if (typeof duration === 'string') return `failed to parse duration ${text}: ${duration}`;
  // Whole seconds, at least one.
  return { every: Math.max(1, Math.floor(duration)) };
}

const unitSeconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** A duration of Go (`1h30m`) in seconds, or what is wrong with it. */
function parseDuration(text: string): number | string {
  const quoted = `"${text}"`;
  const unsigned = text.replace(/^[-+]/, '');
  if (unsigned === '0') return 0;
  if (unsigned === '') return `time: invalid duration ${quoted}`;
  let rest = unsigned;
  let seconds = 0;
  while (rest !== '') {
    const match = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest);
    if (!match) return `time: invalid duration ${quoted}`;
    const [all, amount, unit = ''] = match;
    if (unit === '') return `time: missing unit in duration ${quoted}`;
    const factor = Object.hasOwn(unitSeconds, unit) ? unitSeconds[unit] : undefined;
    if (factor === undefined) return `time: unknown unit "${unit}" in duration ${quoted}`;
    seconds += Number(amount) * factor;
    rest = rest.slice(all.length);
  }
  return text.startsWith('-') ? -seconds : seconds;
}

function parseField(text: string, bounds: Bounds): { values: ReadonlySet<number>; star: boolean } | string {
  const values = new Set<number>();
  let star = false;
  for (const expression of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(expression, bounds);
    if (typeof range === 'string') return range;
    for (let value = range.start; value <= range.end; value += range.step) values.add(value);
    star ||= range.star;
  }
  return { values, star };
}

function parseRange(expression: string, bounds: Bounds) {
  const [range = '', stepText, ...moreSteps] = expression.split('/');
  const [low = '', high, ...moreRanges] = range.split('-');
  let [start, end, star] = [bounds.least, bounds.most, true];
  if (low !== '*' && low !== '?') {
    star = false;
    const first = parseNumber(low, bounds.names);
    if (typeof first === 'string') return first;
    if (moreRanges.length > 0) return `too many hyphens: ${expression}`;
    const last = high === undefined ? first : parseNumber(high, bounds.names);
    if (typeof last === 'string') return last;
    [start, end] = [first, last];
  }
  let step = 1;
  if (moreSteps.length > 0) return `too many slashes: ${expression}`;
  if (stepText !== undefined) {
    const read = parseNumber(stepText);
    if (typeof read === 'string') return read;
    step = read;
    // `5/15` means from 5 to the end.
    if (high === undefined) end = bounds.most;
    if (step > 1) star = false;
  }
  if (start < bounds.least) return `beginning of range (${start}) below minimum (${bounds.least}): ${expression}`;
  if (end > bounds.most) return `end of range (${end}) above maximum (${bounds.most}): ${expression}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${expression}`;
  if (step === 0) return `step of range should be a positive number: ${expression}`;
  return { start, end, step, star };
}

function parseNumber(text: string, names?: Readonly<Record<string, number>>): number | string {
  const name = text.toLowerCase();
  if (names && Object.hasOwn(names, name)) return names[name] ?? 0;
  if (!/^[-+]?\d+$/.test(text))
    return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": invalid syntax`;
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": value out of range`;
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}
