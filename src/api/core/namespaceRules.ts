import type { Namespace } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of Namespaces. */
export const namespaceRules: KindRules<Namespace> = {
  applyDefaults(object) {
    const name = object.metadata?.name;
    if (name && object.metadata) {
      object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': name };
    }
    return object;
  },
  validateCreate: (object) => validateMetadata(object, 'cluster', dnsLabel),
  validateUpdate: validateMetadataUpdate,
};
