import type { CronSchedule } from '../../api/batch/cronSchedule.ts';
import { durationText } from './duration.ts';
import { listing } from './listing.ts';

type Calendar = Exclude<CronSchedule, { every: number }>;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(' ');
/** Times of a day that are named one by one. */
const maxTimes = 6;

/** When a schedule has its times, as people say it: `at 02:30 on Monday`. */
export function cronText(schedule: CronSchedule): string {
  if (schedule.every !== undefined)
    return `every ${durationText(schedule.every)}, counted from when the CronJob was last seen to`;
  return [timeText(schedule), dayText(schedule), monthText(schedule)].filter((part) => part !== '').join(' ');
}

function timeText({ minutes, hours }: Calendar): string {
  const [m, h] = [sorted(minutes), sorted(hours)];
  const everyHour = h.length === 24;
  if (m.length === 60) return everyHour ? 'every minute' : `every minute ${hourText(h)}`;
  const step = stepOf(m, 60);
  if (step > 1 && m.length > 1) return `every ${step} minutes${everyHour ? '' : ` ${hourText(h)}`}`;
  if (everyHour) return `at ${minuteText(m)} of every hour`;
  if (m.length * h.length <= maxTimes)
    return `at ${listing(h.flatMap((hour) => m.map((minute) => clock(hour, minute))))}`;
  const hourStep = stepOf(h, 24);
  if (hourStep > 1 && m.length === 1) return `every ${hourStep} hours, from ${clock(0, m[0] ?? 0)}`;
  return `at ${minuteText(m)} ${hourText(h)}`;
}

function minuteText(minutes: readonly number[]): string {
  return `${minutes.length === 1 ? 'minute' : 'minutes'} ${runsText(minutes, String)}`;
}

function hourText(hours: readonly number[]): string {
  return `in the ${hours.length === 1 ? 'hour' : 'hours'} ${runsText(hours, String)}`;
}

function dayText({ daysOfMonth, daysOfWeek, anyDayOfMonth, anyDayOfWeek }: Calendar): string {
  const week = sorted(daysOfWeek);
  const isWholeMonth = daysOfMonth.size === 31;
  const ofMonth = `on day ${runsText(sorted(daysOfMonth), String)} of the month`;
  const ofWeek = `on ${runsText(week, (day) => days[day] ?? '')}`;
  const isWholeWeek = week.length === 7;
  if (isWholeMonth && isWholeWeek) return 'every day';
  if (anyDayOfMonth || anyDayOfWeek) {
    if (isWholeWeek) return ofMonth;
    return isWholeMonth ? ofWeek : `${ofMonth}, if that is ${runsText(week, (day) => days[day] ?? '', 'or')}`;
  }
  // Where both are written, one of them is enough.
  if (isWholeMonth || isWholeWeek) return 'every day';
  return `${ofMonth} and also ${ofWeek}: one of the two is enough`;
}

function monthText({ months: set }: Calendar): string {
  return set.size === 12 ? '' : `in ${runsText(sorted(set), (month) => months[month - 1] ?? '')}`;
}

/** `1, 3 to 5 and 9`. */
function runsText(values: readonly number[], name: (value: number) => string, word: 'and' | 'or' = 'and'): string {
  const runs: string[] = [];
  for (let start = 0; start < values.length; ) {
    let end = start;
    while (values[end + 1] === (values[end] ?? 0) + 1) end++;
    const [first, last] = [name(values[start] ?? 0), name(values[end] ?? 0)];
    if (end - start >= 2) runs.push(`${first} to ${last}`);
    else for (let at = start; at <= end; at++) runs.push(name(values[at] ?? 0));
    start = end + 1;
  }
  return listing(runs, word);
}

/** The even distance of values from 0 on that fills the whole; 0 where there is none. */
function stepOf(values: readonly number[], whole: number): number {
  const step = (values[1] ?? whole) - (values[0] ?? 0);
  const isEven = values[0] === 0 && values.every((value, index) => value === index * step);
  return isEven && step * values.length === whole ? step : 0;
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
