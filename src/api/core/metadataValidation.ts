import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, quote, required, tooLong } from '../fieldErrors.ts';
import type { ObjectMeta, OwnerReference } from '../generated/objects.ts';
import { byteLength, dnsLabel, labelValueText, type NameCheck, pathSegment, qualifiedName } from '../names.ts';
import type { KubernetesObject } from '../objects.ts';
import { sameValue } from '../sameValue.ts';

/** Whether objects of a kind live in a namespace. */
export type Scope = 'namespaced' | 'cluster';

/** All annotations of an object together, in bytes. */
const maxAnnotationBytes = 256 * 1024;
const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const path: FieldPath = ['metadata'];

/** What is wrong with the metadata of a new object of most kinds. */
export function validateMetadata(object: KubernetesObject, scope: Scope, nameCheck: NameCheck): FieldError[] {
  return [...validateMetadataOnly(object, scope, nameCheck), ...validateFinalizerKinds(object)];
}

/** The same of the few kinds that take any finalizer's name (`k8s.io/apimachinery/pkg/api/validation`). */
export function validateMetadataOnly(object: KubernetesObject, scope: Scope, nameCheck: NameCheck): FieldError[] {
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
  errors.push(...validateFinalizers(meta.finalizers ?? [], [...path, 'finalizers']));
  return errors;
}

/** What is wrong with the metadata of the next version of an object of most kinds. */
export function validateMetadataUpdate(object: KubernetesObject, old: KubernetesObject): FieldError[] {
  return [...validateMetadataChange(object, old), ...validateFinalizerKinds(object)];
}

/** What a server asks of every next version before the rules of its kind (`rest.BeforeUpdate`). */
export function validateAnyUpdate(object: KubernetesObject, old: KubernetesObject, scope: Scope): FieldError[] {
  return [...validateMetadataOnly(object, scope, pathSegment), ...validateMetadataChange(object, old)];
}

/** What may not change in the metadata; the few kinds that take any finalizer's name ask no more than this. */
export function validateMetadataChange(object: KubernetesObject, old: KubernetesObject): FieldError[] {
  const meta = object.metadata ?? {};
  const before = old.metadata ?? {};
  const errors: FieldError[] = [];
  if (before.deletionTimestamp) {
    const added = (meta.finalizers ?? []).filter((finalizer) => !before.finalizers?.includes(finalizer)).sort();
    if (added.length > 0) {
      const list = `[]string{${[...new Set(added)].map(quote).join(', ')}}`;
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

/** The server names the list, not the owner. */
function validateOwners(owners: readonly OwnerReference[], at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let controller: OwnerReference | undefined;
  for (const owner of owners) {
    const { apiVersion = '', kind = '' } = owner;
    const [first = '', second = first, ...more] = apiVersion.split('/');
    if (second === '' || more.length > 0)
      errors.push(invalidValue([...at, 'apiVersion'], apiVersion, 'version must not be empty'));
    for (const field of ['kind', 'name', 'uid'] as const)
      if (!owner[field]) errors.push(invalidValue([...at, field], owner[field] ?? '', 'must not be empty'));
    if (apiVersion === 'v1' && kind === 'Event')
      errors.push(invalidValue(at, ownerValue(owner), '/v1, Kind=Event is disallowed from being an owner'));
    if (!owner.controller) continue;
    if (controller) {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${ownerText(controller)} and ${ownerText(owner)}`;
      errors.push(invalidValue(at, owners.map(ownerValue), why));
    } else controller = owner;
  }
  return errors;
}

function ownerText({ kind = '', name = '' }: Partial<OwnerReference>): string {
  return `${kind}/${name}`;
}

/** An owner as the server prints it: with the fields of its type in their order. */
function ownerValue(owner: Partial<OwnerReference>): unknown {
  const { apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion } = owner;
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}

function validateFinalizers(finalizers: readonly string[], at: FieldPath): FieldError[] {
  const errors = finalizers.flatMap((finalizer) =>
    qualifiedName(finalizer).map((text) => invalidValue(at, finalizer, text)),
  );
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    errors.push(invalidValue(at, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  return errors;
}

/** A finalizer is either one of the server's own or has the name of its maker before a slash. */
function validateFinalizerKinds({ metadata }: KubernetesObject): FieldError[] {
  const why = 'name is neither a standard finalizer name nor is it fully qualified';
  return (metadata?.finalizers ?? []).flatMap((finalizer, i) =>
    finalizer.includes('/') || standardFinalizers.has(finalizer)
      ? []
      : [invalidValue([...path, 'finalizers', i], finalizer, why)],
  );
}

/** `field is immutable`, where two versions of a field differ. */
export function unchanged(value: unknown, old: unknown, at: FieldPath): FieldError[] {
  return sameValue(value, old) ? [] : [invalidValue(at, value, 'field is immutable')];
}
