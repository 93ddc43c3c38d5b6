import type { MountNamespace } from '../mountNamespace.ts';

/** What a container runtime mounts into every container. */
const standardMounts = [
  'proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0',
  'tmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0',
  'devpts /dev/pts devpts rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666 0 0',
  'mqueue /dev/mqueue mqueue rw,nosuid,nodev,noexec,relatime 0 0',
  'sysfs /sys sysfs ro,nosuid,nodev,noexec,relatime 0 0',
  'cgroup /sys/fs/cgroup cgroup2 ro,nosuid,nodev,noexec,relatime 0 0',
  'shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0',
];

/** `/proc/mounts`: the root, what the runtime brings, and the Pod's volumes. */
export function mountTable(mounts: MountNamespace): string {
  const root = `overlay / overlay ${mounts.rootIsReadOnly ? 'ro' : 'rw'},relatime 0 0`;
  const volumes = mounts.mounted.map(
    ({ path, readOnly }) => `/dev/vda1 ${path} ext4 ${readOnly ? 'ro' : 'rw'},relatime 0 0`,
  );
  return `${[root, ...standardMounts, ...volumes].join('\n')}\n`;
}
