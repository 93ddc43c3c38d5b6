import { validateNotNegative } from '../core/numberValidation.ts';
import { validatePodTemplate } from '../core/podTemplate.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { JobSpec } from '../generated/objects.ts';
import { byteLength, dnsSubdomain } from '../names.ts';
import { validateFailurePolicy } from './podFailurePolicyValidation.ts';
import { validateSuccessPolicy } from './successPolicyValidation.ts';

const maxIndexedParallelism = 100_000;
const maxFailedIndexes = 100_000;
const manyCompletions = 100_000;
const maxParallelismOfMany = 10_000;
const maxFailedOfMany = 10_000;
const maxManagedByBytes = 63;
const completionModes = ['NonIndexed', 'Indexed'];

/** What is wrong with a Job's spec, also as a CronJob's template; the selector aside. */
export function validateJobSpec(spec: Partial<JobSpec>, at: FieldPath): FieldError[] {
  const counts = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ] as const;
  const errors = counts.flatMap((field) => validateNotNegative(spec[field], [...at, field]));
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    errors.push(required([...at, 'backoffLimitPerIndex'], 'when maxFailedIndexes is specified'));
  errors.push(...validateManagedBy(spec.managedBy, [...at, 'managedBy']), ...validateCompletionMode(spec, at));
  if (spec.podFailurePolicy)
    errors.push(...validateFailurePolicy(spec, spec.podFailurePolicy, [...at, 'podFailurePolicy']));
  if (spec.successPolicy) errors.push(...validateSuccessPolicy(spec, spec.successPolicy, [...at, 'successPolicy']));
  errors.push(...validateReplacement(spec, [...at, 'podReplacementPolicy']));
  const template = spec.template ?? {};
  errors.push(...validatePodTemplate(template, [...at, 'template']));
  return [...errors, ...validateRestart(spec, [...at, 'template', 'spec', 'restartPolicy'])];
}

function validateManagedBy(name: string | undefined, path: FieldPath): FieldError[] {
  if (name === undefined) return [];
  const errors = validatePrefixedPath(name, path);
  return byteLength(name) > maxManagedByBytes ? [...errors, tooLong(path, maxManagedByBytes)] : errors;
}

function validateCompletionMode(spec: Partial<JobSpec>, at: FieldPath): FieldError[] {
  const { completionMode: mode, completions, parallelism = 0, maxFailedIndexes: maxFailed } = spec;
  const errors: FieldError[] = [];
  if (mode !== undefined && !completionModes.includes(mode))
    errors.push(notSupported([...at, 'completionMode'], mode, completionModes));
  if (mode === 'Indexed') {
    if (completions === undefined) errors.push(required([...at, 'completions'], 'when completion mode is Indexed'));
    if (parallelism > maxIndexedParallelism) {
      const why = `must be less than or equal to ${maxIndexedParallelism} when completion mode is Indexed`;
      errors.push(invalidValue([...at, 'parallelism'], parallelism, why));
    }
    if (completions !== undefined && maxFailed !== undefined && maxFailed > completions)
      errors.push(invalidValue([...at, 'maxFailedIndexes'], maxFailed, 'must be less than or equal to completions'));
    if (maxFailed !== undefined && maxFailed > maxFailedIndexes)
      errors.push(
        invalidValue([...at, 'maxFailedIndexes'], maxFailed, `must be less than or equal to ${maxFailedIndexes}`),
      );
    if (completions !== undefined && completions > manyCompletions && spec.backoffLimitPerIndex !== undefined)
      errors.push(...validateMany(spec, at));
  }
  if (mode === undefined || mode === 'NonIndexed') {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
      if (spec[field] !== undefined)
        errors.push(invalidValue([...at, field], spec[field], 'requires indexed completion mode'));
  }
  return errors;
}

function validateMany({ parallelism = 0, maxFailedIndexes: maxFailed }: Partial<JobSpec>, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (maxFailed === undefined) {
    const why = `must be specified when completions is above ${manyCompletions}`;
    errors.push(required([...at, 'maxFailedIndexes'], why));
  }
  if (parallelism > maxParallelismOfMany) {
    const why = `must be less than or equal to ${maxParallelismOfMany} when completions are above ${manyCompletions} and used with backoff limit per index`;
    errors.push(invalidValue([...at, 'parallelism'], parallelism, why));
  }
  if (maxFailed !== undefined && maxFailed > maxFailedOfMany) {
    const why = `must be less than or equal to ${maxFailedOfMany} when completions are above ${manyCompletions} and used with backoff limit per index`;
    errors.push(invalidValue([...at, 'maxFailedIndexes'], maxFailed, why));
  }
  return errors;
}

function validateReplacement({ podReplacementPolicy: policy, podFailurePolicy }: Partial<JobSpec>, path: FieldPath) {
  if (policy === undefined) return [];
  const allowed = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return allowed.includes(policy) ? [] : [notSupported(path, policy, allowed)];
}

const restartPolicies = ['OnFailure', 'Never'];

function validateRestart({ template, podFailurePolicy }: Partial<JobSpec>, path: FieldPath): FieldError[] {
  const policy = template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') return [required(path, 'valid values: "OnFailure", "Never"')];
  if (!restartPolicies.includes(policy)) return [notSupported(path, policy, restartPolicies)];
  if (!podFailurePolicy || policy === 'Never') return [];
  return [invalidValue(path, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}

const pathFormat = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const pathPattern = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

function validatePrefixedPath(name: string, path: FieldPath): FieldError[] {
  if (name === '') return [required(path)];
  const slash = name.indexOf('/');
  const [host, rest] = [name.slice(0, slash), name.slice(slash + 1)];
  if (slash <= 0 || rest === '')
    return [invalidValue(path, name, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const errors = dnsSubdomain(host).map((text) => invalidValue(path, host, text));
  if (!pathPattern.test(rest))
    errors.push(invalidValue(path, rest, `Invalid path (regex used for validation is '${pathFormat}')`));
  return errors;
}
