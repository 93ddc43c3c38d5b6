import { validateConditions } from '../core/conditionValidation.ts';
import { selectorValue, validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { validateMetadataOnly } from '../core/metadataValidation.ts';
import { validateAtMost100Percent, validateIntOrPercent, validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported } from '../fieldErrors.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetSpec, PodDisruptionBudgetStatus } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { pathSegment } from '../names.ts';

/** Defaults and validation of PodDisruptionBudgets. */
export const podDisruptionBudgetRules: KindRules<PodDisruptionBudget> = {
  applyDefaults: (object) => object,
  validateCreate(object) {
    const errors = validateSpec(object.spec);
    // A real server looks at the metadata only when all else is right.
    return errors.length > 0 ? errors : validateMetadataOnly(object, 'namespaced', pathSegment);
  },
  validateUpdate: (object) => validateSpec(object.spec),
  validateStatus,
};

function validateStatus({ status = {} as PodDisruptionBudgetStatus }: PodDisruptionBudget): FieldError[] {
  const counts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;
  return [
    ...validateConditions(status.conditions ?? [], ['status', 'conditions']),
    ...counts.flatMap((field) => validateNotNegative(status[field], ['status', field])),
  ];
}

const at: FieldPath = ['spec'];
const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

function validateSpec(spec: PodDisruptionBudgetSpec = {}): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: eviction } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const printed = {
      MinAvailable: minAvailable,
      Selector: selectorValue(selector) ?? null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: eviction ?? null,
    };
    errors.push(invalidValue(at, printed, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[field];
    if (value === undefined) continue;
    errors.push(...validateIntOrPercent(value, [...at, field]), ...validateAtMost100Percent(value, [...at, field]));
  }
  if (selector) errors.push(...validateLabelSelector(selector, [...at, 'selector']));
  if (eviction !== undefined && !evictionPolicies.includes(eviction))
    errors.push(notSupported([...at, 'unhealthyPodEvictionPolicy'], eviction, evictionPolicies));
  return errors;
}
