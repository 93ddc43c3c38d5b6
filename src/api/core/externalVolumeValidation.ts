import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type {
  AzureDiskVolumeSource,
  FCVolumeSource,
  FlockerVolumeSource,
  ISCSIPersistentVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
} from '../generated/objects.ts';
import { byteLength, rangeText } from '../names.ts';

/** What is wrong with one way to store data outside the cluster; the same in a Pod and in a PersistentVolume. */
export type SourceCheck<T> = (source: T, at: FieldPath) => FieldError[];

/** Fields that must not be empty. */
export function requiredFields(...fields: string[]): SourceCheck<object> {
  return (source, at) =>
    fields
      .filter((field) => {
        const value = (source as Record<string, unknown>)[field];
        return Array.isArray(value) ? value.length === 0 : !value;
      })
      .map((field) => required([...at, field]));
}

/** A disk with partitions, 0 for none. */
export function diskWithPartition(idField: string): SourceCheck<{ partition?: number }> {
  return (source, at) => {
    const { partition = 0 } = source;
    const errors = requiredFields(idField)(source, at);
    if (partition < 0 || partition > 255) errors.push(invalidValue([...at, 'partition'], partition, rangeText(1, 255)));
    return errors;
  };
}

/** A secret that must be named. */
export function namedSecret(
  reference: { name?: string; namespace?: string } | undefined,
  at: FieldPath,
  ...fields: ('name' | 'namespace')[]
): FieldError[] {
  if (!reference) return [];
  return fields.filter((field) => !reference[field]).map((field) => required([...at, field]));
}

/** An export of an NFS server. */
export const validateNfs: SourceCheck<NFSVolumeSource> = (source, at) => [
  ...requiredFields('server', 'path')(source, at),
  ...(source.path?.startsWith('/')
    ? []
    : [invalidValue([...at, 'path'], source.path ?? '', 'must be an absolute path')]),
];

const iqnFormat = /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9.-]+)(:[^,;*&$|\s]+)$/;
const formats: readonly (readonly [string, RegExp])[] = [
  ['iqn', iqnFormat],
  ['eui', /^eui.[a-zA-Z0-9]{16}$/],
  ['naa', /^naa.[a-zA-Z0-9]{32}$/],
];

/** Why it is no name of an iSCSI node; `plain` is the text for one that has no known beginning. */
function iscsiNameTexts(name: string, plain: string): string[] {
  const format = formats.find(([prefix]) => name.startsWith(prefix));
  if (!format) return [plain];
  return format[1].test(name) ? [] : ['must be valid format'];
}

/** A disk of an iSCSI server. `volume` is what its name may not be too long with. */
export function validateIscsi(
  source: ISCSIVolumeSource | ISCSIPersistentVolumeSource,
  volume: { readonly name: string; readonly kind: 'pod' | 'persistent' },
  at: FieldPath,
): FieldError[] {
  const { targetPortal = '', iqn = '', lun = 0, initiatorName, secretRef } = source;
  const errors = targetPortal === '' ? [required([...at, 'targetPortal'])] : [];
  const isPersistent = volume.kind === 'persistent';
  const tooLong = initiatorName !== undefined && byteLength(`${volume.name}:${targetPortal}`) > 64;
  const why =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  if (tooLong && isPersistent) errors.push(invalidValue([...at, 'targetportal'], targetPortal, why));
  const plain = isPersistent ? 'must be valid format' : 'must be valid format starting with iqn, eui, or naa';
  if (iqn === '') errors.push(required([...at, 'iqn']));
  else errors.push(...iscsiNameTexts(iqn, plain).map((text) => invalidValue([...at, 'iqn'], iqn, text)));
  if (lun < 0 || lun > 255) errors.push(invalidValue([...at, 'lun'], lun, rangeText(0, 255)));
  const needsSecret = source.chapAuthDiscovery || source.chapAuthSession;
  if (needsSecret && !secretRef) errors.push(required([...at, 'secretRef']));
  if (isPersistent) errors.push(...namedSecret(secretRef, [...at, 'secretRef'], 'name'));
  if (initiatorName !== undefined)
    for (const text of iscsiNameTexts(initiatorName, plain))
      errors.push(invalidValue([...at, 'initiatorname'], initiatorName, text));
  if (tooLong && !isPersistent) errors.push(invalidValue([...at.slice(0, -1), 'name'], volume.name, why));
  return errors;
}

