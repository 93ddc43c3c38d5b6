import type { CronSchedule } from './cronSchedule.ts';
import { type OffsetMinutes, utc } from './zoneOffsets.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A schedule that has no time for so many years has none at all: the 31st of February. */
const yearsAhead = 5;

/**
 * The next time of a schedule after a moment, both in milliseconds since 1970; undefined where there is none within five
 * years. An hour that a clock skips has no times, one that it repeats has them twice (`github.com/robfig/cron/v3` Next).
 */
export function nextCronTime(schedule: CronSchedule, afterMs: number, offset: OffsetMinutes = utc): number | undefined {
  if (schedule.every !== undefined) return (Math.floor(afterMs / 1000) + schedule.every) * 1000;
  const local = (ms: number) => ms + offset(ms) * minuteMs;
  const yearLimit = new Date(local(afterMs)).getUTCFullYear() + yearsAhead;
  let timeMs = Math.floor(afterMs / minuteMs) * minuteMs + minuteMs;
  for (;;) {
    const localMs = local(timeMs);
    const date = new Date(localMs);
    if (date.getUTCFullYear() > yearLimit) return undefined;
    if (!schedule.months.has(date.getUTCMonth() + 1)) {
      timeMs = fromLocal(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1), offset);
    } else if (!isDayOf(schedule, date)) {
      timeMs = fromLocal((Math.floor(localMs / dayMs) + 1) * dayMs, offset);
    } else if (!schedule.hours.has(date.getUTCHours())) {
      timeMs += hourMs - (localMs % hourMs);
    } else if (schedule.minutes.has(date.getUTCMinutes())) return timeMs;
    else timeMs += minuteMs;
  }
}

/** Where both kinds of day are written, one of them is enough. */
function isDayOf(schedule: Exclude<CronSchedule, { every: number }>, date: Date): boolean {
  const ofMonth = schedule.daysOfMonth.has(date.getUTCDate());
  const ofWeek = schedule.daysOfWeek.has(date.getUTCDay());
  return schedule.anyDayOfMonth || schedule.anyDayOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek;
}

/** The moment at which clocks show this; one that they skip is the moment after the gap. */
function fromLocal(localMs: number, offset: OffsetMinutes): number {
  const guess = localMs - offset(localMs) * minuteMs;
  return localMs - offset(guess) * minuteMs;
}
