import type { FileNode } from './filesystem.ts';

/** Linux' capabilities by their Kubernetes names (without `CAP_`). */
export type Capability = string;

/**
 * What containerd leaves to a container that asks for nothing
 * (https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container).
 */
export const defaultCapabilities: readonly Capability[] = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
];

/** Read, write and search or execute, as bits of a mode. */
export const permissionBits = { read: 4, write: 2, search: 1 } as const;

/** Who a process is and what it may do. Processes share one object: a child is who its parent is. */
export class Credentials {
  readonly uid: number;
  readonly gid: number;
  /** The supplementary groups, in ascending order. */
  readonly groups: readonly number[];
  /** What the container may have at all. */
  readonly bounding: ReadonlySet<Capability>;
  readonly #overridesModes: boolean;

  constructor(
    uid: number,
    gid: number,
    groups: readonly number[] = [],
    bounding: ReadonlySet<Capability> = new Set(defaultCapabilities),
  ) {
    this.uid = uid;
    this.gid = gid;
    this.groups = groups;
    this.bounding = bounding;
    this.#overridesModes = this.can('DAC_OVERRIDE');
  }

  /**
   * Whether a capability works. Only for user 0: Kubernetes sets no ambient capabilities, so what `add` names does not
   * reach other users (KEP-2763).
   */
  can(capability: Capability): boolean {
    return this.uid === 0 && this.bounding.has(capability);
  }

  /** True where modes of files mean nothing: root with its usual capabilities. */
  get overridesModes(): boolean {
    return this.#overridesModes;
  }

  inGroup(gid: number): boolean {
    return this.gid === gid || this.groups.includes(gid);
  }

  /** Whether the mode of a file lets these do all of what the bits say. */
  permits(node: FileNode, bits: number): boolean {
    if (this.#overridesModes) return (bits & 1) === 0 || node.kind === 'directory' || (node.mode & 0o111) !== 0;
    const shift = this.uid === node.uid ? 6 : this.inGroup(node.gid) ? 3 : 0;
    return ((node.mode >> shift) & bits) === bits;
  }

  /** Whether these may change the mode and times of a file. */
  owns(node: FileNode): boolean {
    return this.uid === node.uid || this.can('FOWNER');
  }
}

/** Root, with what containers have by default. */
export const rootCredentials = new Credentials(0, 0);
