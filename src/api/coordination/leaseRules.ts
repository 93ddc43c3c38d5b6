import { validateMetadataChange, validateMetadataOnly } from '../core/metadataValidation.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { Lease, LeaseSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';

/** Defaults and validation of Leases. */
export const leaseRules: KindRules<Lease> = {
  applyDefaults(object) {
    object.spec ??= {};
    // The gate CoordinatedLeaderElection is off.
    delete object.spec.strategy;
    delete object.spec.preferredHolder;
    return object;
  },
  validateCreate: (object) => [
    ...validateMetadataOnly(object, 'namespaced', dnsSubdomain),
    ...validateSpec(object.spec),
  ],
  validateUpdate: (object, old) => [...validateMetadataChange(object, old), ...validateSpec(object.spec)],
};

function validateSpec(spec: LeaseSpec = {}): FieldError[] {
  const { leaseDurationSeconds: duration } = spec;
  const errors: FieldError[] = [];
  if (duration !== undefined && duration <= 0)
    errors.push(invalidValue(['spec', 'leaseDurationSeconds'], duration, 'must be greater than 0'));
  errors.push(...validateNotNegative(spec.leaseTransitions, ['spec', 'leaseTransitions']));
  return errors;
}