/** A disk on a Fibre Channel. */
export const validateFibreChannel: SourceCheck<FCVolumeSource> = ({ targetWWNs = [], wwids = [], lun }, at) => {
  const path = [...at, 'targetWWNs'];
  const errors: FieldError[] = [];
  if (targetWWNs.length === 0 && wwids.length === 0)
    errors.push(required(path, 'must specify either targetWWNs or wwids, but not both'));
  if (targetWWNs.length > 0 && wwids.length > 0)
    errors.push(invalidValue(path, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  if (targetWWNs.length === 0) return errors;
  if (lun === undefined) errors.push(required([...at, 'lun'], 'lun is required if targetWWNs is specified'));
  else if (lun < 0 || lun > 255) errors.push(invalidValue([...at, 'lun'], lun, rangeText(0, 255)));
  return errors;
};

/** A volume of Quobyte. */
export const validateQuobyte: SourceCheck<QuobyteVolumeSource> = ({ registry = '', tenant = '', volume }, at) => {
  const errors: FieldError[] = [];
  const why = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') errors.push(required([...at, 'registry'], why));
  else if (byteLength(tenant) >= 65)
    errors.push(required([...at, 'tenant'], 'must be a UUID and may not exceed a length of 64 characters'));
  else
    for (const pair of registry.split(','))
      if (!/^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair))
        errors.push(invalidValue([...at, 'registry'], registry, why));
  if (!volume) errors.push(required([...at, 'volume']));
  return errors;
};

/** A data set of Flocker. */
export const validateFlocker: SourceCheck<FlockerVolumeSource> = ({ datasetName = '', datasetUUID = '' }, at) => {
  const errors: FieldError[] = [];
  if (datasetName === '' && datasetUUID === '')
    errors.push(required(at, 'one of datasetName and datasetUUID is required'));
  if (datasetName !== '' && datasetUUID !== '')
    errors.push(invalidValue(at, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  if (datasetName.includes('/')) errors.push(invalidValue([...at, 'datasetName'], datasetName, "must not contain '/'"));
  return errors;
};

/** What an own driver provides; some of its options are Kubernetes' own. */
export const validateFlexVolume: SourceCheck<{ driver?: string; options?: Record<string, string> }> = (source, at) => {
  const errors = requiredFields('driver')(source, at);
  for (const key of Object.keys(source.options ?? {})) {
    const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : key;
    if (!/\.(kubernetes|k8s)\.io$/.test(`.${namespace.toLowerCase()}`)) continue;
    const why = 'kubernetes.io and k8s.io namespaces are reserved';
    errors.push(invalidValue([...at, 'options', { key }], key, why));
  }
  return errors;
};

const managedDisk = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobDisk = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** A disk of Azure. */
export const validateAzureDisk: SourceCheck<AzureDiskVolumeSource> = (source, at) => {
  const { cachingMode, kind, diskURI = '' } = source;
  const errors = requiredFields('diskName', 'diskURI')(source, at);
  const modes = ['None', 'ReadOnly', 'ReadWrite'];
  if (cachingMode !== undefined && !modes.includes(cachingMode))
    errors.push(notSupported([...at, 'cachingMode'], cachingMode, modes));
  const kinds = ['Dedicated', 'Managed', 'Shared'];
  if (kind !== undefined && !kinds.includes(kind)) errors.push(notSupported([...at, 'kind'], kind, kinds));
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/'))
    errors.push(notSupported([...at, 'diskURI'], diskURI, [managedDisk]));
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://'))
    errors.push(notSupported([...at, 'diskURI'], diskURI, [blobDisk]));
  return errors;
};
