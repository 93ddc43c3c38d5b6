import { type Capability, Credentials, defaultCapabilities, rootCredentials } from './credentials.ts';
import { refused } from './errno.ts';
import type { MountNamespace } from './mountNamespace.ts';

/** Who a container's processes are, from the security contexts of its Pod and of itself. */
export interface ContainerSecurity {
  /** `runAsUser`; the image's user where it is missing. */
  readonly uid?: number;
  /** `runAsGroup`. */
  readonly gid?: number;
  /** `supplementalGroups` and `fsGroup`. */
  readonly groups: readonly number[];
  /** Whether groups of the image's own `/etc/group` count too (`supplementalGroupsPolicy: Merge`). */
  readonly groupsOfImage: 'merged' | 'ignored';
  /** `capabilities.add` and `drop`, without `CAP_`; `ALL` stands for each. */
  readonly add: readonly Capability[];
  readonly drop: readonly Capability[];
  readonly privileged: boolean;
  readonly readOnlyRoot: boolean;
}

/** What `ALL` and a privileged container have beside the default ones, as far as anything here asks for them. */
const moreCapabilities: readonly Capability[] = [
  'DAC_READ_SEARCH',
  'IPC_LOCK',
  'NET_ADMIN',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PTRACE',
  'SYS_RESOURCE',
  'SYS_TIME',
];

/** The number of an image's `USER`, where it is written as one; 0 where it says nothing. */
export function numericUser(user: string | undefined): number | undefined {
  const name = (user ?? '').split(':')[0] as string;
  if (name === '') return 0;
  return /^\d+$/.test(name) ? Number(name) : undefined;
}

/** Who the container's first process is; runc's words where the image names a user that it does not know. */
export function identityOf(
  mounts: MountNamespace,
  imageUser: string | undefined,
  security: ContainerSecurity | undefined,
): Credentials | string {
  if (!security && !imageUser) return rootCredentials;
  const [userWord = '', groupWord] = (imageUser ?? '').split(':');
  const word = security?.uid === undefined ? userWord || '0' : String(security.uid);
  const account = accounts(mounts, '/etc/passwd').find(([name, , uid]) => uid === word || name === word);
  const uid = account ? Number(account[2]) : /^\d+$/.test(word) ? Number(word) : undefined;
  if (uid === undefined) return `unable to find user ${word}: no matching entries in passwd file`;
  const ofImage = groupWord !== undefined && security?.uid === undefined ? groupId(mounts, groupWord) : undefined;
  const gid = security?.gid ?? ofImage ?? Number(account?.[3] ?? 0);
  const groups = new Set([gid, ...(security?.groups ?? [])]);
  if (account && security?.groupsOfImage !== 'ignored') {
    for (const [, , id, members = ''] of accounts(mounts, '/etc/group'))
      if (members.split(',').includes(account[0] as string)) groups.add(Number(id));
  }
  return new Credentials(
    uid,
    gid,
    [...groups].sort((a, b) => a - b),
    capabilitiesOf(security),
  );
}

/** The capabilities that a container may have: the default ones, without `drop`, with `add`. */
function capabilitiesOf(security: ContainerSecurity | undefined): ReadonlySet<Capability> {
  if (!security) return rootCredentials.bounding;
  const { add, drop, privileged } = security;
  const all = [...defaultCapabilities, ...moreCapabilities];
  if (privileged) return new Set(all);
  if (add.length === 0 && drop.length === 0) return rootCredentials.bounding;
  const kept = new Set(drop.includes('ALL') ? [] : defaultCapabilities);
  for (const capability of add.includes('ALL') ? all : add) kept.add(capability);
  for (const capability of drop) kept.delete(capability);
  return kept;
}

function groupId(mounts: MountNamespace, word: string): number {
  const group = accounts(mounts, '/etc/group').find(([name]) => name === word);
  return Number(group?.[2] ?? word);
}

/** Lines of `/etc/passwd` and `/etc/group` that are looked at. */
const maxLines = 2000;

function accounts(mounts: MountNamespace, path: string): string[][] {
  const place = mounts.resolve(path, '/');
  if (refused(place) || place.node?.kind !== 'file') return [];
  return place.node.content.text.split('\n', maxLines).map((line) => line.split(':'));
}
