import type { Suggester } from './suggestion.ts';

const examples: Readonly<Record<string, string>> = {
  '*/5 * * * *': 'Every five minutes.',
  '0 * * * *': 'At the beginning of each hour.',
  '0 3 * * *': 'Every day at 3:00.',
  '0 3 * * 0': 'Every Sunday at 3:00.',
  '30 8 * * 1-5': 'From Monday to Friday at 8:30.',
  '0 0 1 * *': 'On the first of each month at midnight.',
  '@hourly': 'As `0 * * * *`.',
  '@daily': 'As `0 0 * * *`.',
};

/** Times of a CronJob, each with what it means; minute, hour, day, month, day of the week. */
export const schedules: Suggester = ({ place, name }) => {
  if (place.part !== 'value' || name !== 'CronJobSpec.schedule') return [];
  return Object.entries(examples).map(([value, documentation]) => ({ label: value, value, detail: documentation }));
};
