import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue } from '../fieldErrors.ts';
import type { Container, Pod, PodSpec, Toleration } from '../generated/objects.ts';
import { sameValue } from '../sameValue.ts';
import { validateMetadataUpdate } from './metadataValidation.ts';

const frozen =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What is wrong with the next version of a Pod: almost nothing of the spec may change (`ValidatePodUpdate`). */
export function validatePodUpdate(pod: Pod, old: Pod, validateBoth: (pod: Pod) => FieldError[]): FieldError[] {
  const spec = pod.spec ?? { containers: [] };
  const before = old.spec ?? { containers: [] };
  const errors = validateMetadataUpdate(pod, old);
  errors.push(...validateBoth(pod).filter((error) => error.path[0] !== 'metadata'));
  errors.push(...countErrors(spec, before));
  if (errors.length > 0) return errors;
  errors.push(...validateDeadline(spec, before), ...validateTolerationsGrow(spec, before));
  if (!sameValue(frozenPart(spec, before), frozenPart(before, before))) errors.push(forbiddenField(['spec'], frozen));
  return errors;
}

function countErrors(spec: PodSpec, before: PodSpec): FieldError[] {
  const errors: FieldError[] = [];
  if ((spec.containers ?? []).length !== (before.containers ?? []).length)
    errors.push(forbiddenField(['spec', 'containers'], 'pod updates may not add or remove containers'));
  if ((spec.initContainers ?? []).length !== (before.initContainers ?? []).length)
    errors.push(forbiddenField(['spec', 'initContainers'], 'pod updates may not add or remove containers'));
  return errors;
}

function validateDeadline(
  { activeDeadlineSeconds: now }: PodSpec,
  { activeDeadlineSeconds: then }: PodSpec,
): FieldError[] {
  const at = ['spec', 'activeDeadlineSeconds'];
  if (then === undefined) return [];
  if (now === undefined) return [invalidValue(at, null, 'must not update from a positive integer to nil value')];
  return now > then ? [invalidValue(at, now, 'must be less than or equal to previous value')] : [];
}

function validateTolerationsGrow({ tolerations = [] }: PodSpec, { tolerations: before = [] }: PodSpec): FieldError[] {
  const kept = (old: Toleration): boolean =>
    tolerations.some((now) => sameValue({ ...now, tolerationSeconds: 0 }, { ...old, tolerationSeconds: 0 }));
  if (before.every(kept)) return [];
  return [
    forbiddenField(['spec', 'tolerations'], 'existing toleration can not be modified except its tolerationSeconds'),
  ];
}

/** The spec without what may change. */
function frozenPart(spec: PodSpec, before: PodSpec): unknown {
  const { activeDeadlineSeconds, tolerations, terminationGracePeriodSeconds: grace, ...rest } = spec;
  const graceMayBeOne = (before.terminationGracePeriodSeconds ?? 0) < 0 && (grace === 1 || spec === before);
  return {
    ...rest,
    containers: spec.containers?.map(withoutImage),
    initContainers: spec.initContainers?.map(withoutImage),
    ...(!graceMayBeOne && { grace }),
  };
}

function withoutImage({ image, ...rest }: Container): unknown {
  return rest;
}
