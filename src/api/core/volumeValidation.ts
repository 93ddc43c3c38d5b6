import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, quote, required } from '../fieldErrors.ts';
import type { HostPathVolumeSource, Volume } from '../generated/objects.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { parseQuantity } from '../quantity.ts';
import { validateClaimTemplate, validateClaimTemplateMetadata } from '../storage/claimValidation.ts';
import { validateCsi, validateStorageOs } from './csiValidation.ts';
import {
  diskWithPartition,
  namedSecret,
  requiredFields,
  validateAzureDisk,
  validateFibreChannel,
  validateFlexVolume,
  validateFlocker,
  validateIscsi,
  validateNfs,
  validateQuobyte,
} from './externalVolumeValidation.ts';
import { validateProjected } from './projectedVolumeValidation.ts';
import { validateFieldFile, validateItems, validateMode } from './volumeFileValidation.ts';
import { validateDescendingPath, validateNoBacksteps } from './volumeMountValidation.ts';

/** What is wrong with a Pod's volumes, and those that are right. The Pod's name is missing in a template. */
export function validateVolumes(
  volumes: readonly Volume[],
  at: FieldPath,
  podName = '',
): { errors: FieldError[]; valid: Map<string, Volume> } {
  const errors: FieldError[] = [];
  const valid = new Map<string, Volume>();
  const created = new Set(
    volumes.filter(({ ephemeral }) => podName && ephemeral).map(({ name }) => `${podName}-${name}`),
  );
  for (const [i, volume] of volumes.entries()) {
    const here = [...at, i];
    const name = volume.name ?? '';
    const own = validateSource(volume, here);
    if (podName && name && isOnlyEphemeral(volume)) own.push(...validateClaimName(podName, name, [...here, 'name']));
    if (!name) own.push(required([...here, 'name']));
    else own.push(...dnsLabel(name).map((text) => invalidValue([...here, 'name'], name, text)));
    if (valid.has(name)) own.push(duplicate([...here, 'name'], name));
    if (own.length === 0) valid.set(name, volume);
    errors.push(...own);
    const claimName = volume.persistentVolumeClaim?.claimName ?? '';
    if (volume.persistentVolumeClaim && created.has(claimName)) {
      const why = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalidValue([...here, 'persistentVolumeClaim', 'claimName'], claimName, why));
    }
  }
  return { errors, valid };
}

const claimKeys = new Set(['name', 'ephemeral', 'image']);

function isOnlyEphemeral(volume: Volume): boolean {
  return volume.ephemeral !== undefined && Object.keys(volume).every((key) => claimKeys.has(key));
}

/** The claim of an ephemeral volume is called after the Pod and the volume. */
function validateClaimName(podName: string, name: string, at: FieldPath): FieldError[] {
  const claim = `${podName}-${name}`;
  return dnsSubdomain(claim).map((text) => invalidValue(at, name, `PVC name ${quote(claim)}: ${text}`));
}

type Source = Exclude<keyof Volume, 'name'>;
type Check<K extends Source> = (source: NonNullable<Volume[K]>, at: FieldPath, name: string) => FieldError[];

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
  // The server has another name for the field here.
  gcePersistentDisk: (disk, at) => diskWithPartition('pdName')(disk, [...at.slice(0, -1), 'persistentDisk']),
  awsElasticBlockStore: diskWithPartition('volumeID'),
  secret: ({ secretName, defaultMode, items }, at) => [
    ...(secretName ? [] : [required([...at, 'secretName'])]),
    ...validateMode(defaultMode, [...at, 'defaultMode']),
    ...validateItems(items, [...at, 'items']),
  ],
  nfs: validateNfs,
  iscsi: (source, at, name) => validateIscsi(source, { name, kind: 'pod' }, at),
  glusterfs: requiredFields('endpoints', 'path'),
  flocker: validateFlocker,
  persistentVolumeClaim: requiredFields('claimName'),
  rbd: requiredFields('monitors', 'image'),
  cinder: (source, at) => [
    ...requiredFields('volumeID')(source, at),
    ...namedSecret(source.secretRef, [...at, 'secretRef'], 'name'),
  ],
  cephfs: requiredFields('monitors'),
  quobyte: validateQuobyte,
  downwardAPI: ({ defaultMode, items = [] }, at) => [
    ...validateMode(defaultMode, [...at, 'defaultMode']),
    ...items.flatMap((file) => validateFieldFile(file, at)),
  ],
  fc: validateFibreChannel,
  flexVolume: validateFlexVolume,
  configMap: ({ name, defaultMode, items }, at) => [
    ...(name ? [] : [required([...at, 'name'])]),
    ...validateMode(defaultMode, [...at, 'defaultMode']),
    ...validateItems(items, [...at, 'items']),
  ],
  azureFile: requiredFields('secretName', 'shareName'),
  vsphereVolume: requiredFields('volumePath'),
  photonPersistentDisk: requiredFields('pdID'),
  portworxVolume: requiredFields('volumeID'),
  azureDisk: validateAzureDisk,
  storageos: (source, at) => validateStorageOs(source, at, 'name'),
  projected: validateProjected,
  scaleIO: requiredFields('gateway', 'system', 'volumeName'),
  csi: validateCsi,
  ephemeral: ({ volumeClaimTemplate: template }, at) => {
    const here = [...at, 'volumeClaimTemplate'];
    if (!template) return [required(here)];
    return [...validateClaimTemplateMetadata(template.metadata, here), ...validateClaimTemplate(template, here)];
  },
  image: requiredFields('reference'),
};

/** How the server spells a source that is too many. */
const secondNames: Partial<Record<Source, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function validateSource(volume: Volume, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const name of Object.keys(checks) as Source[]) {
    const source = volume[name];
    if (!source) continue;
    const path = [...at, name];
    const check = checks[name] as (source: unknown, at: FieldPath, name: string) => FieldError[];
    if (found)
      errors.push(forbiddenField([...at, secondNames[name] ?? name], 'may not specify more than 1 volume type'));
    else errors.push(...check(source, path, volume.name ?? ''));
    found = true;
  }
  return found ? errors : [required(at, 'must specify a volume type')];
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

/** What is wrong with a path of the Node. */
export function validateHostPath({ path, type }: HostPathVolumeSource, at: FieldPath): FieldError[] {
  if (!path) return [required([...at, 'path'])];
  const errors = validateNoBacksteps(path, [...at, 'path']);
  if (type !== undefined && !hostPathTypes.includes(type))
    errors.push(notSupported([...at, 'type'], type, hostPathTypes));
  return errors;
}
