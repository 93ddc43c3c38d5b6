import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, required, tooLong } from '../fieldErrors.ts';
import type { ObjectMeta, OwnerReference } from '../generated/objects.ts';
import { byteLength, dnsLabel, labelValueText, type NameCheck, qualifiedName } from '../names.ts';
import type { KubernetesObject } from '../objects.ts';
import { sameValue } from '../sameValue.ts';

/** Whether objects of a kind live in a namespace. */
export type Scope = 'namespaced' | 'cluster';

/** All annotations of an object together, in bytes. */
const maxAnnotationBytes = 256 * 1024;
const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const path: FieldPath = ['metadata'];

/** What is wrong with the metadata of a new object. */
export function validateMetadata(object: KubernetesObject, scope: Scope, nameCheck: NameCheck): FieldError[] {
  const meta = object.metadata ?? {};
  const errors: FieldError[] = [];
  if (meta.generateName) {
    for (const text of nameCheck(maskTrailingDash(meta.generateName)))
      errors.push(invalidValue([...path, 'generateName'], meta.generateName, text));
  }
  // A generated name is made just before a real server looks, so that a prefix alone is enough here.
  if (meta.name) for (const text of nameCheck(meta.name)) errors.push(invalidValue([...path, 'name'], meta.name, text));
  else if (!meta.generateName) errors.push(required([...path, 'name'], 'name or generateName is required'));
  if (scope === 'cluster') {
    if (meta.namespace) errors.push(forbiddenField([...path, 'namespace'], 'not allowed on this type'));
  } else if (!meta.namespace) errors.push(required([...path, 'namespace']));
  else
    for (const text of dnsLabel(meta.namespace))
      errors.push(invalidValue([...path, 'namespace'], meta.namespace, text));
  if ((meta.generation ?? 0) < 0)
    errors.push(invalidValue([...path, 'generation'], meta.generation, 'must be greater than or equal to 0'));
  errors.push(...validateOwnPart(meta));
  return errors;
}

/** What is wrong with the metadata of the next version of an object. */
export function validateMetadataUpdate(object: KubernetesObject, old: KubernetesObject): FieldError[] {
  const meta = object.metadata ?? {};
  const before = old.metadata ?? {};
  const errors: FieldError[] = [];
  if (before.deletionTimestamp) {
    const added = (meta.finalizers ?? []).filter((finalizer) => !before.finalizers?.includes(finalizer)).sort();
    if (added.length > 0) {
      const list = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(', ')}}`;
      const why = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
      errors.push(forbiddenField([...path, 'finalizers'], why));
    }
  }
  for (const field of ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp'] as const) {
    if (meta[field] !== undefined && meta[field] !== before[field])
      errors.push(invalidValue([...path, field], meta[field], 'field is immutable'));
  }
  return [...errors, ...validateOwnPart(meta)];
}

function validateOwnPart(meta: ObjectMeta): FieldError[] {
  return [
    ...validateLabels(meta.labels, [...path, 'labels']),
    ...validateAnnotations(meta.annotations, [...path, 'annotations']),
    ...validateOwners(meta.ownerReferences ?? [], [...path, 'ownerReferences']),
    ...validateFinalizers(meta.finalizers ?? [], [...path, 'finalizers']),
  ];
}

/** A name that ends in a dash is the beginning of a generated one. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

/** What is wrong with labels, or with anything that has their syntax. The server names the map, not the key. */
export function validateLabels(labels: Record<string, string> | undefined, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    for (const text of qualifiedName(key)) errors.push(invalidValue(at, key, text));
    for (const text of labelValueText(value)) errors.push(invalidValue(at, value, text));
  }
  return errors;
}

/** What is wrong with annotations: their keys, and their size. */
export function validateAnnotations(annotations: Record<string, string> | undefined, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    for (const text of qualifiedName(key.toLowerCase())) errors.push(invalidValue(at, key, text));
    bytes += byteLength(key) + byteLength(value);
  }
  if (bytes > maxAnnotationBytes) errors.push(tooLong(at, maxAnnotationBytes));
  return errors;
}

function validateOwners(owners: readonly OwnerReference[], at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let controller: OwnerReference | undefined;
  for (const [i, owner] of owners.entries()) {
    const here = [...at, i];
    const version = owner.apiVersion?.split('/').pop() ?? '';
    if (version === '')
      errors.push(invalidValue([...here, 'apiVersion'], owner.apiVersion ?? '', 'version must not be empty'));
    for (const field of ['kind', 'name', 'uid'] as const)
      if (!owner[field]) errors.push(invalidValue([...here, field], owner[field] ?? '', 'must not be empty'));
    if (!owner.controller) continue;
    if (controller) {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${controller.kind}/${controller.name} and ${owner.kind}/${owner.name}`;
      errors.push(invalidValue(at, owners, why));
    } else controller = owner;
  }
  return errors;
}

function validateFinalizers(finalizers: readonly string[], at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, finalizer] of finalizers.entries()) {
    for (const text of qualifiedName(finalizer)) errors.push(invalidValue(at, finalizer, text));
    if (!finalizer.includes('/') && !standardFinalizers.has(finalizer)) {
      const why = 'name is neither a standard finalizer name nor is it fully qualified';
      errors.push(invalidValue([...at, i], finalizer, why));
    }
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const why = `finalizer orphan and foregroundDeletion cannot be both set`;
    errors.push(invalidValue(at, finalizers, why));
  }
  return errors;
}

/** `field is immutable`, where two versions of a field differ. */
export function unchanged(value: unknown, old: unknown, at: FieldPath): FieldError[] {
  return sameValue(value, old) ? [] : [invalidValue(at, value, 'field is immutable')];
}
