import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { HostPathVolumeSource, Volume } from '../generated/objects.ts';
import { dnsLabel } from '../names.ts';
import { parseQuantity } from '../quantity.ts';
import { validateClaimTemplate } from '../storage/claimValidation.ts';
import { validateProjected } from './projectedVolumeValidation.ts';
import { validateFieldFile, validateItems, validateMode } from './volumeFileValidation.ts';
import { validateDescendingPath, validateNoBacksteps } from './volumeMountValidation.ts';

/** What is wrong with a Pod's volumes, and those that are right. */
export function validateVolumes(
  volumes: readonly Volume[],
  at: FieldPath,
): { errors: FieldError[]; valid: Map<string, Volume> } {
  const errors: FieldError[] = [];
  const valid = new Map<string, Volume>();
  for (const [i, volume] of volumes.entries()) {
    const here = [...at, i];
    const own = validateSource(volume, here);
    const name = volume.name ?? '';
    if (!name) own.push(required([...here, 'name']));
    else own.push(...dnsLabel(name).map((text) => invalidValue([...here, 'name'], name, text)));
    if (valid.has(name)) own.push(duplicate([...here, 'name'], name));
    if (own.length === 0) valid.set(name, volume);
    errors.push(...own);
  }
  return { errors, valid };
}

type Source = Exclude<keyof Volume, 'name'>;
type Check<K extends Source> = (source: NonNullable<Volume[K]>, at: FieldPath) => FieldError[];

/** In the server's order: of two sources the later one is too many. */
const checks: { readonly [K in Source]: Check<K> } = {
  emptyDir: ({ sizeLimit }, at) =>
    (parseQuantity(sizeLimit ?? '0')?.unscaled ?? 0n) < 0n
      ? [forbiddenField([...at, 'sizeLimit'], 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: validateHostPath,
  gitRepo: ({ repository, directory }, at) => [
    ...(repository ? [] : [required([...at, 'repository'])]),
    ...(directory ? validateDescendingPath(directory, [...at, 'directory']) : []),
  ],
  gcePersistentDisk: requiredFields('pdName'),
  awsElasticBlockStore: requiredFields('volumeID'),
  secret: ({ secretName, defaultMode, items }, at) => [
    ...(secretName ? [] : [required([...at, 'secretName'])]),
    ...validateMode(defaultMode, [...at, 'defaultMode']),
    ...validateItems(items, [...at, 'items']),
  ],
  nfs: ({ server, path }, at) => [
    ...(server ? [] : [required([...at, 'server'])]),
    ...(path ? [] : [required([...at, 'path'])]),
    ...(path?.startsWith('/') ? [] : [invalidValue([...at, 'path'], path ?? '', 'must be an absolute path')]),
  ],
  iscsi: requiredFields('targetPortal', 'iqn'),
  glusterfs: requiredFields('endpoints', 'path'),
  flocker: () => [],
  persistentVolumeClaim: requiredFields('claimName'),
  rbd: requiredFields('monitors', 'image'),
  cinder: requiredFields('volumeID'),
  cephfs: requiredFields('monitors'),
  quobyte: requiredFields('registry', 'volume'),
  downwardAPI: ({ defaultMode, items = [] }, at) => [
    ...validateMode(defaultMode, [...at, 'defaultMode']),
    ...items.flatMap((file) => validateFieldFile(file, at)),
  ],
  fc: () => [],
  flexVolume: requiredFields('driver'),
  configMap: ({ name, defaultMode, items }, at) => [
    ...(name ? [] : [required([...at, 'name'])]),
    ...validateMode(defaultMode, [...at, 'defaultMode']),
    ...validateItems(items, [...at, 'items']),
  ],
  azureFile: requiredFields('secretName', 'shareName'),
  vsphereVolume: requiredFields('volumePath'),
  photonPersistentDisk: requiredFields('pdID'),
  portworxVolume: requiredFields('volumeID'),
  azureDisk: requiredFields('diskName', 'diskURI'),
  storageos: requiredFields('volumeName'),
  projected: validateProjected,
  scaleIO: requiredFields('gateway', 'system', 'volumeName'),
  csi: requiredFields('driver'),
  ephemeral: ({ volumeClaimTemplate: template }, at) => {
    const here = [...at, 'volumeClaimTemplate'];
    if (!template) return [required(here)];
    return validateClaimTemplate(template, here);
  },
  image: requiredFields('reference'),
};

function validateSource(volume: Volume, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const name of Object.keys(checks) as Source[]) {
    const source = volume[name];
    if (!source) continue;
    const path = [...at, name];
    if (found) errors.push(forbiddenField(path, 'may not specify more than 1 volume type'));
    else errors.push(...(checks[name] as (source: unknown, at: FieldPath) => FieldError[])(source, path));
    found = true;
  }
  return found ? errors : [required(at, 'must specify a volume type')];
}

function requiredFields(...fields: string[]): (source: object, at: FieldPath) => FieldError[] {
  return (source, at) =>
    fields
      .filter((field) => {
        const value = (source as Record<string, unknown>)[field];
        return Array.isArray(value) ? value.length === 0 : !value;
      })
      .map((field) => required([...at, field]));
}

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function validateHostPath({ path, type }: HostPathVolumeSource, at: FieldPath): FieldError[] {
  if (!path) return [required([...at, 'path'])];
  const errors = validateNoBacksteps(path, [...at, 'path']);
  if (type !== undefined && !hostPathTypes.includes(type))
    errors.push(notSupported([...at, 'type'], type, hostPathTypes));
  return errors;
}
