import type { CronJob, Job, LabelSelector } from '../../api/generated/objects.ts';
import { formatDuration, parseTime } from '../../api/time.ts';
import type { Describer } from './describer.ts';
import { describeTime } from './describeText.ts';
import { describeTemplate } from './podTemplate.ts';
import { selectorText } from './selectors.ts';

/** A Job as `kubectl describe job` shows it. */
export const describeJob: Describer<Job> = (job, { text, events, nowMs }) => {
  const { metadata, spec, status } = job;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  if (spec?.selector) text.line(0, 'Selector:', selectorText(spec.selector));
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.controller(metadata);
  if (spec?.parallelism !== undefined) text.line(0, 'Parallelism:', String(spec.parallelism));
  text.line(0, 'Completions:', spec?.completions === undefined ? '<unset>' : String(spec.completions));
  if (spec?.completionMode !== undefined) text.line(0, 'Completion Mode:', spec.completionMode);
  if (spec?.suspend !== undefined) text.line(0, 'Suspend:', String(spec.suspend));
  if (spec?.backoffLimit !== undefined) text.line(0, 'Backoff Limit:', String(spec.backoffLimit));
  if (spec?.ttlSecondsAfterFinished !== undefined) {
    text.line(0, 'TTL Seconds After Finished:', String(spec.ttlSecondsAfterFinished));
  }
  if (status?.startTime) text.line(0, 'Start Time:', describeTime(status.startTime));
  if (status?.completionTime) {
    text.line(0, 'Completed At:', describeTime(status.completionTime));
    const lastedMs = (parseTime(status.completionTime) ?? 0) - (parseTime(status.startTime ?? '') ?? 0);
    if (status.startTime) text.line(0, 'Duration:', formatDuration(lastedMs));
  }
  if (spec?.activeDeadlineSeconds !== undefined) {
    text.line(0, 'Active Deadline Seconds:', `${spec.activeDeadlineSeconds}s`);
  }
  const { active = 0, ready, succeeded = 0, failed = 0 } = status ?? {};
  const activeText = ready === undefined ? `${active} Active` : `${active} Active (${ready} Ready)`;
  text.line(0, 'Pods Statuses:', `${activeText} / ${succeeded} Succeeded / ${failed} Failed`);
  if (spec?.completionMode === 'Indexed') text.line(0, 'Completed Indexes:', status?.completedIndexes || '<none>');
  describeTemplate(text, spec?.template);
  text.events(events, nowMs);
};

/** A CronJob as `kubectl describe cronjob` shows it. */
export const describeCronJob: Describer<CronJob> = (cronJob, { text, events, nowMs }) => {
  const { metadata, spec, status } = cronJob;
  const orUnset = (value: unknown) => (value === undefined || value === null ? '<unset>' : String(value));
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Schedule:', spec?.schedule ?? '');
  text.line(0, 'Concurrency Policy:', spec?.concurrencyPolicy ?? '');
  text.line(0, 'Suspend:', spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False');
  text.line(0, 'Successful Job History Limit:', orUnset(spec?.successfulJobsHistoryLimit));
  text.line(0, 'Failed Job History Limit:', orUnset(spec?.failedJobsHistoryLimit));
  const deadline = spec?.startingDeadlineSeconds;
  text.line(0, 'Starting Deadline Seconds:', deadline === undefined ? '<unset>' : `${deadline}s`);
  const job = spec?.jobTemplate?.spec;
  text.line(0, 'Selector:', selectorText(job?.selector as LabelSelector | undefined));
  text.line(0, 'Parallelism:', orUnset(job?.parallelism));
  text.line(0, 'Completions:', orUnset(job?.completions));
  if (job?.activeDeadlineSeconds !== undefined) {
    text.line(0, 'Active Deadline Seconds:', `${job.activeDeadlineSeconds}s`);
  }
  describeTemplate(text, job?.template);
  text.line(0, 'Last Schedule Time:', status?.lastScheduleTime ? describeTime(status.lastScheduleTime) : '<unset>');
  text.line(0, 'Active Jobs:', (status?.active ?? []).map(({ name }) => name ?? '').join(', ') || '<none>');
  text.events(events, nowMs);
};
