import assert from 'node:assert/strict';
import { parseCronSchedule } from '../../../src/api/batch/cronSchedule.ts';
import { cronText } from '../../../src/manifests/words/cron.ts';
import { said, says } from './hoverCheck.ts';

function inWords(schedule: string): string {
  const read = parseCronSchedule(schedule);
  assert.ok(typeof read !== 'string', schedule);
  return cronText(read);
}

function cronJob(...lines: string[]): string {
  return [
    'apiVersion: batch/v1',
    'kind: CronJob',
    'metadata: { name: c }',
    'spec:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

describe('a schedule in words', () => {
  const words: Readonly<Record<string, string>> = {
    '* * * * *': 'every minute every day',
    '*/15 * * * *': 'every 15 minutes every day',
    '*/7 * * * *': 'at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour every day',
    '5 * * * *': 'at minute 5 of every hour every day',
    '30 2 * * *': 'at 02:30 every day',
    '0 6,18 * * 1-5': 'at 06:00 and 18:00 on Monday to Friday',
    '0 */6 * * *': 'at 00:00, 06:00, 12:00 and 18:00 every day',
    '0 */2 * * *': 'every 2 hours, from 00:00 every day',
    '*/10 9-17 * * *': 'every 10 minutes in the hours 9 to 17 every day',
    '0 0 1 * *': 'at 00:00 on day 1 of the month',
    '0 0 1 1,7 *': 'at 00:00 on day 1 of the month in January and July',
    '30 2 13 * 5': 'at 02:30 on day 13 of the month and also on Friday: one of the two is enough',
    '0 3 * jan-mar sun': 'at 03:00 on Sunday in January to March',
    '@daily': 'at 00:00 every day',
    '@hourly': 'at minute 0 of every hour every day',
    '@every 90s': 'every 1 min 30 s, counted from when the CronJob was last seen to',
  };
  for (const [schedule, expected] of Object.entries(words)) {
    it(schedule, () => assert.equal(inWords(schedule), expected));
  }
});

describe('hover on a schedule', () => {
  const nowMs = Date.UTC(2024, 4, 5, 12);

  it('says it in words, by which clock, and when it comes next', () => {
    says(cronJob("sched$0ule: '30 2 * * *'"), '**at 02:30 every day**, by the clock of the controller');
    assert.match(
      said(cronJob("sched$0ule: '30 2 * * 1'"), { nowMs }),
      /Next: Mon 2024-05-06 02:30, Mon 2024-05-13 02:30, Mon 2024-05-20 02:30 \(UTC\)/,
    );
    assert.match(
      said(cronJob("schedule: '0 12 * * *'", 'time$0Zone: America/New_York'), { nowMs }),
      /by the clocks of `America\/New_York`.*Next: Sun 2024-05-05 12:00/,
    );
  });

  it('says nothing of next times without a moment, and that some days never come', () => {
    assert.doesNotMatch(said(cronJob("sched$0ule: '30 2 * * *'")), /Next/);
    assert.match(said(cronJob("sched$0ule: '0 0 31 2 *'"), { nowMs }), /It never comes/);
  });

  it('says what a schedule is where it is none', () => {
    says(
      cronJob("sched$0ule: '61 * * * *'"),
      'is no schedule',
      'minute, hour, day of the month, month, day of the week',
    );
  });
});
