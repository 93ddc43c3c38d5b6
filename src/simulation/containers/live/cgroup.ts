import type { Kernel } from '../kernel.ts';
import { LiveFolder, textFolder } from './liveFolder.ts';

/** The bandwidth controller's period, microseconds (https://docs.kernel.org/scheduler/sched-bwc.html). */
const periodMicros = 100_000;

/** `/sys`, of which containers have little but their cgroup. */
export function sysFolder(kernel: Kernel): LiveFolder {
  const only = (name: string, inside: () => LiveFolder) =>
    new LiveFolder(() => ({ names: () => [name], get: (asked) => (asked === name ? inside() : undefined) }));
  return only('fs', () => only('cgroup', () => cgroupFolder(kernel)));
}

/** `/sys/fs/cgroup`: a container's limits and use, as version 2 of cgroups shows them. */
function cgroupFolder(kernel: Kernel): LiveFolder {
  const { cpu, memory } = kernel;
  return textFolder({
    'cgroup.controllers': () => 'cpuset cpu io memory hugetlb pids rdma misc\n',
    'cgroup.procs': () => kernel.processes.map(({ pid }) => `${pid}\n`).join(''),
    'cpu.max': () => {
      const { limitCores } = cpu.limits;
      return `${limitCores === undefined ? 'max' : Math.round(limitCores * periodMicros)} ${periodMicros}\n`;
    },
    'cpu.weight': () => `${weightOf(cpu.limits.requestCores)}\n`,
    'cpu.stat': () => cpuStat(kernel),
    'memory.current': () => `${memory.usedBytes}\n`,
    'memory.max': () => `${memory.limitBytes ?? 'max'}\n`,
    'memory.min': () => '0\n',
    'memory.high': () => 'max\n',
    'memory.swap.max': () => '0\n',
    'memory.swap.current': () => '0\n',
    'memory.peak': () => `${memory.peakBytes}\n`,
    'memory.oom.group': () => '1\n',
    'memory.events': () =>
      `low 0\nhigh 0\nmax 0\noom ${memory.oomKills}\noom_kill ${memory.oomKills}\noom_group_kill 0\n`,
    'memory.stat': () => `anon ${memory.usedBytes}\nfile 0\nkernel 0\n`,
    'pids.current': () => `${kernel.processes.length}\n`,
    'pids.max': () => 'max\n',
  });
}

/** The kubelet's shares (1024 for a core, at least 2) on the scale of cgroup v2. */
function weightOf(requestCores: number): number {
  const shares = Math.min(262_144, Math.max(2, Math.floor(requestCores * 1024)));
  return 1 + Math.floor(((shares - 2) * 9999) / 262_142);
}

function cpuStat({ cpu }: Kernel): string {
  const used = Math.round(cpu.usedMs * 1000);
  const throttled = Math.round(cpu.throttledMs * 1000);
  const user = Math.round(used * 0.8);
  const rows = {
    usage_usec: used,
    user_usec: user,
    system_usec: used - user,
    nr_periods: Math.ceil(used / periodMicros),
    nr_throttled: cpu.throttledPeriods,
    throttled_usec: throttled,
  };
  return Object.entries(rows)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}
