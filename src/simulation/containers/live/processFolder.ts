import { Device, type FileNode, SymbolicLink } from '../filesystem.ts';
import type { Kernel } from '../kernel.ts';
import type { Process } from '../process.ts';
import { ForeignRoot } from './foreignRoot.ts';
import { LiveFolder, liveFile, textFolder } from './liveFolder.ts';
import { mountTable } from './mountTable.ts';

/** Of a command's name that the kernel keeps. */
const nameBytes = 15;
const ownerOnly = 0o400;

/** `/proc/PID`. What only the process' owner may look into needs the same user, or the capability SYS_PTRACE. */
export function processFolder(kernel: Kernel, process: Process): LiveFolder {
  const who = kernel.current?.credentials;
  const isOpen = !who || who.uid === process.credentials.uid || who.can('SYS_PTRACE');
  const special: Readonly<Record<string, () => FileNode>> = {
    environ: () =>
      owned(liveFile([...process.env].map(([name, value]) => `${name}=${value}\0`).join(''), ownerOnly), process),
    cwd: () => new SymbolicLink(process.cwd, 0),
    exe: () => new SymbolicLink(process.argv[0] ?? '', 0),
    root: () => new ForeignRoot(process.kernel.mounts, isOpen),
    fd: () => descriptors(process),
  };
  return textFolder(
    {
      cmdline: () => (process.state === 'ended' ? '' : process.argv.map((word) => `${word}\0`).join('')),
      comm: () => `${shortName(process)}\n`,
      status: () => statusText(process),
      stat: () => statText(process),
      mounts: () => mountTable(process.kernel.mounts),
      cgroup: () => '0::/\n',
      limits: () =>
        'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1048576              1048576              files     \n',
    },
    {
      names: () => Object.keys(special),
      get: (name) => (Object.hasOwn(special, name) ? special[name]?.() : undefined),
    },
  );
}

function owned<T extends FileNode>(node: T, { credentials }: Process): T {
  node.uid = credentials.uid;
  node.gid = credentials.gid;
  return node;
}

function shortName({ argv }: Process): string {
  const program = argv[0] ?? '';
  return program.slice(program.lastIndexOf('/') + 1).slice(0, nameBytes);
}

function descriptors(process: Process): LiveFolder {
  return new LiveFolder(() => ({
    names: () => process.files.flatMap((file, fd) => (file ? [String(fd)] : [])),
    get: (name) => {
      const file = process.files[Number(name)];
      if (!file) return undefined;
      return file.file ?? new Device(file);
    },
  }));
}

const states = { runnable: 'R (running)', blocked: 'S (sleeping)', ended: 'Z (zombie)' } as const;

/** Capabilities by their bits, those that containers have or ask for most. */
const capabilityBits: Readonly<Record<string, number>> = {
  CHOWN: 0,
  DAC_OVERRIDE: 1,
  DAC_READ_SEARCH: 2,
  FOWNER: 3,
  FSETID: 4,
  KILL: 5,
  SETGID: 6,
  SETUID: 7,
  SETPCAP: 8,
  NET_BIND_SERVICE: 10,
  NET_ADMIN: 12,
  NET_RAW: 13,
  IPC_LOCK: 14,
  SYS_MODULE: 16,
  SYS_CHROOT: 18,
  SYS_PTRACE: 19,
  SYS_ADMIN: 21,
  SYS_NICE: 23,
  SYS_RESOURCE: 24,
  SYS_TIME: 25,
  MKNOD: 27,
  AUDIT_WRITE: 29,
  SETFCAP: 31,
};

function capabilityMask(capabilities: Iterable<string>): string {
  let mask = 0n;
  for (const name of capabilities) {
    const bit = capabilityBits[name];
    if (bit !== undefined) mask |= 1n << BigInt(bit);
  }
  return mask.toString(16).padStart(16, '0');
}

function statusText(process: Process): string {
  const { uid, gid, groups, bounding } = process.credentials;
  const effective = capabilityMask(uid === 0 ? bounding : []);
  const kib = Math.ceil(process.kernel.memory.of(process.pid) / 1024);
  const rows: readonly (readonly [string, string])[] = [
    ['Name', shortName(process)],
    ['Umask', `0${process.umask.toString(8).padStart(3, '0')}`],
    ['State', states[process.state]],
    ['Tgid', String(process.pid)],
    ['Pid', String(process.pid)],
    ['PPid', String(process.parent?.pid ?? 0)],
    ['Uid', Array(4).fill(uid).join('\t')],
    ['Gid', Array(4).fill(gid).join('\t')],
    ['Groups', `${groups.join(' ')} `],
    ['VmRSS', `${String(kib).padStart(8)} kB`],
    ['Threads', String(1 + [...process.children].filter(({ isThread }) => isThread).length)],
    ['CapInh', capabilityMask([])],
    ['CapPrm', effective],
    ['CapEff', effective],
    ['CapBnd', capabilityMask(bounding)],
    ['CapAmb', capabilityMask([])],
  ];
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

/** The first fields of proc(5)'s line; what nobody asks for is 0. */
function statText(process: Process): string {
  const state = states[process.state][0];
  const head = `${process.pid} (${shortName(process)}) ${state} ${process.parent?.pid ?? 0} ${process.group} ${process.group} 0 -1`;
  return `${head}${' 0'.repeat(44)}\n`;
}
