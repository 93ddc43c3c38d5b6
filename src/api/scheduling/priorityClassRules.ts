import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import type { FieldError } from '../field.ts';
import { forbiddenField, notSupported, required } from '../fieldErrors.ts';
import type { PriorityClass } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';

/** Defaults and validation of PriorityClasses. */
export const priorityClassRules: KindRules<PriorityClass> = {
  applyDefaults(object) {
    object.value ??= 0;
    object.preemptionPolicy ??= 'PreemptLowerPriority';
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'cluster', dnsSubdomain), ...validateOwn(object)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...((object.value ?? 0) === (old.value ?? 0)
      ? []
      : [forbiddenField(['value'], 'may not be changed in an update.')]),
    ...unchanged(object.preemptionPolicy, old.preemptionPolicy, ['preemptionPolicy']),
  ],
};

/** A billion; above are the system's own. */
const maxUserPriority = 1_000_000_000;
const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};
const policies = ['PreemptLowerPriority', 'Never'];

function validateOwn(object: PriorityClass): FieldError[] {
  const name = object.metadata?.name ?? '';
  const value = object.value ?? 0;
  const errors: FieldError[] = [];
  if (name.startsWith('system-')) {
    const problem = systemProblem(name, value, object);
    const why = `priority class names with 'system-' prefix are reserved for system use only. error: ${problem}`;
    if (problem) errors.push(forbiddenField(['metadata', 'name'], why));
  } else if (value > maxUserPriority)
    errors.push(forbiddenField(['value'], `maximum allowed value of a user defined priority is ${maxUserPriority}`));
  const policy = object.preemptionPolicy;
  if (policy === '') errors.push(required(['preemptionPolicy']));
  else if (policy !== undefined && !policies.includes(policy))
    errors.push(notSupported(['preemptionPolicy'], policy, policies));
  return errors;
}

function systemProblem(name: string, value: number, { globalDefault = false }: PriorityClass): string | undefined {
  const known = Object.hasOwn(systemPriorities, name) ? systemPriorities[name] : undefined;
  if (known === undefined) return `${name} is not a known system priority class`;
  if (known !== value) return `value of ${name} PriorityClass must be ${known}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
