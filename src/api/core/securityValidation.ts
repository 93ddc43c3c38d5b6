import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required, tooLong } from '../fieldErrors.ts';
import type {
  AppArmorProfile,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
  Sysctl,
} from '../generated/objects.ts';
import { byteLength, rangeText, sysctlName } from '../names.ts';
import { printInternal } from './internalValues.ts';
import { validateDescendingPath } from './volumeMountValidation.ts';
import { validateWindowsOptions } from './windowsOptionsValidation.ts';

const maxId = 2 ** 31 - 1;

function validateId(id: number | undefined, at: FieldPath): FieldError[] {
  return id === undefined || (id >= 0 && id <= maxId) ? [] : [invalidValue(at, id, rangeText(0, maxId))];
}

function oneOf(value: string | undefined, supported: readonly string[], at: FieldPath): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(at, value, supported)];
}

/** What is wrong with a container's security context. */
export function validateSecurityContext(context: SecurityContext, spec: PodSpec, at: FieldPath): FieldError[] {
  const errors = [
    ...validateId(context.runAsUser, [...at, 'runAsUser']),
    ...validateId(context.runAsGroup, [...at, 'runAsGroup']),
    ...oneOf(context.procMount, ['Default', 'Unmasked'], [...at, 'procMount']),
  ];
  if (context.procMount === 'Unmasked' && spec.hostUsers !== false)
    errors.push(invalidValue([...at, 'procMount'], context.procMount, '`hostUsers` must be false to use `Unmasked`'));
  if (context.seccompProfile) errors.push(...validateSeccomp(context.seccompProfile, [...at, 'seccompProfile']));
  if (context.allowPrivilegeEscalation === false) {
    const head = 'cannot set `allowPrivilegeEscalation` to false and';
    const refuse = (what: string): void => {
      const { message } = invalidValue(at, '', `${head} ${what}`);
      const shown = printInternal(context, 'SecurityContext');
      errors.push({ path: at, type: 'FieldValueInvalid', message: message.replace('""', () => shown) });
    };
    if (context.privileged) refuse('`privileged` to true');
    for (const capability of context.capabilities?.add ?? [])
      if (capability === 'CAP_SYS_ADMIN') refuse('`capabilities.Add` CAP_SYS_ADMIN');
  }
  if (context.windowsOptions) errors.push(...validateWindowsOptions(context.windowsOptions, [...at, 'windowsOptions']));
  if (context.appArmorProfile) errors.push(...validateAppArmor(context.appArmorProfile, [...at, 'appArmorProfile']));
  return errors;
}

/** The longest path of Linux. */
const maxProfileBytes = 4095;

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccomp(profile: SeccompProfile, at: FieldPath): FieldError[] {
  const { type, localhostProfile } = profile;
  const errors: FieldError[] = [];
  if (!type) errors.push(required([...at, 'type'], 'type is required when seccompProfile is set'));
  else errors.push(...oneOf(type, profileTypes, [...at, 'type']));
  const path = [...at, 'localhostProfile'];
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(required(path, 'must be set when seccomp type is Localhost'));
    else errors.push(...validateDescendingPath(localhostProfile, path));
  } else if (localhostProfile !== undefined) {
    const value = { Type: type ?? '', LocalhostProfile: localhostProfile };
    errors.push(invalidValue(path, value, 'can only be set when seccomp type is Localhost'));
  }
  return errors;
}

function validateAppArmor({ type, localhostProfile }: AppArmorProfile, at: FieldPath): FieldError[] {
  const path = [...at, 'localhostProfile'];
  if (!type) return [required([...at, 'type'], 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupported([...at, 'type'], type, profileTypes)];
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return [];
    return [invalidValue(path, localhostProfile, 'can only be set when AppArmor type is Localhost')];
  }
  const trimmed = localhostProfile?.trim();
  const errors: FieldError[] = [];
  if (localhostProfile !== trimmed)
    errors.push(invalidValue(path, localhostProfile, 'must not be padded with whitespace'));
  else if (!trimmed) errors.push(required(path, 'must be set when AppArmor type is Localhost'));
  if (byteLength(localhostProfile ?? '') > maxProfileBytes) errors.push(tooLong(path, maxProfileBytes));
  return errors;
}

