import { internalValue } from '../core/internalValues.ts';
import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { specDiff } from '../core/specDiff.ts';
import type { FieldError } from '../field.ts';
import { forbiddenField, invalidValue } from '../fieldErrors.ts';
import type {
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  TypedLocalObjectReference,
} from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../quantity.ts';
import { sameValue } from '../sameValue.ts';
import { defaultClaim } from './claimDefaults.ts';
import { validateClaimSpec } from './claimValidation.ts';
import { claimWarnings } from './claimWarnings.ts';

/** Defaults and validation of PersistentVolumeClaims. */
export const persistentVolumeClaimRules: KindRules<PersistentVolumeClaim> = {
  applyDefaults(object) {
    defaultClaim(object);
    normalizeDataSources(object.spec ?? {});
    return object;
  },
  validateCreate: (object) => [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateClaimSpec(object.spec ?? {}, ['spec']),
  ],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateClaimSpec(object.spec ?? {}, ['spec']),
    ...validateChange(object, old),
    ...unchanged(object.spec?.volumeMode, old.spec?.volumeMode, ['volumeMode']),
    ...validateAttributesClass(object.spec, old.spec),
  ],
  warnings: claimWarnings,
};

/** Where the class of a claim stood before it had a field. */
const oldClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/**
 * The old and the new way to say where the data comes from say the same. The old one takes only claims and snapshots and
 * forgets anything else; no data comes from another namespace (gate CrossNamespaceVolumeDataSource, off).
 */
function normalizeDataSources(spec: PersistentVolumeClaimSpec): void {
  if (spec.dataSourceRef?.namespace) delete spec.dataSourceRef;
  if (spec.dataSource && !spec.dataSourceRef && !isClaimOrSnapshot(spec.dataSource)) delete spec.dataSource;
  if (spec.dataSource && !spec.dataSourceRef) spec.dataSourceRef = { ...spec.dataSource };
  else if (spec.dataSourceRef && !spec.dataSource && !spec.dataSourceRef.namespace) {
    const { namespace, ...source } = spec.dataSourceRef;
    spec.dataSource = source;
  }
}

function isClaimOrSnapshot({ apiGroup = '', kind }: TypedLocalObjectReference): boolean {
  return apiGroup === '' ? kind === 'PersistentVolumeClaim' : kind === 'VolumeSnapshot' && apiGroup === snapshots;
}

const snapshots = 'snapshot.storage.k8s.io';

const frozen =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

function validateChange(object: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const errors: FieldError[] = [];
  const oldClass = old.metadata?.annotations?.[oldClassAnnotation] ?? '';
  const newClass = object.metadata?.annotations?.[oldClassAnnotation] ?? '';
  if (oldClass !== newClass)
    errors.push(invalidValue(['metadata', 'annotations', oldClassAnnotation], newClass, 'field is immutable'));
  const [before, after] = comparedSpecs(object, old);
  if (!sameValue(after, before)) errors.push(forbiddenField(['spec'], `${frozen}\n${specDiff(before, after)}`));
  const size = sizeOf(object.spec?.resources?.requests);
  const smaller = compareQuantities(size, sizeOf(old.spec?.resources?.requests)) < 0;
  if (smaller && compareQuantities(size, sizeOf(old.status?.capacity)) <= 0) {
    const path = ['spec', 'resources', 'requests', 'storage'];
    errors.push(forbiddenField(path, 'field can not be less than status.capacity'));
  }
  return errors;
}

/** The two specs without what may change, as the server prints them. */
function comparedSpecs(object: PersistentVolumeClaim, old: PersistentVolumeClaim): [unknown, unknown] {
  const before = { ...old.spec };
  const after = { ...object.spec };
  if (!before.volumeName && after.volumeName) before.volumeName = after.volumeName;
  if (after.storageClassName !== undefined && before.storageClassName === undefined) delete after.storageClassName;
  if (object.status?.phase === 'Bound') {
    const storage = before.resources?.requests?.storage;
    if (after.resources?.requests && storage !== undefined)
      after.resources = { ...after.resources, requests: { ...after.resources.requests, storage } };
    if (after.volumeAttributesClassName !== undefined) {
      delete after.volumeAttributesClassName;
      if (before.volumeAttributesClassName !== undefined)
        after.volumeAttributesClassName = before.volumeAttributesClassName;
    }
  }
  const printed = (spec: PersistentVolumeClaimSpec) => internalValue(spec, 'PersistentVolumeClaimSpec');
  return [printed(before), printed(after)];
}

function validateAttributesClass(
  { volumeAttributesClassName: now }: PersistentVolumeClaimSpec = {},
  { volumeAttributesClassName: then }: PersistentVolumeClaimSpec = {},
): FieldError[] {
  if (then === undefined || now) return [];
  const what = now === undefined ? 'nil' : 'an empty string';
  if (now === then) return [];
  const why = `update from non-nil value to ${what} is forbidden`;
  return [forbiddenField(['spec', 'volumeAttributesClassName'], why)];
}

function sizeOf(amounts: Record<string, string> | undefined) {
  return parseQuantity(amounts?.storage ?? '0') ?? quantityOf(0);
}
