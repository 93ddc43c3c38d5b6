import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, notSupported, required } from '../fieldErrors.ts';
import type { PodSecurityContext, PodSpec, SecurityContext } from '../generated/objects.ts';
import { everyContainer } from './everyContainer.ts';

/** What is wrong with the operating system that a Pod names, and with fields that mean nothing to it. */
export function validateOs(spec: PodSpec, at: FieldPath): FieldError[] {
  if (!spec.os) return [];
  const { name } = spec.os;
  if (!name) return [required([...at, 'os', 'name'], 'cannot be empty')];
  if (name === 'linux') return validateLinux(spec, at);
  return name === 'windows' ? validateWindows(spec, at) : [notSupported([...at, 'os'], name, ['linux', 'windows'])];
}

function validateLinux(spec: PodSpec, at: FieldPath): FieldError[] {
  const why = 'windows options cannot be set for a linux pod';
  const places = [
    { context: spec.securityContext, path: at },
    ...everyContainer(spec, at).map(({ container, at: path }) => ({ context: container.securityContext, path })),
  ];
  return places
    .filter(({ context }) => context?.windowsOptions)
    .map(({ path }) => forbiddenField([...path, 'securityContext', 'windowsOptions'], why));
}

type PodField = keyof PodSecurityContext | 'hostUsers' | 'hostPID' | 'hostIPC' | 'shareProcessNamespace';

/** In the server's order. */
const podFields: readonly PodField[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'hostUsers',
  'hostPID',
  'hostIPC',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'shareProcessNamespace',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const containerFields: readonly (keyof SecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function validateWindows(spec: PodSpec, at: FieldPath): FieldError[] {
  const why = 'cannot be set for a windows pod';
  const context: PodSecurityContext = spec.securityContext ?? {};
  const errors = podFields.flatMap((field) => {
    switch (field) {
      case 'hostUsers':
      case 'shareProcessNamespace':
        return spec[field] === undefined ? [] : [forbiddenField([...at, field], why)];
      case 'hostPID':
      case 'hostIPC':
        return spec[field] ? [forbiddenField([...at, field], why)] : [];
      default:
        return context[field] === undefined ? [] : [forbiddenField([...at, 'securityContext', field], why)];
    }
  });
  for (const { container, at: path } of everyContainer(spec, at))
    for (const field of containerFields)
      if (container.securityContext?.[field] !== undefined)
        errors.push(forbiddenField([...path, 'securityContext', field], why));
  return errors;
}