/** What is wrong with a Pod's security context and its use of the host. */
export function validatePodSecurity(spec: PodSpec, specPath: FieldPath): FieldError[] {
  const at = [...specPath, 'securityContext'];
  const context: PodSecurityContext = spec.securityContext ?? {};
  const errors: FieldError[] = [];
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup'] as const)
    errors.push(...validateId(context[field], [...at, field]));
  for (const [i, group] of (context.supplementalGroups ?? []).entries())
    errors.push(...validateId(group, [...at, 'supplementalGroups', i]));
  if (spec.shareProcessNamespace && spec.hostPID) {
    const why = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalidValue([...at, 'shareProcessNamespace'], true, why));
  }
  if (context.sysctls) errors.push(...validateSysctls(context.sysctls, spec, [...at, 'sysctls']));
  errors.push(...oneOf(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], [...at, 'fsGroupChangePolicy']));
  if (context.seccompProfile) errors.push(...validateSeccomp(context.seccompProfile, [...at, 'seccompProfile']));
  if (context.windowsOptions) errors.push(...validateWindowsOptions(context.windowsOptions, [...at, 'windowsOptions']));
  if (context.appArmorProfile) errors.push(...validateAppArmor(context.appArmorProfile, [...at, 'appArmorProfile']));
  errors.push(...oneOf(context.supplementalGroupsPolicy, ['Merge', 'Strict'], [...at, 'supplementalGroupsPolicy']));
  errors.push(...oneOf(context.seLinuxChangePolicy, ['MountOption', 'Recursive'], [...at, 'seLinuxChangePolicy']));
  return errors;
}

/** On the host's network a container's port is the host's; a template may leave that to the Pod made from it. */
export function validateHostPorts(spec: PodSpec, specPath: FieldPath, of: 'pod' | 'template'): FieldError[] {
  if (!spec.hostNetwork) return [];
  const why = 'must match `containerPort` when `hostNetwork` is true';
  return (spec.containers ?? []).flatMap((container, i) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort = 0 }, j) =>
      hostPort === containerPort || (of === 'template' && hostPort === 0)
        ? []
        : [invalidValue([...specPath, 'containers', i, 'ports', j, 'hostPort'], hostPort, why)],
    ),
  );
}

/** What a Pod in its own user namespace may not share with the host. */
export function validateHostUsers(spec: PodSpec, at: FieldPath): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const why = 'when `hostUsers` is false';
  // The server spells two of these paths with capitals.
  return [
    ...(spec.hostNetwork ? [forbiddenField([...at, 'hostNetwork'], why)] : []),
    ...(spec.hostPID ? [forbiddenField([...at, 'HostPID'], why)] : []),
    ...(spec.hostIPC ? [forbiddenField([...at, 'HostIPC'], why)] : []),
  ];
}

const ipcSysctl = /^(kernel[./](shm|msg)|kernel[./]sem$|fs[./]mqueue[./])/;

function validateSysctls(sysctls: readonly Sysctl[], spec: PodSpec, at: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return sysctls.flatMap(({ name }, i) => {
    const path = [...at, i, 'name'];
    if (!name) return [required(path)];
    const errors = sysctlName(name).map((text) => invalidValue(path, name, text));
    if (errors.length === 0 && seen.has(name)) errors.push(duplicate(path, name));
    seen.add(name);
    if (spec.hostNetwork && /^net[./]/.test(name))
      errors.push(invalidValue(path, name, "may not be specified when 'hostNetwork' is true"));
    if (spec.hostIPC && ipcSysctl.test(name))
      errors.push(invalidValue(path, name, "may not be specified when 'hostIPC' is true"));
    return errors;
  });
}
