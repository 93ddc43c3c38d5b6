import { parseCronSchedule } from '../../../api/batch/cronSchedule.ts';
import { textAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** A schedule with both kinds of days runs on each day that fits one of them (crontab(5); robfig/cron, which Kubernetes uses). */
export const cronTwoDays: AdviceRule = {
  id: 'advice/cron-two-days',
  severity: 'info',
  check({ kind, value }) {
    const path = ['spec', 'schedule'];
    const text = textAt(value, path);
    if (kind?.kind !== 'CronJob' || text === undefined || text.length > maxLength) return [];
    const schedule = parseCronSchedule(text);
    if (typeof schedule === 'string' || schedule.every !== undefined) return [];
    if (schedule.anyDayOfMonth || schedule.anyDayOfWeek) return [];
    const message =
      'A day of the month and a day of the week: it runs on every day that fits one of them, not only where both fit. Write * for one of the two.';
    return [{ path, part: 'value', message }];
  },
};

const maxLength = 1000;
