import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError } from '../field.ts';
import { required } from '../fieldErrors.ts';
import type { ControllerRevision } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';

/** Defaults and validation of ControllerRevisions. */
export const controllerRevisionRules: KindRules<ControllerRevision> = {
  applyDefaults: (object) => object,
  validateCreate,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateCreate(object),
    ...unchanged(object.data, old.data, ['data']),
  ],
};

function validateCreate(object: ControllerRevision): FieldError[] {
  return [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...(object.data === undefined ? [required(['data'], 'data is mandatory')] : []),
    ...validateNotNegative(object.revision, ['revision']),
  ];
}
