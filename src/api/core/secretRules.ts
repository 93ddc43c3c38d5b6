import { base64ToText, bytesToBase64, textToBytes } from '../base64.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required, tooLong } from '../fieldErrors.ts';
import type { Secret } from '../generated/objects.ts';
import { readJson } from '../jsonText.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { decodedBytes, maxDataBytes, validateDataKeys, validateImmutable } from './dataKeysValidation.ts';
import { unchanged, validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of Secrets. */
export const secretRules: KindRules<Secret> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateData(object)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...unchanged(object.type, old.type, ['type']),
    ...validateImmutable(object, old, ['data']),
    ...validateData(object),
  ],
};

function applyDefaults(object: Secret): Secret {
  object.type ||= 'Opaque';
  if (object.stringData) {
    const texts = Object.entries(object.stringData).map(([key, text]) => [key, bytesToBase64(textToBytes(text))]);
    object.data = Object.fromEntries([...Object.entries(object.data ?? {}), ...texts]);
    delete object.stringData;
  }
  return object;
}

const dataPath: FieldPath = ['data'];

function validateData(object: Secret): FieldError[] {
  const data = object.data ?? {};
  const errors = validateDataKeys(data, dataPath);
  let bytes = 0;
  for (const value of Object.values(data)) bytes += decodedBytes(value);
  if (bytes > maxDataBytes) errors.push(tooLong(dataPath, maxDataBytes));
  return [...errors, ...validateType(object, data)];
}

/** What a Secret of a built-in type must hold. */
function validateType(object: Secret, data: Record<string, string>): FieldError[] {
  const missing = (...keys: string[]): FieldError[] =>
    keys.filter((key) => !Object.hasOwn(data, key)).map((key) => required([...dataPath, { key }]));
  switch (object.type) {
    case 'kubernetes.io/service-account-token': {
      const key = 'kubernetes.io/service-account.name';
      return object.metadata?.annotations?.[key] ? [] : [required(['metadata', 'annotations', { key }])];
    }
    case 'kubernetes.io/dockercfg':
      return validateJson('.dockercfg', data);
    case 'kubernetes.io/dockerconfigjson':
      return validateJson('.dockerconfigjson', data);
    case 'kubernetes.io/basic-auth':
      return data.username === undefined && data.password === undefined ? missing('username', 'password') : [];
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [required([...dataPath, { key: 'ssh-privatekey' }])];
    case 'kubernetes.io/tls':
      return missing('tls.crt', 'tls.key');
    default:
      return [];
  }
}

function validateJson(key: string, data: Record<string, string>): FieldError[] {
  const value = data[key];
  if (value === undefined) return [required([...dataPath, { key }])];
  const problem = objectProblem(base64ToText(value));
  return problem === undefined ? [] : [invalidValue([...dataPath, { key }], '<secret contents redacted>', problem)];
}

/** Why a text is no JSON object, in Go's words (`encoding/json`). */
function objectProblem(text: string): string | undefined {
  const read = readJson(text);
  if (read.problem !== undefined) return read.problem;
  if (read.value === null || (typeof read.value === 'object' && !Array.isArray(read.value))) return undefined;
  const what = Array.isArray(read.value) ? 'array' : typeof read.value === 'boolean' ? 'bool' : typeof read.value;
  return `json: cannot unmarshal ${what} into Go value of type map[string]interface {}`;
}
