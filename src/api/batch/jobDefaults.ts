import { defaultPodTemplate } from '../core/podTemplate.ts';
import type { Job, JobSpec } from '../generated/objects.ts';

/** Fills in what the API server does for a Job; the selector is `withJobSelector`'s. */
export function defaultJob(job: Job): void {
  job.spec ??= {} as JobSpec;
  const { spec } = job;
  defaultJobTemplate(spec);
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1;
  const labels = spec.template.metadata?.labels ?? {};
  job.metadata ??= {};
  // With a generated selector the generated labels are among them.
  if (spec.manualSelector && Object.keys(job.metadata.labels ?? {}).length === 0 && Object.keys(labels).length > 0)
    job.metadata.labels = { ...labels };
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  for (const rule of spec.podFailurePolicy?.rules ?? [])
    for (const pattern of rule.onPodConditions ?? []) pattern.status ||= 'True';
  spec.manualSelector ??= false;
  spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
}

/** The defaults of a Job in the template of a CronJob: the Jobs made from it get the rest. */
export function defaultJobTemplate(spec: JobSpec): void {
  spec.template ??= {};
  defaultPodTemplate(spec.template);
}
