import { validatePersistentCsi, validateStorageOs } from '../core/csiValidation.ts';
import {
  diskWithPartition,
  namedSecret,
  requiredFields,
  type SourceCheck,
  validateAzureDisk,
  validateFibreChannel,
  validateFlexVolume,
  validateFlocker,
  validateIscsi,
  validateNfs,
  validateQuobyte,
} from '../core/externalVolumeValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import { validateNoBacksteps } from '../core/volumeMountValidation.ts';
import { validateHostPath } from '../core/volumeValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, required } from '../fieldErrors.ts';
import type { PersistentVolumeSpec } from '../generated/objects.ts';
import { dnsLabel } from '../names.ts';

type Check<K extends keyof PersistentVolumeSpec> = SourceCheck<NonNullable<PersistentVolumeSpec[K]>>;

/** Where the data of a PersistentVolume can be, in the server's order: of two sources the later one is too many. */
const checks = {
  hostPath: validateHostPath,
  // The server has another name for the field here.
  gcePersistentDisk: (source, at) => diskWithPartition('pdName')(source, [...at.slice(0, -1), 'persistentDisk']),
  awsElasticBlockStore: diskWithPartition('volumeID'),
  glusterfs: (source, at) => {
    const errors = requiredFields('endpoints', 'path')(source, at);
    const path = [...at, 'endpointsNamespace'];
    const { endpointsNamespace: namespace } = source;
    if (namespace === undefined) return errors;
    const why = 'if the endpointnamespace is set, it must be a valid namespace name';
    return [...errors, ...(namespace === '' ? [invalidValue(path, '', why)] : nameErrors(namespace, dnsLabel, path))];
  },
  flocker: validateFlocker,
  nfs: validateNfs,
  rbd: requiredFields('monitors', 'image'),
  quobyte: validateQuobyte,
  cephfs: requiredFields('monitors'),
  iscsi: () => [],
  cinder: (source, at) => [
    ...requiredFields('volumeID')(source, at),
    ...namedSecret(source.secretRef, [...at, 'secretRef'], 'name', 'namespace'),
  ],
  fc: validateFibreChannel,
  flexVolume: validateFlexVolume,
  azureFile: (source, at) => [
    ...requiredFields('secretName', 'shareName')(source, at),
    ...(source.secretNamespace === '' ? [required([...at, 'secretNamespace'])] : []),
  ],
  vsphereVolume: requiredFields('volumePath'),
  photonPersistentDisk: requiredFields('pdID'),
  portworxVolume: requiredFields('volumeID'),
  azureDisk: validateAzureDisk,
  scaleIO: requiredFields('gateway', 'system', 'volumeName'),
  local: ({ path }, at) => (path ? validateNoBacksteps(path, [...at, 'path']) : [required([...at, 'path'])]),
  storageos: (source, at) => validateStorageOs(source, at, 'name', 'namespace'),
  csi: validatePersistentCsi,
} as const satisfies { readonly [K in keyof PersistentVolumeSpec]?: Check<K> };

/** What is wrong with where a PersistentVolume's data are: in exactly one place. */
export function validatePersistentSource(spec: PersistentVolumeSpec, name: string, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const source of Object.keys(checks) as (keyof typeof checks)[]) {
    const value = spec[source];
    if (!value) continue;
    const path = [...at, source];
    if (found && source !== 'flexVolume') {
      const spelled = source === 'cephfs' ? 'cephFS' : source;
      errors.push(forbiddenField([...at, spelled], 'may not specify more than 1 volume type'));
      continue;
    }
    found = true;
    if (source === 'iscsi' && spec.iscsi) errors.push(...validateIscsi(spec.iscsi, { name, kind: 'persistent' }, path));
    else errors.push(...(checks[source] as SourceCheck<unknown>)(value, path));
    if (source === 'local' && !spec.nodeAffinity)
      errors.push(required([...at, 'nodeAffinity'], 'Local volume requires node affinity'));
  }
  return found ? errors : [...errors, required(at, 'must specify a volume type')];
}
