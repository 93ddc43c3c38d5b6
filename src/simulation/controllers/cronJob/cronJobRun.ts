import type { CronJob, CronJobStatus, Job, ObjectReference } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { cronJobKind, jobKind } from '../../apiserver/knownKinds.ts';
import type { EventRecorder } from '../../eventRecorder.ts';
import { controllerReference } from '../controlledObjects.ts';
import { isFinished, lastWord } from '../job/conditions.ts';
import type { CronClock } from './scheduling.ts';

/** One look at a CronJob: what happens to its Jobs, and what its status says of them. */
export class CronJobRun {
  readonly cronJob: Stored<CronJob>;
  readonly status: CronJobStatus;
  readonly #api: ComponentApi;
  readonly #events: EventRecorder;

  constructor(api: ComponentApi, events: EventRecorder, cronJob: Stored<CronJob>) {
    this.#api = api;
    this.#events = events;
    this.cronJob = cronJob;
    this.status = { ...cronJob.status, active: [...(cronJob.status?.active ?? [])] };
  }

  get active(): readonly ObjectReference[] {
    return this.status.active ?? [];
  }

  say(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#events.record(this.cronJob, { type, reason, message });
  }

  /** Takes in what has become of the Jobs. */
  noteJobs(jobs: readonly Stored<Job>[]): void {
    for (const job of jobs) {
      const { uid, name } = job.metadata;
      const isKnown = this.active.some((one) => one.uid === uid);
      if (!isKnown && !isFinished(job)) {
        this.say('Warning', 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${name}`);
      } else if (isKnown && isFinished(job)) {
        this.#forget(uid);
        const message = `Saw completed job: ${name}, condition: ${lastWord(job)?.type}`;
        this.say('Normal', 'SawCompletedJob', message);
      }
      const { completionTime } = job.status ?? {};
      if (lastWord(job)?.type !== 'Complete' || completionTime === undefined) continue;
      const known = this.status.lastSuccessfulTime;
      if (known === undefined || timeMs(completionTime) > timeMs(known))
        this.status.lastSuccessfulTime = completionTime;
    }
    const present = new Set(jobs.map(({ metadata }) => metadata.uid));
    for (const { uid = '', name } of this.active) {
      if (present.has(uid)) continue;
      this.say('Normal', 'MissingJob', `Active job went missing: ${name}`);
      this.#forget(uid);
    }
  }

  /** Makes the Job of a time; false where the server refused it. */
  start({ offset }: CronClock, atMs: number): boolean {
    const { metadata, spec } = this.cronJob;
    const template = spec?.jobTemplate;
    const job: Job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: jobName(this.cronJob, atMs),
        namespace: metadata.namespace ?? '',
        ...(template?.metadata?.labels && { labels: { ...template.metadata.labels } }),
        annotations: {
          ...template?.metadata?.annotations,
          'batch.kubernetes.io/cronjob-scheduled-timestamp': zonedTime(atMs, offset(atMs)),
        },
        ownerReferences: [controllerReference(cronJobKind, this.cronJob)],
      },
      ...(template?.spec && { spec: template.spec }),
    };
    const { object, refusal } = this.#api.create<Job>(jobKind, job);
    if (refusal) {
      const isEnding = refusal.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating');
      if (!isEnding) this.say('Warning', 'FailedCreate', `Error creating job: ${refusal.message}`);
      return isEnding === true;
    }
    const { name, uid, namespace = '', resourceVersion } = object.metadata;
    this.say('Normal', 'SuccessfulCreate', `Created job ${name}`);
    const reference = { apiVersion: 'batch/v1', kind: 'Job', name, namespace, uid, resourceVersion };
    this.status.active = [...this.active, reference];
    this.status.lastScheduleTime = formatTime(atMs);
    return true;
  }

  /** Deletes a Job with its Pods. */
  delete(name: string, uid: string): void {
    const { namespace = '' } = this.cronJob.metadata;
    this.#forget(uid);
    const options = { propagationPolicy: 'Background', preconditions: { uid } };
    if (this.#api.delete(jobKind, namespace, name, options)) return;
    this.say('Normal', 'SuccessfulDelete', `Deleted job ${name}`);
  }

  /** Deletes the oldest Jobs that have ended, beyond what is to be kept (`cleanupFinishedJobs`). */
  cleanUp(jobs: readonly Stored<Job>[]): void {
    const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = this.cronJob.spec ?? {};
    const limits = { Complete: successfulJobsHistoryLimit, Failed: failedJobsHistoryLimit };
    for (const [end, limit] of Object.entries(limits)) {
      if (limit === undefined) continue;
      const ended = jobs.filter((job) => lastWord(job)?.type === end).sort((a, b) => (ageKey(a) < ageKey(b) ? -1 : 1));
      for (const { metadata } of ended.slice(0, Math.max(0, ended.length - limit))) {
        this.delete(metadata.name, metadata.uid);
      }
    }
  }

  #forget(uid: string): void {
    this.status.active = this.active.filter((one) => one.uid !== uid);
  }
}

/** `backup-29345760`: the minutes since 1970 tell the Jobs of a CronJob apart, so that no time has two. */
export function jobName({ metadata }: Stored<CronJob>, atMs: number): string {
  return `${metadata.name}-${Math.floor(atMs / 60_000)}`;
}

/** `2026-01-05T10:00:00+01:00`. */
function zonedTime(atMs: number, offsetMinutes: number): string {
  const local = formatTime(atMs + offsetMinutes * 60_000).replace('Z', '');
  if (offsetMinutes === 0) return `${local}Z`;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.abs(offsetMinutes);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function ageKey({ metadata, status }: Stored<Job>): string {
  return `${status?.startTime ?? metadata.creationTimestamp} ${metadata.name}`;
}

function timeMs(text: string): number {
  return parseTime(text) ?? 0;
}
