import { unchangedSelector } from '../core/labelSelectorValidation.ts';
import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { templateWarnings } from '../core/podWarnings.ts';
import { templateValue } from '../core/templateValue.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { Job, JobSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { sameValue } from '../sameValue.ts';
import { defaultJob } from './jobDefaults.ts';
import { withJobSelector } from './jobSelector.ts';
import { validateGeneratedSelector, validateJobSelector } from './jobSelectorValidation.ts';
import { validateJobSpec } from './jobSpecValidation.ts';

/** Defaults and validation of Jobs. */
export const jobRules: KindRules<Job> = {
  applyDefaults(object) {
    defaultJob(object);
    return object;
  },
  validateCreate: (object) => withoutStandIn(validateNew(withSelector(object))),
  validateUpdate: (object, old) => withoutStandIn(validateNext(withSelectorOf(object, old), withSelector(old))),
  warnings: (object) => templateWarnings(object.spec?.template, ['spec', 'template']),
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

function validateNext(job: Job, old: Job): FieldError[] {
  const [spec, before]: Partial<JobSpec>[] = [job.spec ?? {}, old.spec ?? {}];
  const frozen = (field: keyof JobSpec): FieldError[] => unchanged(spec?.[field], before?.[field], [...at, field]);
  return [
    ...validateMetadataUpdate(job, old),
    ...validateJobSpec(spec ?? {}, at),
    ...validateJobSelector(spec ?? {}, at),
    ...validateCompletions(spec ?? {}, before ?? {}),
    ...unchangedSelector(spec?.selector, before?.selector, [...at, 'selector']),
    ...validateTemplateChange(spec ?? {}, before ?? {}, old),
    ...frozen('completionMode'),
    ...frozen('podFailurePolicy'),
    ...frozen('backoffLimitPerIndex'),
    ...frozen('managedBy'),
    ...frozen('successPolicy'),
  ];
}

/** An Indexed Job may grow and shrink if all its Pods may run at once before and after. */
function validateCompletions(spec: Partial<JobSpec>, before: Partial<JobSpec>): FieldError[] {
  const path = [...at, 'completions'];
  if (spec.completions === before.completions) return [];
  if (spec.completionMode !== 'Indexed' || spec.completions === undefined || before.completions === undefined)
    return unchanged(spec.completions, before.completions, path);
  if (spec.completions === spec.parallelism) return [];
  const why = `can only be modified in tandem with spec.parallelism`;
  return [invalidValue(path, spec.completions, why)];
}

/** A suspended Job that has not started may be told other places to run at. */
function validateTemplateChange(spec: Partial<JobSpec>, before: Partial<JobSpec>, old: Job): FieldError[] {
  const mayMove = before.suspend === true && old.status?.startTime === undefined;
  const [now, then] = mayMove ? [unplaced(spec), unplaced(before)] : [spec.template, before.template];
  if (sameValue(now, then)) return [];
  return [invalidValue([...at, 'template'], templateValue(spec.template ?? {}), 'field is immutable')];
}

function unplaced({ template }: Partial<JobSpec>): unknown {
  const { nodeSelector, affinity, tolerations, schedulingGates, ...fixed } = template?.spec ?? { containers: [] };
  const { labels, annotations, ...metadata } = template?.metadata ?? {};
  return { metadata, fixed };
}
