import { selectorValue, validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { validateAtMost100Percent, validateIntOrPercent } from '../core/numberValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported } from '../fieldErrors.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { pathSegment } from '../names.ts';

/** Defaults and validation of PodDisruptionBudgets. */
export const podDisruptionBudgetRules: KindRules<PodDisruptionBudget> = {
  applyDefaults: (object) => object,
  validateCreate(object) {
    const errors = validateSpec(object.spec);
    // A real server looks at the metadata only when all else is right.
    return errors.length > 0 ? errors : validateMetadata(object, 'namespaced', pathSegment);
  },
  validateUpdate(object, old) {
    const errors = validateSpec(object.spec);
    return errors.length > 0 ? errors : validateMetadataUpdate(object, old);
  },
};

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
