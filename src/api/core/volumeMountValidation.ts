import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notFoundValue, notSupported, required } from '../fieldErrors.ts';
import type { Container, Volume, VolumeMount } from '../generated/objects.ts';

/** The volumes of a Pod that are right, by name: only these can be mounted. */
export type ValidVolumes = ReadonlyMap<string, Volume>;

/** What is wrong with a container's volume mounts. The server names the list for mistakes in some fields. */
export function validateVolumeMounts(container: Container, volumes: ValidVolumes, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const paths = new Set<string>();
  const devices = container.volumeDevices ?? [];
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const here = [...at, i];
    const { name = '', mountPath = '', subPath, subPathExpr } = mount;
    if (!name) errors.push(required([...here, 'name']));
    if (!volumes.has(name)) errors.push(notFoundValue([...here, 'name'], name));
    if (!mountPath) errors.push(required([...here, 'mountPath']));
    if (paths.has(mountPath)) errors.push(invalidValue([...here, 'mountPath'], mountPath, 'must be unique'));
    paths.add(mountPath);
    if (devices.some((device) => device.name === name))
      errors.push(invalidValue([...here, 'name'], name, 'must not already exist in volumeDevices'));
    if (devices.some((device) => device.devicePath === mountPath))
      errors.push(invalidValue([...here, 'mountPath'], mountPath, 'must not already exist as a path in volumeDevices'));
    if (subPath) errors.push(...validateDescendingPath(subPath, [...at, 'subPath']));
    if (subPathExpr) {
      if (subPath)
        errors.push(
          invalidValue([...here, 'subPathExpr'], subPathExpr, 'subPathExpr and subPath are mutually exclusive'),
        );
      errors.push(...validateDescendingPath(subPathExpr, [...at, 'subPathExpr']));
    }
    errors.push(...validatePropagation(mount, container, at));
  }
  return errors;
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];
const readOnlyModes = ['Disabled', 'Enabled', 'IfPossible'];

function validatePropagation(mount: VolumeMount, container: Container, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { mountPropagation: propagation, recursiveReadOnly: mode } = mount;
  if (propagation !== undefined) {
    const path = [...at, 'mountPropagation'];
    if (!propagations.includes(propagation)) errors.push(notSupported(path, propagation, propagations));
    if (propagation === 'Bidirectional' && !container.securityContext?.privileged)
      errors.push(forbiddenField(path, 'Bidirectional mount propagation is available only to privileged containers'));
  }
  if (mode === undefined || mode === 'Disabled') return errors;
  const path = [...at, 'recursiveReadOnly'];
  if (!readOnlyModes.includes(mode)) return [...errors, notSupported(path, mode, readOnlyModes)];
  if (!mount.readOnly) errors.push(forbiddenField(path, 'may only be specified when readOnly is true'));
  if (propagation !== undefined && propagation !== 'None')
    errors.push(forbiddenField(path, 'may only be specified when mountPropagation is None or not specified'));
  return errors;
}

/** What is wrong with the raw block devices of a container. */
export function validateVolumeDevices(container: Container, volumes: ValidVolumes, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const mounts = container.volumeMounts ?? [];
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [i, { name = '', devicePath = '' }] of (container.volumeDevices ?? []).entries()) {
    const here = [...at, i];
    if (!name) errors.push(required([...here, 'name']));
    if (names.has(name)) errors.push(invalidValue([...here, 'name'], name, 'must be unique'));
    const volume = volumes.get(name);
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) {
      const why = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalidValue([...here, 'name'], name, why));
    }
    if (!volume) errors.push(notFoundValue([...here, 'name'], name));
    if (!devicePath) errors.push(required([...here, 'devicePath']));
    if (paths.has(devicePath)) errors.push(invalidValue([...here, 'devicePath'], devicePath, 'must be unique'));
    if (validateNoBacksteps(devicePath, here).length > 0)
      errors.push(invalidValue([...here, 'devicePath'], devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name))
      errors.push(invalidValue([...here, 'name'], name, 'must not already exist in volumeMounts'));
    if (mounts.some((mount) => mount.mountPath === devicePath))
      errors.push(
        invalidValue([...here, 'devicePath'], devicePath, 'must not already exist as a path in volumeMounts'),
      );
    if (name) names.add(name);
  }
  return errors;
}

/** A path must not go up: `must not contain '..'`. */
export function validateNoBacksteps(path: string, at: FieldPath): FieldError[] {
  return path.split('/').includes('..') ? [invalidValue(at, path, "must not contain '..'")] : [];
}

/** A path must stay below where it starts. */
export function validateDescendingPath(path: string, at: FieldPath): FieldError[] {
  const errors = path.startsWith('/') ? [invalidValue(at, path, 'must be a relative path')] : [];
  return [...errors, ...validateNoBacksteps(path, at)];
}

/** A path of a projected file: below its volume, and not where the kubelet keeps its own links. */
export function validateFilePath(path: string, at: FieldPath): FieldError[] {
  const errors = validateDescendingPath(path, at);
  if (path.startsWith('..') && !path.startsWith('../')) errors.push(invalidValue(at, path, "must not start with '..'"));
  return errors;
}
