import { validateMetadata, validateMetadataUpdate } from './core/metadataValidation.ts';
import type { KindRules } from './kindRules.ts';
import type { KindInfo } from './kinds.ts';
import { dnsSubdomain } from './names.ts';

/** The rules of a kind of which nothing but the metadata is checked. */
export function metadataRules({ namespaced }: Pick<KindInfo, 'namespaced'>): KindRules {
  return {
    applyDefaults: (object) => object,
    validateCreate: (object) => validateMetadata(object, namespaced ? 'namespaced' : 'cluster', dnsSubdomain),
    validateUpdate: validateMetadataUpdate,
  };
}
