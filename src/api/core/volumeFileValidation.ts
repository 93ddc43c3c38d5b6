import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required } from '../fieldErrors.ts';
import type { DownwardAPIVolumeFile, KeyToPath } from '../generated/objects.ts';
import { validateFieldSelector, validateResourceSelector } from './downwardApiValidation.ts';
import { validateFilePath } from './volumeMountValidation.ts';

const fileFields = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** What is wrong with a file of the downward API. The server names the volume, not the file. */
export function validateFieldFile(file: DownwardAPIVolumeFile, at: FieldPath): FieldError[] {
  const { path, fieldRef, resourceFieldRef, mode } = file;
  const errors = path ? [] : [required([...at, 'path'])];
  errors.push(...validateFilePath(path ?? '', [...at, 'path']));
  if (fieldRef) {
    errors.push(...validateFieldSelector(fieldRef, fileFields, [...at, 'fieldRef']));
    if (resourceFieldRef)
      errors.push(invalidValue(at, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (resourceFieldRef) {
    errors.push(...validateResourceSelector(resourceFieldRef, 'volume', [...at, 'resourceFieldRef']));
  } else errors.push(required(at, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateMode(mode, [...at, 'mode'])];
}

/** What is wrong with permission bits: they lie between 0 and 0777. */
export function validateMode(mode: number | undefined, at: FieldPath): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return [];
  return [invalidValue(at, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

/** What is wrong with the keys that a volume picks from a ConfigMap or a Secret. */
export function validateItems(items: readonly KeyToPath[] | undefined, at: FieldPath): FieldError[] {
  return (items ?? []).flatMap(({ key, path, mode }, i) => {
    const here = [...at, i];
    return [
      ...(key ? [] : [required([...here, 'key'])]),
      ...(path ? [] : [required([...here, 'path'])]),
      ...validateFilePath(path ?? '', [...here, 'path']),
      ...validateMode(mode, [...here, 'mode']),
    ];
  });
}
