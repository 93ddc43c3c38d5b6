import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue, notSupported } from '../fieldErrors.ts';
import type { Lease, LeaseSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain, qualifiedName } from '../names.ts';

/** Defaults and validation of Leases. */
export const leaseRules: KindRules<Lease> = {
  applyDefaults(object) {
    object.spec ??= {};
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateSpec(object.spec)],
};

const strategies = ['OldestEmulationVersion'];

function validateSpec(spec: LeaseSpec = {}): FieldError[] {
  const { leaseDurationSeconds: duration, strategy, preferredHolder } = spec;
  const errors: FieldError[] = [];
  if (duration !== undefined && duration <= 0)
    errors.push(invalidValue(['spec', 'leaseDurationSeconds'], duration, 'must be greater than 0'));
  errors.push(...validateNotNegative(spec.leaseTransitions, ['spec', 'leaseTransitions']));
  // The server names the field twice.
  const path = ['spec', 'strategy', 'strategy'];
  if (strategy?.includes('/'))
    for (const text of qualifiedName(strategy)) errors.push(invalidValue(path, strategy, text));
  else if (strategy !== undefined && !strategies.includes(strategy))
    errors.push(notSupported(path, strategy, strategies));
  if (preferredHolder && !strategy)
    errors.push(forbiddenField(['spec', 'preferredHolder'], 'may only be specified if `strategy` is defined'));
  return errors;
}
