import { parseCronSchedule } from '../../api/batch/cronSchedule.ts';
import { nextCronTime } from '../../api/batch/nextCronTime.ts';
import { offsetsOf } from '../../api/batch/zoneOffsets.ts';
import type { CronJob } from '../../api/generated/objects.ts';

/** When a CronJob would run next after a moment, milliseconds since 1970; undefined where never, or where nobody can tell. */
export function nextRunMs({ spec }: CronJob, afterMs: number): number | undefined {
  const text = spec?.schedule ?? '';
  const schedule = parseCronSchedule(text);
  if (typeof schedule === 'string' || spec?.suspend) return undefined;
  const offset = offsetsOf(spec?.timeZone ?? /^(?:CRON_)?TZ=(\S*)/.exec(text)?.[1] ?? '');
  return offset && nextCronTime(schedule, afterMs, offset);
}
