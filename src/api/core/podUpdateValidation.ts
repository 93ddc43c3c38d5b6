import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue } from '../fieldErrors.ts';
import type { Container, Pod, PodSpec, Toleration } from '../generated/objects.ts';
import { sameValue } from '../sameValue.ts';
import { validateMetadataUpdate } from './metadataValidation.ts';
import { podSpecValue } from './podSpecValue.ts';
import { specDiff } from './specDiff.ts';

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
  const munged = withWhatMayChange(spec, before);
  if (!sameValue(munged, before))
    errors.push(forbiddenField(['spec'], `${frozen}\n${specDiff(podSpecValue(before), podSpecValue(munged))}`));
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

/** The new spec with the old values of what may change. */
function withWhatMayChange(spec: PodSpec, before: PodSpec): PodSpec {
  const { activeDeadlineSeconds, tolerations, ...rest } = spec;
  const graceMayBeOne = (before.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  return {
    ...rest,
    ...(before.activeDeadlineSeconds !== undefined && { activeDeadlineSeconds: before.activeDeadlineSeconds }),
    ...(before.tolerations && { tolerations: before.tolerations }),
    ...(graceMayBeOne && { terminationGracePeriodSeconds: before.terminationGracePeriodSeconds }),
    containers: withOldImages(spec.containers, before.containers),
    ...(spec.initContainers && { initContainers: withOldImages(spec.initContainers, before.initContainers) }),
  };
}

function withOldImages(containers: readonly Container[], before: readonly Container[] = []): Container[] {
  return containers.map((container, i) => {
    const { image, ...rest } = container;
    const old = before[i]?.image;
    return { ...rest, ...(old !== undefined && { image: old }) };
  });
}
