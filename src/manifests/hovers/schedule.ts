import { type CronSchedule, parseCronSchedule } from '../../api/batch/cronSchedule.ts';
import { nextCronTime } from '../../api/batch/nextCronTime.ts';
import { type OffsetMinutes, offsetsOf } from '../../api/batch/zoneOffsets.ts';
import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { cronText } from '../words/cron.ts';
import type { HoverSubject } from './subject.ts';

/** Next times that are shown. */
const shownTimes = 3;
const minuteMs = 60_000;

/** What a CronJob's schedule means in words, and when it comes next. */
export const schedule: HoverSubject = ({ document, ownerType, field, path, nowMs }) => {
  if (ownerType !== 'CronJobSpec' || (field.name !== 'schedule' && field.name !== 'timeZone')) return undefined;
  const spec = path.slice(0, -1);
  const written = textAt(document.value, [...spec, 'schedule']);
  if (written === undefined || written.length > 200) return undefined;
  const read = parseCronSchedule(written);
  if (typeof read === 'string')
    return `${code(written)} is no schedule. It has five parts: minute, hour, day of the month, month, day of the week.`;
  const zone = textAt(document.value, [...spec, 'timeZone']) ?? '';
  const clock = zone === '' ? 'by the clock of the controller, in most clusters UTC' : `by the clocks of ${code(zone)}`;
  return `${code(written)}: **${cronText(read)}**${read.every === undefined ? `, ${clock}` : ''}.${nextText(read, zone, nowMs)}`;
};

function nextText(schedule: CronSchedule, zone: string, nowMs: number | undefined): string {
  const offset = offsetsOf(zone);
  if (nowMs === undefined || !offset || schedule.every !== undefined) return '';
  const times: string[] = [];
  let afterMs = nowMs;
  while (times.length < shownTimes) {
    const next = nextCronTime(schedule, afterMs, offset);
    if (next === undefined) break;
    times.push(timeText(next, offset));
    afterMs = next;
  }
  if (times.length === 0) return ' **It never comes:** there is no such day.';
  return ` Next: ${times.join(', ')} (${zone === '' ? 'UTC' : code(zone)}).`;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Mon 2024-05-06 02:30`. */
function timeText(ms: number, offset: OffsetMinutes): string {
  const local = new Date(ms + offset(ms) * minuteMs);
  const [day = '', time = ''] = local.toISOString().split('T');
  return `${weekdays[local.getUTCDay()] ?? ''} ${day} ${time.slice(0, 5)}`;
}
