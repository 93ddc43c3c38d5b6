import { validateNodeSelector } from '../core/affinityValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import { validateQuantityOf } from '../core/resourceNames.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, notSupported, required } from '../fieldErrors.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { sameValue } from '../sameValue.ts';
import { validateAccessModes, validatePositive, validateVolumeMode } from './claimValidation.ts';

/** Defaults and validation of PersistentVolumes. */
export const persistentVolumeRules: KindRules<PersistentVolume> = {
  applyDefaults(object) {
    object.spec ??= {};
    object.spec.persistentVolumeReclaimPolicy ||= 'Retain';
    object.spec.volumeMode ??= 'Filesystem';
    if (object.spec.hostPath) object.spec.hostPath.type ??= '';
    object.status ??= {};
    object.status.phase ||= 'Pending';
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'cluster', dnsSubdomain), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object.spec),
    ...validateChange(object.spec, old.spec),
  ],
};

const at: FieldPath = ['spec'];
const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];

/** The fields that say where the data are. */
const sources = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
] as const satisfies readonly (keyof PersistentVolumeSpec)[];

function validateSpec(spec: PersistentVolumeSpec = {}): FieldError[] {
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy: policy = '', nodeAffinity } = spec;
  const errors = accessModes.length === 0 ? [required([...at, 'accessModes'])] : [];
  errors.push(...validateAccessModes(accessModes, [...at, 'accessModes']));
  const names = Object.keys(capacity);
  if (names.length === 0) errors.push(required([...at, 'capacity']));
  if (capacity.storage === undefined || names.length > 1)
    errors.push(notSupported([...at, 'capacity'], names.length === 0 ? undefined : capacity, ['storage']));
  for (const name of names) {
    const path = [...at, 'capacity', { key: name }];
    errors.push(...validateQuantityOf(name, capacity[name] ?? '', path));
    errors.push(...validatePositive(capacity[name] ?? '', path));
  }
  if (policy !== '' && !reclaimPolicies.includes(policy))
    errors.push(notSupported([...at, 'persistentVolumeReclaimPolicy'], policy, reclaimPolicies));
  if (nodeAffinity) {
    const path = [...at, 'nodeAffinity', 'required'];
    if (nodeAffinity.required) errors.push(...validateNodeSelector(nodeAffinity.required, path));
    else errors.push(required(path, 'must specify required node constraints'));
  }
  errors.push(...validateSources(spec));
  if (spec.hostPath?.path === '/' && policy === 'Recycle')
    errors.push(
      forbiddenField([...at, 'persistentVolumeReclaimPolicy'], "may not be 'recycle' for a hostPath mount of '/'"),
    );
  if (spec.storageClassName)
    errors.push(...nameErrors(spec.storageClassName, dnsSubdomain, [...at, 'storageClassName']));
  return [...errors, ...validateVolumeMode(spec.volumeMode, [...at, 'volumeMode'])];
}

function validateSources(spec: PersistentVolumeSpec): FieldError[] {
  const present = sources.filter((source) => spec[source]);
  if (present.length === 0) return [required(at, 'must specify a volume type')];
  const errors = present
    .slice(1)
    .map((source) => forbiddenField([...at, source], 'may not specify more than 1 volume type'));
  const needs = (path: FieldPath, value: string | undefined): void => {
    if (!value) errors.push(required([...at, ...path]));
  };
  if (spec.hostPath) needs(['hostPath', 'path'], spec.hostPath.path);
  if (spec.nfs) {
    needs(['nfs', 'server'], spec.nfs.server);
    needs(['nfs', 'path'], spec.nfs.path);
  }
  if (spec.csi) {
    needs(['csi', 'driver'], spec.csi.driver);
    needs(['csi', 'volumeHandle'], spec.csi.volumeHandle);
  }
  if (spec.local) {
    needs(['local', 'path'], spec.local.path);
    if (!spec.nodeAffinity) errors.push(required([...at, 'nodeAffinity'], 'Local volume requires node affinity'));
  }
  return errors;
}

const sourceFrozen = 'spec.persistentvolumesource is immutable after creation';

function validateChange(spec: PersistentVolumeSpec = {}, old: PersistentVolumeSpec = {}): FieldError[] {
  const source = (each: PersistentVolumeSpec): unknown => sources.map((name) => each[name] ?? null);
  return [
    ...(sameValue(source(spec), source(old)) ? [] : [forbiddenField(at, sourceFrozen)]),
    ...(spec.volumeMode === old.volumeMode ? [] : [forbiddenField(['volumeMode'], 'field is immutable')]),
  ];
}
