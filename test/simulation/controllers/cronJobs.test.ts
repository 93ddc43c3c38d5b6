import assert from 'node:assert/strict';
import { parseCronSchedule } from '../../../src/api/batch/cronSchedule.ts';
import { nextCronTime } from '../../../src/api/batch/nextCronTime.ts';
import { offsetsOf } from '../../../src/api/batch/zoneOffsets.ts';
import type { CronJob, Job } from '../../../src/api/generated/objects.ts';
import { workingCluster } from './workingCluster.ts';

const cronJobs = '/apis/batch/v1/namespaces/default/cronjobs';
const jobPath = '/apis/batch/v1/namespaces/default/jobs';
const minuteMs = 60_000;

function withCronJob(spec: object, script = 'sleep 2', jobSpec: object = {}) {
  const working = workingCluster();
  const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', script] }];
  working.create(cronJobs, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick' },
    spec: {
      schedule: '* * * * *',
      jobTemplate: { spec: { ...jobSpec, template: { spec: { restartPolicy: 'Never', containers } } } },
      ...spec,
    },
  });
  const cronJob = () => working.get<CronJob>(`${cronJobs}/tick`);
  const jobs = () => working.list<Job>(jobPath).filter(({ metadata }) => !metadata.deletionTimestamp);
  const reasons = () => working.eventsOf('CronJob', 'tick').map((text) => text.split(':')[0]);
  return { ...working, cronJob, jobs, reasons };
}

describe('CronJobs', () => {
  it('make a Job each time, and keep the last three that succeeded', () => {
    const { cluster, cronJob, jobs, eventsOf } = withCronJob({});
    cluster.advanceBy(2.5 * minuteMs);
    const started = Date.UTC(2026, 0, 5, 9, 1) / minuteMs;
    assert.deepEqual(
      jobs().map(({ metadata }) => metadata.name),
      [`tick-${started}`, `tick-${started + 1}`],
    );
    assert.equal(cronJob().status?.lastScheduleTime, '2026-01-05T09:02:00Z');
    assert.equal(
      jobs()[0]?.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp'],
      '2026-01-05T09:01:00Z',
    );
    assert.ok(cronJob().status?.lastSuccessfulTime);
    assert.deepEqual(eventsOf('CronJob', 'tick').slice(0, 2), [
      `SuccessfulCreate: Created job tick-${started}`,
      `SawCompletedJob: Saw completed job: tick-${started}, condition: Complete`,
    ]);
    cluster.advanceBy(10 * minuteMs);
    assert.equal(jobs().length, 3);
  });

  it('keep one that failed', () => {
    const { cluster, jobs } = withCronJob({ failedJobsHistoryLimit: 1 }, 'exit 1', { backoffLimit: 0 });
    cluster.advanceBy(14 * minuteMs);
    const failed = jobs().filter(({ status }) => status?.conditions?.some(({ type }) => type === 'Failed'));
    assert.equal(failed.length, 1);
  });

  it('let Jobs run side by side, forbid it, or put the new one in the old one’s place', () => {
    const running = (concurrencyPolicy: string) => {
      const { cluster, cronJob, reasons } = withCronJob({ concurrencyPolicy }, 'sleep 1000');
      cluster.advanceBy(3.5 * minuteMs);
      return { active: cronJob().status?.active?.length, reasons: [...new Set(reasons())] };
    };
    assert.deepEqual(running('Allow'), { active: 3, reasons: ['SuccessfulCreate'] });
    assert.deepEqual(running('Forbid'), { active: 1, reasons: ['SuccessfulCreate', 'JobAlreadyActive'] });
    assert.deepEqual(running('Replace'), { active: 1, reasons: ['SuccessfulCreate', 'SuccessfulDelete'] });
  });

  it('pause, and make up for one missed time', () => {
    const { cluster, jobs, patch } = withCronJob({ suspend: true });
    cluster.advanceBy(5.5 * minuteMs);
    assert.equal(jobs().length, 0);
    patch(`${cronJobs}/tick`, { spec: { suspend: false } });
    cluster.advanceBy(1_000);
    assert.equal(jobs().length, 1);
  });

  it('do not start too late', () => {
    const { cluster, jobs, patch } = withCronJob({ suspend: true, startingDeadlineSeconds: 20 });
    cluster.advanceBy(5.5 * minuteMs);
    patch(`${cronJobs}/tick`, { spec: { suspend: false } });
    cluster.advanceBy(1_000);
    assert.equal(jobs().length, 0);
    cluster.advanceBy(minuteMs);
    assert.equal(jobs().length, 1);
  });

  it('follow the clocks of a zone', () => {
    const next = (text: string, zone: string, from: string) => {
      const schedule = parseCronSchedule(text);
      const offset = offsetsOf(zone);
      assert.ok(typeof schedule !== 'string' && offset);
      return new Date(nextCronTime(schedule, Date.parse(from), offset) ?? 0).toISOString().slice(0, 16);
    };
    assert.equal(next('0 9 * * *', 'Europe/Berlin', '2026-01-05T09:00:00Z'), '2026-01-06T08:00');
    assert.equal(next('0 9 * * *', 'Europe/Berlin', '2026-07-05T09:00:00Z'), '2026-07-06T07:00');
    // The clocks skip 02:30 on that day.
    assert.equal(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z'), '2026-03-30T00:30');
    assert.equal(next('0 9 * * *', 'America/New_York', '2026-03-08T00:00:00Z'), '2026-03-08T13:00');
    assert.equal(next('0 9 * * *', 'Asia/Kolkata', '2026-01-05T09:00:00Z'), '2026-01-06T03:30');
    assert.equal(next('0 9 * * *', 'Australia/Sydney', '2026-01-05T09:00:00Z'), '2026-01-05T22:00');
    assert.equal(next('0 9 * * *', 'Etc/GMT-2', '2026-01-05T09:00:00Z'), '2026-01-06T07:00');
    assert.equal(offsetsOf('Antarctica/Troll'), undefined);
  });

  it('say so where the simulation does not know a zone', () => {
    const { cluster, jobs, eventsOf } = withCronJob({ timeZone: 'Antarctica/Troll' });
    cluster.advanceBy(2 * minuteMs);
    assert.equal(jobs().length, 0);
    assert.match(eventsOf('CronJob', 'tick')[0] ?? '', /^UnknownTimeZone: invalid timeZone: "Antarctica\/Troll"/);
  });

  it('delete finished Jobs after their time to live', () => {
    const working = workingCluster();
    const containers = [{ name: 'app', image: 'busybox:1.36', command: ['true'] }];
    const spec = { ttlSecondsAfterFinished: 30, template: { spec: { restartPolicy: 'Never', containers } } };
    working.create(jobPath, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'work' }, spec });
    working.cluster.advanceBy(25_000);
    assert.equal(working.list(jobPath).length, 1);
    working.cluster.advanceBy(20_000);
    assert.deepEqual([working.list(jobPath).length, working.pods().length], [0, 0]);
  });
});
