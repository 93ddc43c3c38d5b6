import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required, tooLong } from '../fieldErrors.ts';
import type {
  CSIPersistentVolumeSource,
  CSIVolumeSource,
  SecretReference,
  StorageOSPersistentVolumeSource,
  StorageOSVolumeSource,
} from '../generated/objects.ts';
import { byteLength, dnsLabel, dnsSubdomain } from '../names.ts';
import { namedSecret } from './externalVolumeValidation.ts';
import { nameErrors } from './nameErrors.ts';

const maxDriverBytes = 63;

function validateDriver(driver: string, at: FieldPath): FieldError[] {
  const errors = driver === '' ? [required(at)] : [];
  if (byteLength(driver) > maxDriverBytes) errors.push(tooLong(at, maxDriverBytes));
  for (const text of dnsSubdomain(driver.toLowerCase())) errors.push(invalidValue(at, driver, text));
  return errors;
}

/** What is wrong with a volume of a CSI driver in a Pod. */
export function validateCsi(
  { driver = '', nodePublishSecretRef: secret }: CSIVolumeSource,
  at: FieldPath,
): FieldError[] {
  const errors = validateDriver(driver, [...at, 'driver']);
  if (!secret) return errors;
  if (!secret.name) return [...errors, required([...at, 'nodePublishSecretRef', 'name'])];
  return [...errors, ...nameErrors(secret.name, dnsSubdomain, [...at, 'name'])];
}

/** In the server's order. */
const secretFields = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

/** What is wrong with a volume of a CSI driver in a PersistentVolume. */
export function validatePersistentCsi(source: CSIPersistentVolumeSource, at: FieldPath): FieldError[] {
  const errors = validateDriver(source.driver ?? '', [...at, 'driver']);
  if (!source.volumeHandle) errors.push(required([...at, 'volumeHandle']));
  for (const field of secretFields) {
    const secret = source[field];
    if (secret) errors.push(...validateSecret(secret, [...at, field]));
  }
  return errors;
}

function validateSecret({ name, namespace }: SecretReference, at: FieldPath): FieldError[] {
  return [
    ...(name ? nameErrors(name, dnsSubdomain, [...at, 'name']) : [required([...at, 'name'])]),
    ...(namespace ? nameErrors(namespace, dnsLabel, [...at, 'namespace']) : [required([...at, 'namespace'])]),
  ];
}

/** What is wrong with a volume of StorageOS; its secret needs these fields. */
export function validateStorageOs(
  source: StorageOSVolumeSource | StorageOSPersistentVolumeSource,
  at: FieldPath,
  ...secretNeeds: ('name' | 'namespace')[]
): FieldError[] {
  const { volumeName, volumeNamespace } = source;
  const errors = volumeName
    ? nameErrors(volumeName, dnsLabel, [...at, 'volumeName'])
    : [required([...at, 'volumeName'])];
  if (volumeNamespace) errors.push(...nameErrors(volumeNamespace, dnsLabel, [...at, 'volumeNamespace']));
  return [...errors, ...namedSecret(source.secretRef, [...at, 'secretRef'], ...secretNeeds)];
}
