import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { workloadWarnings } from '../core/workloadWarnings.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { Job, JobSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { validateJobChange } from './jobChange.ts';
import { defaultJob } from './jobDefaults.ts';
import { withJobSelector } from './jobSelector.ts';
import { validateGeneratedSelector, validateJobSelector } from './jobSelectorValidation.ts';
import { validateJobSpec } from './jobSpecValidation.ts';
import { validateJobStatus } from './jobStatusValidation.ts';
import { jobSpecWarnings } from './jobWarnings.ts';

/** Defaults and validation of Jobs. */
export const jobRules: KindRules<Job> = {
  applyDefaults(object) {
    defaultJob(object);
    return object;
  },
  validateCreate: (object) => withoutStandIn(validateNew(withSelector(object))),
  validateUpdate: (object, old) => withoutStandIn(validateNext(withSelectorOf(object, old), withSelector(old))),
  validateStatus: validateJobStatus,
  warnings: workloadWarnings((object) => jobSpecWarnings(object.spec, ['spec'])),
};

const at: FieldPath = ['spec'];

const standInUid = '00000000-0000-0000-0000-000000000000';

/** A manifest that nobody sent yet has no uid: it is judged as if it had. */
function withSelector(job: Job): Job {
  if (job.metadata?.uid || job.spec?.manualSelector) return job;
  return withJobSelector({ ...job, metadata: { ...job.metadata, uid: standInUid } });
}

/** What the server generated belongs to the Job: a manifest need not repeat it. */
function withSelectorOf(job: Job, old: Job): Job {
  if (job.spec?.selector || !old.spec?.selector) return withSelector(job);
  return withJobSelector({ ...job, metadata: { ...job.metadata, uid: old.metadata?.uid ?? standInUid } });
}

/** Nobody should wonder where the uid comes from. */
function withoutStandIn(errors: FieldError[]): FieldError[] {
  return errors.map((error) => ({ ...error, message: error.message.replaceAll(standInUid, '<uid>') }));
}

function validateNew(job: Job): FieldError[] {
  const spec: Partial<JobSpec> = job.spec ?? {};
  return [
    ...validateMetadata(job, 'namespaced', dnsSubdomain),
    ...validateGeneratedSelector(job),
    ...validateJobSpec(spec, at),
    ...validateJobSelector(spec, at),
    ...validateHostnames(job),
  ];
}

/** The Pods of an Indexed Job are named by their index. */
function validateHostnames({ metadata, spec }: Job): FieldError[] {
  if (spec?.completionMode !== 'Indexed' || (spec.completions ?? 0) <= 0) return [];
  const longest = `${metadata?.name ?? ''}-${(spec.completions ?? 1) - 1}`;
  if (dnsLabel(longest).length === 0) return [];
  const why = `will not able to create pod with invalid DNS label: ${longest}`;
  return [invalidValue(['metadata', 'name'], metadata?.name ?? '', why)];
}

/** The server judges a next version as a new one first. */
function validateNext(job: Job, old: Job): FieldError[] {
  const spec: Partial<JobSpec> = job.spec ?? {};
  return [
    ...validateNew(job),
    ...validateMetadataUpdate(job, old),
    ...validateJobSpec(spec, at),
    ...validateJobSelector(spec, at),
    ...validateJobChange(job, old),
  ];
}
