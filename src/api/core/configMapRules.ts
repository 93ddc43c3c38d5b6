import type { FieldError } from '../field.ts';
import { invalidValue, tooLong } from '../fieldErrors.ts';
import type { ConfigMap } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { byteLength, dnsSubdomain } from '../names.ts';
import { decodedBytes, maxDataBytes, validateDataKeys, validateImmutable } from './dataKeysValidation.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of ConfigMaps. */
export const configMapRules: KindRules<ConfigMap> = {
  applyDefaults: (object) => object,
  validateCreate,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateImmutable(object, old, ['data', 'binaryData']),
    ...validateData(object),
  ],
};

function validateCreate(object: ConfigMap): FieldError[] {
  return [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateData(object)];
}

function validateData({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors = validateDataKeys(data, ['data']);
  for (const key of Object.keys(data)) {
    if (Object.hasOwn(binaryData, key))
      errors.push(invalidValue(['data', { key }], key, 'duplicate of key present in binaryData'));
  }
  errors.push(...validateDataKeys(binaryData, ['binaryData']));
  let bytes = 0;
  for (const value of Object.values(data)) bytes += byteLength(value);
  for (const value of Object.values(binaryData)) bytes += decodedBytes(value);
  // The server's path for the whole object prints as `[]`.
  if (bytes > maxDataBytes) errors.push(tooLong([{ key: '' }], maxDataBytes));
  return errors;
}
