import { validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { validateAnnotations, validateLabels } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type {
  ObjectMeta,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  TypedLocalObjectReference,
  TypedObjectReference,
} from '../generated/objects.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../quantity.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];

/** What is wrong with access modes that are there. */
export function validateAccessModes(modes: readonly string[], at: FieldPath): FieldError[] {
  const errors = modes.filter((mode) => !accessModes.includes(mode)).map((mode) => notSupported(at, mode, accessModes));
  const single = modes.includes('ReadWriteOncePod');
  if (single && modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode)))
    errors.push(forbiddenField(at, 'may not use ReadWriteOncePod with other access modes'));
  return errors;
}

/** What is wrong with the mode of a volume. */
export function validateVolumeMode(mode: string | undefined, at: FieldPath): FieldError[] {
  return mode === undefined || volumeModes.includes(mode) ? [] : [notSupported(at, mode, volumeModes)];
}

/** An amount of storage must be more than nothing. */
export function validatePositive(text: string, at: FieldPath): FieldError[] {
  const quantity = parseQuantity(text);
  if (!quantity || compareQuantities(quantity, quantityOf(0)) > 0) return [];
  return [invalidValue(at, text, 'must be greater than zero')];
}

/** What is wrong with what a claim asks for. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, at: FieldPath): FieldError[] {
  const modes = spec.accessModes ?? [];
  const errors = modes.length === 0 ? [required([...at, 'accessModes'], 'at least 1 access mode is required')] : [];
  if (spec.selector) errors.push(...validateLabelSelector(spec.selector, [...at, 'selector']));
  errors.push(...validateAccessModes(modes, [...at, 'accessModes']));
  const storage = spec.resources?.requests?.storage;
  const storagePath = [...at, 'resources', { key: 'storage' }];
  if (storage === undefined) errors.push(required(storagePath));
  else errors.push(...validatePositive(storage, storagePath));
  if (spec.storageClassName)
    errors.push(...nameErrors(spec.storageClassName, dnsSubdomain, [...at, 'storageClassName']));
  errors.push(...validateVolumeMode(spec.volumeMode, [...at, 'volumeMode']));
  errors.push(...validateDataSources(spec, at));
  if (spec.volumeAttributesClassName)
    errors.push(...nameErrors(spec.volumeAttributesClassName, dnsSubdomain, [...at, 'volumeAttributesClassName']));
  return errors;
}

/** The old and the new way to say where the data comes from. */
function validateDataSources({ dataSource, dataSourceRef }: PersistentVolumeClaimSpec, at: FieldPath): FieldError[] {
  const errors = dataSource ? validateSource(dataSource, [...at, 'dataSource']) : [];
  if (dataSourceRef) errors.push(...validateReference(dataSourceRef, [...at, 'dataSourceRef']));
  if (!dataSource || !dataSourceRef) return errors;
  // The server prints the path of the field, an empty structure to the outside.
  if (dataSourceRef.namespace)
    errors.push(invalidValue(at, {}, 'may not be specified when dataSourceRef.namespace is specified'));
  else if ((['apiGroup', 'kind', 'name'] as const).some((field) => dataSource[field] !== dataSourceRef[field]))
    errors.push(invalidValue(at, {}, 'must match dataSourceRef'));
  return errors;
}

function validateSource({ apiGroup = '', kind, name }: TypedLocalObjectReference, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (!name) errors.push(required([...at, 'name']));
  if (!kind) errors.push(required([...at, 'kind']));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    const why = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
    errors.push(invalidValue(at, kind ?? '', why));
  }
  if (apiGroup !== '') errors.push(...nameErrors(apiGroup, dnsSubdomain, [...at, 'apiGroup']));
  return errors;
}

function validateReference(reference: TypedObjectReference, at: FieldPath): FieldError[] {
  const errors = validateSource(reference, at);
  if (reference.namespace) errors.push(...nameErrors(reference.namespace, dnsLabel, [...at, 'namespace']));
  return errors;
}

/** What is wrong with a template from which claims are made. */
export function validateClaimTemplate(template: Partial<PersistentVolumeClaimTemplate>, at: FieldPath): FieldError[] {
  return [
    ...validateAnnotations(template.metadata?.annotations, [...at, 'metadata', 'annotations']),
    ...validateLabels(template.metadata?.labels, [...at, 'metadata', 'labels']),
    ...validateClaimSpec(template.spec ?? {}, [...at, 'spec']),
  ];
}

/** In the order of the server's type. */
const templateOnly = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
] as const satisfies readonly (keyof ObjectMeta)[];

/** The template of a claim that lives with its Pod takes only labels and annotations. */
export function validateClaimTemplateMetadata(metadata: ObjectMeta = {}, at: FieldPath): FieldError[] {
  return templateOnly
    .filter((field) => metadata[field] !== undefined)
    .map((field) => forbiddenField([...at, 'metadata', field], 'cannot be set'));
}
