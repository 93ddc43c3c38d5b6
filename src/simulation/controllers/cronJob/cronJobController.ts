import type { CronJob, Job } from '../../../api/generated/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import { cronJobKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { type ControlledObjects, controllerOf } from '../controlledObjects.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { CronJobRun, jobName } from './cronJobRun.ts';
import { clockOf, dueTime, waitMs } from './scheduling.ts';

/** From a change to the controller's answer. */
const latencyMs = 5;

/** Makes Jobs by the clock (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/). */
export class CronJobController {
  readonly #context: ComponentContext;
  readonly #jobs: ControlledObjects<Job>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ComponentContext, jobs: ControlledObjects<Job>) {
    this.#context = context;
    this.#jobs = jobs;
    this.#events = new EventRecorder(context, { component: 'cronjob-controller' });
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    context.api.subscribe<CronJob>(cronJobKind, 0, ({ object: { metadata } }) => {
      this.#queue.add(`${metadata.namespace}/${metadata.name}`);
    });
    jobs.onChange(({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'CronJob') this.#queue.add(`${object.metadata.namespace}/${owner.name}`);
    });
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const cronJob = api.get<CronJob>(cronJobKind, namespace, name);
    if (!cronJob) return 'done';
    const run = new CronJobRun(api, this.#events, cronJob);
    run.noteJobs(this.#jobs.of(cronJob.metadata.uid));
    const result = this.#schedule(key, run);
    run.cleanUp(this.#jobs.of(cronJob.metadata.uid));
    const { active, ...others } = run.status;
    const status = { ...others, ...(active && active.length > 0 && { active }) };
    if (!sameValue(status, cronJob.status ?? {})) {
      api.update<CronJob>(cronJobKind, { ...cronJob, status }, 'status');
    }
    return result;
  }

  #schedule(key: string, run: CronJobRun): SyncResult {
    const { cronJob } = run;
    if (cronJob.metadata.deletionTimestamp || cronJob.spec?.suspend) return 'done';
    const clock = clockOf(cronJob);
    if ('reason' in clock) {
      run.say('Warning', clock.reason, clock.message);
      return 'done';
    }
    const nowMs = this.#context.nowMs();
    const { dueMs, missedMany } = dueTime(cronJob, clock, nowMs);
    if (missedMany) {
      const advice = 'Set or decrease .spec.startingDeadlineSeconds or check clock skew';
      run.say('Warning', 'TooManyMissedTimes', `too many missed start times. ${advice}`);
    }
    const isStarted = dueMs === undefined || this.#start(run, dueMs, nowMs);
    const nextMs = waitMs({ ...cronJob, status: run.status }, clock, nowMs);
    if (nextMs !== undefined) this.#queue.addAfter(key, nextMs, 'deadline');
    return isStarted ? 'done' : 'again';
  }

  /** Makes the Job that is due, unless something speaks against it; false where the server does. */
  #start(run: CronJobRun, dueMs: number, nowMs: number): boolean {
    const { cronJob } = run;
    const { startingDeadlineSeconds, concurrencyPolicy } = cronJob.spec ?? {};
    if (startingDeadlineSeconds !== undefined && dueMs + startingDeadlineSeconds * 1000 < nowMs) {
      const missed = new Date(dueMs).toUTCString().replace('GMT', '+0000');
      run.say('Warning', 'MissSchedule', `Missed scheduled time to start a job: ${missed}`);
      return true;
    }
    const last = cronJob.status?.lastScheduleTime;
    const isMade = run.active.some(({ name }) => name === jobName(cronJob, dueMs));
    if (isMade || (last !== undefined && parseTime(last) === parseTime(formatTime(dueMs)))) return true;
    if (concurrencyPolicy === 'Forbid' && run.active.length > 0) {
      const why = 'prior execution is running and concurrency policy is Forbid';
      run.say('Normal', 'JobAlreadyActive', `Not starting job because ${why}`);
      return true;
    }
    if (concurrencyPolicy === 'Replace') {
      for (const { name = '', uid = '' } of run.active) run.delete(name, uid);
    }
    const clock = clockOf(cronJob);
    return 'reason' in clock || run.start(clock, dueMs);
  }
}
