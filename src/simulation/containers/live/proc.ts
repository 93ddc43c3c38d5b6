import { type FileNode, SymbolicLink } from '../filesystem.ts';
import type { Kernel } from '../kernel.ts';
import { nodeMemoryKiB } from '../memory.ts';
import { type LiveEntries, LiveFolder, textEntries, textFolder } from './liveFolder.ts';
import { processFolder } from './processFolder.ts';

/** What the Node's own programs hold, in KiB: a guess of the right order. */
const systemKiB = 600_000;
const cachedKiB = 400_000;

/** `/proc` as the processes of one container see it: their pid namespace, and the Node's processors and memory. */
export function procFolder(kernel: Kernel): LiveFolder {
  return new LiveFolder(() => procEntries(kernel));
}

function procEntries(kernel: Kernel): LiveEntries {
  const link = (target: string) => new SymbolicLink(target, 0);
  const fixed: Readonly<Record<string, () => FileNode>> = {
    self: () => link(String(own(kernel))),
    mounts: () => link('self/mounts'),
    net: () => link('self/net'),
    sys: () => sysctls(kernel),
  };
  return textEntries(
    {
      cpuinfo: () => cpuInfo(kernel.cpu.nodeCores),
      meminfo: () => memoryInfo(kernel),
      uptime: () =>
        `${(kernel.uptimeMs / 1000).toFixed(2)} ${((kernel.uptimeMs / 1000) * kernel.cpu.nodeCores).toFixed(2)}\n`,
      loadavg: () => `0.10 0.08 0.05 1/${kernel.processes.length + 200} ${own(kernel)}\n`,
      version: () => 'Linux version 6.1.0 (gcc 12.2.0) #1 SMP PREEMPT_DYNAMIC\n',
      filesystems: () => 'nodev\tproc\nnodev\tsysfs\nnodev\ttmpfs\nnodev\toverlay\n\text4\n',
      cmdline: () => 'BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro\n',
    },
    {
      names: () => [...Object.keys(fixed), ...kernel.processes.map(({ pid }) => String(pid))],
      get: (name) => {
        if (Object.hasOwn(fixed, name)) return fixed[name]?.();
        const process = /^[1-9]\d{0,9}$/.test(name) ? kernel.pids.get(Number(name)) : undefined;
        return process && !process.isThread ? processFolder(kernel, process) : undefined;
      },
    },
  );
}

/** The process that looks; a thread is its program's. */
function own({ current }: Kernel): number {
  return (current?.isThread ? current.parent?.pid : current?.pid) ?? 1;
}

function sysctls(kernel: Kernel): LiveFolder {
  const folder = (entries: Readonly<Record<string, () => FileNode>>) =>
    new LiveFolder(() => ({ names: () => Object.keys(entries), get: (name) => entries[name]?.() }));
  return folder({
    kernel: () =>
      textFolder({ hostname: () => `${kernel.hostname}\n`, osrelease: () => '6.1.0\n', pid_max: () => '4194304\n' }),
    net: () =>
      folder({
        core: () => textFolder({ somaxconn: () => '4096\n' }),
        ipv4: () =>
          textFolder({
            ip_unprivileged_port_start: () => `${kernel.unprivilegedPortStart}\n`,
            ip_local_port_range: () => '32768\t60999\n',
          }),
      }),
  });
}

function cpuInfo(cores: number): string {
  let text = '';
  for (let i = 0; i < cores; i++)
    text += `processor\t: ${i}\nvendor_id\t: GenuineIntel\nmodel name\t: Virtual CPU\ncpu MHz\t\t: 2400.000\ncpu cores\t: ${cores}\n\n`;
  return text;
}

/** Of the whole Node: a container's own limit stands in its cgroup alone. */
function memoryInfo(kernel: Kernel): string {
  const usedKiB = Math.ceil(kernel.memory.usedBytes / 1024) + systemKiB;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', nodeMemoryKiB],
    ['MemFree', nodeMemoryKiB - usedKiB - cachedKiB],
    ['MemAvailable', nodeMemoryKiB - usedKiB],
    ['Buffers', 0],
    ['Cached', cachedKiB],
    ['SwapTotal', 0],
    ['SwapFree', 0],
  ];
  return rows.map(([name, kib]) => `${`${name}:`.padEnd(15)} ${String(kib).padStart(8)} kB\n`).join('');
}
