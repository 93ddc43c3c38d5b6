import type { Event } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of Events of the core group. */
export const eventRules: KindRules<Event> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => validateMetadata(object, 'namespaced', dnsSubdomain),
  validateUpdate: validateMetadataUpdate,
};
