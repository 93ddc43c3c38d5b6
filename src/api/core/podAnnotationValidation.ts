import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, quote } from '../fieldErrors.ts';
import type { ObjectMeta, PodSpec } from '../generated/objects.ts';

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** What is wrong with the annotations that mean something to Kubernetes itself. */
export function validatePodAnnotations(
  annotations: ObjectMeta['annotations'],
  spec: Partial<PodSpec>,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  for (const [key, value] of Object.entries(annotations ?? {})) {
    const at = [...path, { key }];
    if (key === deletionCost && !isInt32(value)) errors.push(invalidValue(at, value, 'must be a 32bit integer'));
    if (!key.startsWith(appArmorPrefix)) continue;
    const name = key.slice(appArmorPrefix.length);
    if (!containers.some((container) => container.name === name))
      errors.push(invalidValue(at, name, 'container not found'));
    if (value !== '' && value !== 'runtime/default' && value !== 'unconfined' && !value.startsWith('localhost/'))
      errors.push(invalidValue(at, value, `invalid AppArmor profile name: ${quote(value)}`));
  }
  return errors;
}

function isInt32(text: string): boolean {
  return /^(-\d{1,10}|0|[1-9]\d{0,9})$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}
