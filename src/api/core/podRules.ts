import type { FieldError } from '../field.ts';
import { forbiddenField } from '../fieldErrors.ts';
import type { Pod } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { validateImages } from './containerValidation.ts';
import { validateMetadata } from './metadataValidation.ts';
import { validatePodAnnotations } from './podAnnotationValidation.ts';
import { defaultPod } from './podDefaults.ts';
import { dropDisabledFields } from './podDisabledFields.ts';
import { mergeMatchLabelKeys } from './podMatchLabelKeys.ts';
import { validatePodSpec } from './podSpecValidation.ts';
import { validatePodStatus } from './podStatusValidation.ts';
import { validatePodUpdate } from './podUpdateValidation.ts';
import { podWarnings } from './podWarnings.ts';
import { validateProfileAnnotations } from './profileAnnotationValidation.ts';

/** Defaults and validation of Pods. */
export const podRules: KindRules<Pod> = {
  applyDefaults(pod) {
    defaultPod(pod);
    if (pod.spec) {
      dropDisabledFields(pod.spec);
      mergeMatchLabelKeys(pod);
    }
    return pod;
  },
  validateCreate,
  validateUpdate: (pod, old) => validatePodUpdate(pod, old, validatePod),
  validateStatus: validatePodStatus,
  warnings: podWarnings,
};

function validateCreate(pod: Pod): FieldError[] {
  const errors = validatePod(pod);
  if (pod.spec?.ephemeralContainers?.length)
    errors.push(forbiddenField(['spec', 'ephemeralContainers'], 'cannot be set on create'));
  if (pod.spec?.nodeName && pod.spec.schedulingGates?.length) {
    const why = 'cannot be set until all schedulingGates have been cleared';
    errors.push(forbiddenField(['spec', 'nodeName'], why));
  }
  if (pod.spec) errors.push(...validateProfileAnnotations(pod.metadata?.annotations, pod.spec, ['spec']));
  return errors;
}

/** What holds for a new Pod and for every later version. */
export function validatePod(pod: Pod): FieldError[] {
  const spec = pod.spec ?? { containers: [] };
  return [
    ...validateMetadata(pod, 'namespaced', dnsSubdomain),
    ...validatePodAnnotations(pod.metadata?.annotations, spec, ['metadata', 'annotations']),
    ...validatePodSpec(spec, ['spec'], pod.metadata ?? {}),
    ...validateImages(spec.containers ?? [], ['spec', 'containers']),
    ...validateImages(spec.initContainers ?? [], ['spec', 'initContainers']),
  ];
}
