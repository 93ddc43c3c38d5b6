import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required } from '../fieldErrors.ts';
import type { EnvFromSource, EnvVar, EnvVarSource } from '../generated/objects.ts';
import { configKey, dnsSubdomain, envVarName } from '../names.ts';
import { validateFieldSelector, validateResourceSelector } from './downwardApiValidation.ts';

/** Fields of its Pod that a variable may take, besides single labels and annotations. */
export const envFields: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** What is wrong with a container's environment variables. */
export function validateEnv(variables: readonly EnvVar[], at: FieldPath): FieldError[] {
  return variables.flatMap((variable, i) => {
    const here = [...at, i];
    const errors = variable.name
      ? envVarName(variable.name).map((text) => invalidValue([...here, 'name'], variable.name, text))
      : [required([...here, 'name'])];
    if (variable.valueFrom) errors.push(...validateValueFrom(variable, variable.valueFrom, [...here, 'valueFrom']));
    return errors;
  });
}

function validateValueFrom(variable: EnvVar, source: EnvVarSource, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  if (fieldRef) errors.push(...validateFieldSelector(fieldRef, envFields, [...at, 'fieldRef']));
  if (resourceFieldRef) errors.push(...validateResourceSelector(resourceFieldRef, 'env', [...at, 'resourceFieldRef']));
  if (configMapKeyRef) errors.push(...validateKeySelector(configMapKeyRef, [...at, 'configMapKeyRef']));
  if (secretKeyRef) errors.push(...validateKeySelector(secretKeyRef, [...at, 'secretKeyRef']));
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter(Boolean).length;
  if (count === 0) {
    const why = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.push(invalidValue(at, '', why));
  }
  if (variable.value) {
    if (count > 0) errors.push(invalidValue(at, '', 'may not be specified when `value` is not empty'));
  } else if (count > 1) errors.push(invalidValue(at, '', 'may not have more than one field specified at a time'));
  return errors;
}

function validateKeySelector({ name = '', key }: { name?: string; key?: string }, at: FieldPath): FieldError[] {
  const errors = dnsSubdomain(name).map((text) => invalidValue([...at, 'name'], name, text));
  if (!key) return [...errors, required([...at, 'key'])];
  return [...errors, ...configKey(key).map((text) => invalidValue([...at, 'key'], key, text))];
}

/** What is wrong with the ConfigMaps and Secrets that a container takes whole. The server names the list for some mistakes. */
export function validateEnvFrom(sources: readonly EnvFromSource[], at: FieldPath): FieldError[] {
  return sources.flatMap(({ prefix, configMapRef, secretRef }, i) => {
    const here = [...at, i];
    const errors: FieldError[] = [];
    if (prefix) errors.push(...envVarName(prefix).map((text) => invalidValue([...here, 'prefix'], prefix, text)));
    for (const [field, ref] of [['configMapRef', configMapRef] as const, ['secretRef', secretRef] as const]) {
      if (!ref) continue;
      const path = [...here, field, 'name'];
      if (!ref.name) errors.push(required(path));
      else errors.push(...dnsSubdomain(ref.name).map((text) => invalidValue(path, ref.name, text)));
    }
    if (!configMapRef && !secretRef)
      errors.push(invalidValue(at, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (configMapRef && secretRef)
      errors.push(invalidValue(at, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}
