import { selectorValue } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import { workloadWarnings } from '../core/workloadWarnings.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { CronJob, CronJobSpec, JobSpec, JobTemplateSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { byteLength, dnsSubdomain, tooLongText } from '../names.ts';
import { parseCronSchedule } from './cronSchedule.ts';
import { defaultJobTemplate } from './jobDefaults.ts';
import { validateJobSpec } from './jobSpecValidation.ts';
import { jobSpecWarnings } from './jobWarnings.ts';
import { timeZoneProblems } from './timeZone.ts';

/** Eleven characters of the limit are left for the time in the names of its Jobs. */
const maxNameBytes = 52;

/** Defaults and validation of CronJobs. */
export const cronJobRules: KindRules<CronJob> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateOwn(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateSpec(object.spec, old.spec)],
  warnings: workloadWarnings((object) =>
    jobSpecWarnings(object.spec?.jobTemplate?.spec, ['spec', 'jobTemplate', 'spec']),
  ),
};

function applyDefaults(object: CronJob): CronJob {
  object.spec ??= {} as CronJobSpec;
  const { spec } = object;
  spec.concurrencyPolicy ||= 'Allow';
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= 3;
  spec.failedJobsHistoryLimit ??= 1;
  spec.jobTemplate ??= {};
  spec.jobTemplate.metadata ??= {};
  spec.jobTemplate.spec ??= {} as JobSpec;
  defaultJobTemplate(spec.jobTemplate.spec);
  return object;
}

const at: FieldPath = ['spec'];
const policies = ['Allow', 'Forbid', 'Replace'];

function validateOwn(object: CronJob): FieldError[] {
  const name = object.metadata?.name ?? '';
  const long = byteLength(name) > maxNameBytes;
  const errors = long ? [invalidValue(['metadata', 'name'], name, tooLongText(maxNameBytes))] : [];
  return [...validateSpec(object.spec), ...errors];
}

function validateSpec(spec: Partial<CronJobSpec> = {}, old?: Partial<CronJobSpec>): FieldError[] {
  const { schedule = '', timeZone, concurrencyPolicy: policy = '' } = spec;
  const errors: FieldError[] = [];
  const path = [...at, 'schedule'];
  if (schedule === '') errors.push(required(path));
  else {
    const parsed = parseCronSchedule(schedule);
    if (typeof parsed === 'string') errors.push(invalidValue(path, schedule, parsed));
    if (schedule.includes('TZ'))
      errors.push(invalidValue(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  }
  errors.push(...validateNotNegative(spec.startingDeadlineSeconds, [...at, 'startingDeadlineSeconds']));
  // A zone that was right once stays so.
  if (timeZone !== undefined && timeZone !== old?.timeZone)
    for (const text of timeZoneProblems(timeZone)) errors.push(invalidValue([...at, 'timeZone'], timeZone, text));
  if (policy === '') errors.push(required([...at, 'concurrencyPolicy']));
  else if (!policies.includes(policy)) errors.push(notSupported([...at, 'concurrencyPolicy'], policy, policies));
  errors.push(...validateJobTemplate(spec.jobTemplate ?? {}, [...at, 'jobTemplate']));
  for (const field of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const)
    errors.push(...validateNotNegative(spec[field], [...at, field]));
  return errors;
}

function validateJobTemplate({ spec }: JobTemplateSpec, path: FieldPath): FieldError[] {
  const job: Partial<JobSpec> = spec ?? {};
  const errors = validateJobSpec(job, [...path, 'spec']);
  if (job.selector) {
    const why = '`selector` will be auto-generated';
    errors.push(invalidValue([...path, 'spec', 'selector'], selectorValue(job.selector), why));
  }
  if (job.manualSelector)
    errors.push(notSupported([...path, 'spec', 'manualSelector'], job.manualSelector, ['nil', 'false']));
  return errors;
}
