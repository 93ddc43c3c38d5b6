import { unchangedSelector } from '../core/labelSelectorValidation.ts';
import { unchanged } from '../core/metadataValidation.ts';
import { templateValue } from '../core/templateValue.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { Affinity, Job, JobSpec, PodTemplateSpec } from '../generated/objects.ts';
import { sameValue } from '../sameValue.ts';
import { failurePolicyValue } from './podFailurePolicyValidation.ts';
import { successPolicyValue } from './successPolicyValidation.ts';

const at: FieldPath = ['spec'];

/** What may not change in a Job once it is there (`ValidateJobSpecUpdate`). */
export function validateJobChange(job: Job, old: Job): FieldError[] {
  const [spec, before]: Partial<JobSpec>[] = [job.spec ?? {}, old.spec ?? {}];
  if (!spec || !before) return [];
  const frozen = (field: keyof JobSpec): FieldError[] => unchanged(spec[field], before[field], [...at, field]);
  const frozenPolicy = (field: 'podFailurePolicy' | 'successPolicy', printed: unknown): FieldError[] =>
    sameValue(spec[field], before[field]) ? [] : [invalidValue([...at, field], printed, 'field is immutable')];
  return [
    ...validateCompletions(spec, before),
    ...unchangedSelector(spec.selector, before.selector, [...at, 'selector']),
    ...validateTemplateChange(spec, before, old),
    ...frozen('completionMode'),
    ...frozenPolicy('podFailurePolicy', spec.podFailurePolicy && failurePolicyValue(spec.podFailurePolicy)),
    ...frozen('backoffLimitPerIndex'),
    ...frozen('managedBy'),
    ...frozenPolicy('successPolicy', spec.successPolicy && successPolicyValue(spec.successPolicy)),
  ];
}

/** An Indexed Job may grow and shrink if all its Pods may run at once (KEP-3715). */
function validateCompletions(spec: Partial<JobSpec>, before: Partial<JobSpec>): FieldError[] {
  const path = [...at, 'completions'];
  if (spec.completionMode !== 'Indexed') return unchanged(spec.completions, before.completions, path);
  if (spec.completions === undefined || spec.completions === before.completions) return [];
  if (spec.completions === spec.parallelism) return [];
  return [invalidValue(path, spec.completions, 'can only be modified in tandem with spec.parallelism')];
}

/** A suspended Job that has not started may be told other places to run at (KEP-2926). */
function validateTemplateChange(spec: Partial<JobSpec>, before: Partial<JobSpec>, old: Job): FieldError[] {
  const mayMove = before.suspend === true && old.status?.startTime === undefined;
  const [now, then] = mayMove ? [unplaced(spec), unplaced(before)] : [spec.template, before.template];
  if (sameValue(now, then)) return [];
  return [invalidValue([...at, 'template'], templateValue(spec.template ?? {}), 'field is immutable')];
}

function unplaced({ template }: Partial<JobSpec>): PodTemplateSpec {
  const { nodeSelector, affinity, tolerations, schedulingGates, ...fixed } = template?.spec ?? { containers: [] };
  const { labels, annotations, ...metadata } = template?.metadata ?? {};
  const others = withoutNodes(affinity);
  return { metadata, spec: { ...fixed, ...(others && { affinity: others }) } };
}

/** Nearness to other Pods stays as it is; which nodes may be taken does not count. */
function withoutNodes(affinity: Affinity | undefined): Affinity | undefined {
  const { nodeAffinity, ...others } = affinity ?? {};
  return Object.values(others).some((part) => part !== undefined) ? others : undefined;
}
