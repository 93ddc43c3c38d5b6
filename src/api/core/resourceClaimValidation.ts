import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidValue, notFoundValue, required } from '../fieldErrors.ts';
import type { PodResourceClaim, ResourceClaim } from '../generated/objects.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { internalValue } from './internalValues.ts';
import { nameErrors } from './nameErrors.ts';

/** What is wrong with the claims of devices that a Pod names. */
export function validatePodClaims(claims: readonly PodResourceClaim[], at: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap((claim, i) => {
    const here = [...at, i];
    const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required([...here, 'name']));
    else if (seen.has(name)) errors.push(duplicate([...here, 'name'], name));
    else errors.push(...nameErrors(name, dnsLabel, [...here, 'name']));
    seen.add(name);
    const value = internalValue(claim, 'PodResourceClaim');
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const why = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(invalidValue(here, value, why));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      const why = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
      errors.push(invalidValue(here, value, why));
    }
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const text = claim[field];
      if (text !== undefined) errors.push(...nameErrors(text, dnsSubdomain, [...here, field]));
    }
    return errors;
  });
}

/** What is wrong with the claims that a container uses; `known` are those of its Pod. */
export function validateClaimNames(
  claims: readonly ResourceClaim[],
  known: ReadonlySet<string>,
  at: FieldPath,
): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap(({ name = '', request = '' }, i) => {
    const here = [...at, i];
    if (name === '') return [required(here)];
    const errors: FieldError[] = [];
    if (seen.has(name)) errors.push(duplicate(here, name));
    else {
      if (request !== '') errors.push(...nameErrors(request, dnsLabel, [...here, 'request']));
      const key = request === '' ? name : `${name}/${request}`;
      if (seen.has(key)) errors.push(duplicate(here, key));
      // The whole claim includes each request that was named before.
      else if (request === '')
        for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(here, name));
      seen.add(key);
    }
    return known.has(name) ? errors : [...errors, unknownClaim(here, name, known)];
  });
}

function unknownClaim(at: FieldPath, name: string, known: ReadonlySet<string>): FieldError {
  const which = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
  const error = notFoundValue(at, name);
  return { ...error, message: `${error.message}: must be one of the names in pod.spec.resourceClaims${which}` };
}
