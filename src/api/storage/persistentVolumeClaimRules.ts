import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import type { FieldError } from '../field.ts';
import { forbiddenField } from '../fieldErrors.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../quantity.ts';
import { sameValue } from '../sameValue.ts';
import { defaultClaim } from './claimDefaults.ts';
import { validateClaimSpec } from './claimValidation.ts';

/** Defaults and validation of PersistentVolumeClaims. */
export const persistentVolumeClaimRules: KindRules<PersistentVolumeClaim> = {
  applyDefaults(object) {
    defaultClaim(object);
    normalizeDataSources(object.spec ?? {});
    return object;
  },
  validateCreate: (object) => [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateClaimSpec(object.spec ?? {}, ['spec']),
  ],
  validateUpdate: (object, old) => [
    ...validateClaimSpec(object.spec ?? {}, ['spec']),
    ...validateMetadataUpdate(object, old),
    ...validateChange(object, old),
    ...unchanged(object.spec?.volumeMode, old.spec?.volumeMode, ['volumeMode']),
  ],
};

/** The old and the new way to say where the data comes from say the same. */
function normalizeDataSources(spec: PersistentVolumeClaimSpec): void {
  if (spec.dataSource && !spec.dataSourceRef) spec.dataSourceRef = { ...spec.dataSource };
  else if (spec.dataSourceRef && !spec.dataSource && !spec.dataSourceRef.namespace) {
    const { namespace, ...source } = spec.dataSourceRef;
    spec.dataSource = source;
  }
}

const frozen =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

function validateChange(object: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const errors: FieldError[] = [];
  const bound = old.status?.phase === 'Bound';
  if (!sameValue(fixedPart(object.spec, old.spec, bound), fixedPart(old.spec, old.spec, bound)))
    errors.push(forbiddenField(['spec'], frozen));
  const size = sizeOf(object.spec?.resources?.requests);
  const capacity = sizeOf(old.status?.capacity);
  const smaller = compareQuantities(size, sizeOf(old.spec?.resources?.requests)) < 0;
  if (bound && smaller && compareQuantities(size, capacity) <= 0) {
    const path = ['spec', 'resources', 'requests', 'storage'];
    errors.push(forbiddenField(path, 'field can not be less than status.capacity'));
  }
  return errors;
}

function sizeOf(amounts: Record<string, string> | undefined) {
  return parseQuantity(amounts?.storage ?? '0') ?? quantityOf(0);
}

function fixedPart(spec: PersistentVolumeClaimSpec = {}, old: PersistentVolumeClaimSpec = {}, bound: boolean): unknown {
  const { resources, volumeName, volumeAttributesClassName, storageClassName, ...fixed } = spec;
  const { storage, ...requests } = resources?.requests ?? {};
  return {
    ...fixed,
    limits: resources?.limits,
    requests: bound ? requests : resources?.requests,
    // Until it is bound a claim may be given a volume, and a class where it had none.
    ...(old.volumeName && { volumeName }),
    ...(old.storageClassName !== undefined && { storageClassName }),
    ...(!bound && { volumeAttributesClassName }),
  };
}
