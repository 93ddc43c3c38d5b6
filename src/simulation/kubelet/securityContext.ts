import type { Container, Pod, PodSpec } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { type ContainerSecurity, numericUser } from '../containers/identity.ts';
import type { SandboxOptions } from '../containers/runtime.ts';

/**
 * Who a container's processes are: what the container says goes before what its Pod says
 * (https://kubernetes.io/docs/tasks/configure-pod-container/security-context/). Nothing where neither says anything.
 * Not simulated: seccomp, AppArmor, SELinux, `allowPrivilegeEscalation`, `procMount`.
 */
export function containerSecurity(spec: PodSpec, container: Container): ContainerSecurity | undefined {
  const ofPod = spec.securityContext ?? {};
  const own = container.securityContext ?? {};
  const uid = own.runAsUser ?? ofPod.runAsUser;
  const gid = own.runAsGroup ?? ofPod.runAsGroup;
  const groups = [...(ofPod.supplementalGroups ?? []), ...(ofPod.fsGroup === undefined ? [] : [ofPod.fsGroup])];
  const { add = [], drop = [] } = own.capabilities ?? {};
  const privileged = own.privileged === true;
  const readOnlyRoot = own.readOnlyRootFilesystem === true;
  const saysNothing =
    uid === undefined && gid === undefined && groups.length + add.length + drop.length === 0 && !privileged;
  if (saysNothing && !readOnlyRoot) return undefined;
  return {
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    groups,
    groupsOfImage: ofPod.supplementalGroupsPolicy === 'Strict' ? 'ignored' : 'merged',
    add: add.map(bareName),
    drop: drop.map(bareName),
    privileged,
    readOnlyRoot,
  };
}

function bareName(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, '');
}

/** The kubelet's text where `runAsNonRoot` keeps a container from being made; `imageUser` is the `USER` of its image. */
export function nonRootProblem(
  { pod, fullName }: { readonly pod: Stored<Pod>; readonly fullName: string },
  container: Container,
  imageUser: string | undefined,
): string | undefined {
  const ofPod = pod.spec?.securityContext;
  const own = container.securityContext;
  if (!(own?.runAsNonRoot ?? ofPod?.runAsNonRoot)) return undefined;
  const where = `(pod: ${JSON.stringify(fullName)}, container: ${container.name})`;
  const uid = own?.runAsUser ?? ofPod?.runAsUser;
  if (uid !== undefined) return uid === 0 ? `container's runAsUser breaks non-root policy ${where}` : undefined;
  const ofImage = numericUser(imageUser);
  if (ofImage === undefined) {
    const name = (imageUser ?? '').split(':')[0];
    return `container has runAsNonRoot and image has non-numeric user (${name}), cannot verify user is non-root ${where}`;
  }
  return ofImage === 0 ? `container has runAsNonRoot and image will run as root ${where}` : undefined;
}

/** The sysctl that says from which port on no capability is needed. */
const portStartSysctl = 'net.ipv4.ip_unprivileged_port_start';

/** What of the security context concerns the whole sandbox. */
export function sandboxSecurity(spec: PodSpec | undefined): Pick<SandboxOptions, 'pids' | 'unprivilegedPortStart'> {
  const sysctl = spec?.securityContext?.sysctls?.find(({ name }) => name === portStartSysctl);
  return {
    ...(spec?.hostPID ? { pids: 'host' } : spec?.shareProcessNamespace ? { pids: 'shared' } : {}),
    ...(sysctl && /^\d+$/.test(sysctl.value) && { unprivilegedPortStart: Number(sysctl.value) }),
  };
}
