import type { ServiceAccount } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of ServiceAccounts. */
export const serviceAccountRules: KindRules<ServiceAccount> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => validateMetadata(object, 'namespaced', dnsSubdomain),
  validateUpdate: validateMetadataUpdate,
};
