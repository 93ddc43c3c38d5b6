import { validateNodeSelector } from '../core/affinityValidation.ts';
import { defaultExternalVolume } from '../core/externalVolumeDefaults.ts';
import { internalValue } from '../core/internalValues.ts';
import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import { specDiff } from '../core/specDiff.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { parseQuantity, toNumber } from '../quantity.ts';
import { sameValue } from '../sameValue.ts';
import { validateAccessModes, validatePositive, validateVolumeMode } from './claimValidation.ts';
import { validatePersistentSource } from './persistentSourceValidation.ts';
import { persistentVolumeWarnings } from './persistentVolumeWarnings.ts';

/** Defaults and validation of PersistentVolumes. */
export const persistentVolumeRules: KindRules<PersistentVolume> = {
  applyDefaults(object) {
    object.spec ??= {};
    object.spec.persistentVolumeReclaimPolicy ||= 'Retain';
    object.spec.volumeMode ??= 'Filesystem';
    defaultExternalVolume(object.spec);
    object.status ??= {};
    object.status.phase ||= 'Pending';
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'cluster', dnsSubdomain), ...validateSpec(object)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object),
    ...validateChange(object.spec, old.spec),
  ],
  warnings: persistentVolumeWarnings,
};

const at: FieldPath = ['spec'];
const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];

function validateSpec({ metadata, spec = {} }: PersistentVolume): FieldError[] {
  const { accessModes = [], persistentVolumeReclaimPolicy: policy = '', nodeAffinity } = spec;
  const errors = accessModes.length === 0 ? [required([...at, 'accessModes'])] : [];
  errors.push(...validateAccessModes(accessModes, [...at, 'accessModes']), ...validateCapacity(spec.capacity ?? {}));
  if (policy !== '' && !reclaimPolicies.includes(policy))
    errors.push(notSupported([...at, 'persistentVolumeReclaimPolicy'], policy, reclaimPolicies));
  if (nodeAffinity) {
    const path = [...at, 'nodeAffinity', 'required'];
    if (nodeAffinity.required) errors.push(...validateNodeSelector(nodeAffinity.required, path));
    else errors.push(required(path, 'must specify required node constraints'));
  }
  errors.push(...validatePersistentSource(spec, metadata?.name ?? '', at));
  if (isRoot(spec.hostPath?.path) && policy === 'Recycle')
    errors.push(
      forbiddenField([...at, 'persistentVolumeReclaimPolicy'], "may not be 'recycle' for a hostPath mount of '/'"),
    );
  if (spec.storageClassName)
    errors.push(...nameErrors(spec.storageClassName, dnsSubdomain, [...at, 'storageClassName']));
  return [...errors, ...validateVolumeMode(spec.volumeMode, [...at, 'volumeMode']), ...validateAttributes(spec)];
}

/** Whether a path is another way to write `/`. */
function isRoot(path: string | undefined): boolean {
  return path?.startsWith('/') === true && path.split('/').every((part) => part === '' || part === '.');
}

function validateCapacity(capacity: Record<string, string>): FieldError[] {
  const path = [...at, 'capacity'];
  const names = Object.keys(capacity);
  const errors = names.length === 0 ? [required(path)] : [];
  if (capacity.storage === undefined || names.length > 1)
    errors.push(notSupported(path, names.length === 0 ? undefined : capacity, ['storage']));
  for (const name of names) {
    const text = capacity[name] ?? '';
    const quantity = parseQuantity(text);
    const value = quantity ? Math.ceil(toNumber(quantity)) : 0;
    if (value < 0) errors.push(invalidValue([...path, { key: name }], value, 'must be a valid resource quantity'));
    errors.push(...validatePositive(text, [...path, { key: name }]));
  }
  return errors;
}

function validateAttributes({ volumeAttributesClassName: name, csi }: PersistentVolumeSpec): FieldError[] {
  if (name === undefined) return [];
  const path = [...at, 'volumeAttributesClassName'];
  const errors = name === '' ? [required(path, 'an empty string is disallowed')] : nameErrors(name, dnsSubdomain, path);
  if (!csi) errors.push(required([...at, 'csi'], 'has to be specified when using volumeAttributesClassName'));
  return errors;
}

function validateChange(spec: PersistentVolumeSpec = {}, old: PersistentVolumeSpec = {}): FieldError[] {
  const errors: FieldError[] = [];
  const [before, after] = [printedSource(old), printedSource(withoutNewSecret(spec, old))];
  if (!sameValue(before, after)) {
    const why = `spec.persistentvolumesource is immutable after creation\n${specDiff(before, after)}`;
    errors.push(forbiddenField([...at, 'persistentvolumesource'], why));
  }
  errors.push(...unchanged(spec.volumeMode, old.volumeMode, ['volumeMode']));
  if (old.nodeAffinity && !sameValue(withoutOldLabels(old.nodeAffinity), withoutOldLabels(spec.nodeAffinity))) {
    const why = 'field is immutable, except for updating from beta label to GA';
    const value = spec.nodeAffinity ? internalValue(spec.nodeAffinity, 'VolumeNodeAffinity') : 'null';
    errors.push(invalidValue(['nodeAffinity'], value, why));
  }
  if (old.volumeAttributesClassName !== undefined && spec.volumeAttributesClassName === undefined)
    errors.push(forbiddenField([...at, 'volumeAttributesClassName'], 'update from non-nil value to nil is forbidden'));
  return errors;
}

function printedSource(spec: PersistentVolumeSpec): unknown {
  return internalValue(spec, 'PersistentVolumeSource');
}

/** A secret for growing the volume may be added later. */
function withoutNewSecret(spec: PersistentVolumeSpec, old: PersistentVolumeSpec): PersistentVolumeSpec {
  if (!spec.csi?.controllerExpandSecretRef || !old.csi || old.csi.controllerExpandSecretRef) return spec;
  const { controllerExpandSecretRef, ...csi } = spec.csi;
  return { ...spec, csi };
}

const newLabels: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

function withoutOldLabels(affinity: PersistentVolumeSpec['nodeAffinity']): unknown {
  const terms = affinity?.required?.nodeSelectorTerms ?? [];
  return (
    affinity &&
    terms.map((term) => ({
      ...term,
      matchExpressions: term.matchExpressions?.map((each) => ({ ...each, key: newLabels[each.key] ?? each.key })),
    }))
  );
}
