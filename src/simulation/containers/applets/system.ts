import { nodeMemoryKiB } from '../memory.ts';
import type { Process } from '../process.ts';
import { type Program, sleep, write } from '../syscalls.ts';
import { accountName } from './accounts.ts';
import { badUsage } from './input.ts';
import { readOptions } from './options.ts';

/** `printenv [NAME…]`: 1 where one is not set. */
export const printenv: Program = function* (process) {
  const names = process.argv.slice(1);
  if (names.length === 0) {
    yield* write(1, [...process.env].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  let status = 0;
  for (const name of names) {
    const value = process.env.get(name);
    if (value === undefined) status = 1;
    else yield* write(1, `${value}\n`);
  }
  return status;
};

export const logname: Program = function* () {
  yield* write(2, 'logname: getlogin: No such file or directory\n');
  return 1;
};

export const groups: Program = function* (process) {
  yield* write(1, `${groupNames(process)}\n`);
  return 0;
};

function groupNames(process: Process): string {
  const { gid, groups: others } = process.credentials;
  const all = others.length > 0 ? others : [gid];
  return all.map((id) => accountName(process, 'group', id)).join(' ');
}

/** `nproc`: the Node's processors; a CPU limit takes none of them away. */
export const nproc: Program = function* (process) {
  yield* write(1, `${process.kernel.cpu.nodeCores}\n`);
  return 0;
};

/** `tty`: a container's input is a terminal only with `-t`. */
export const tty: Program = function* (process) {
  const isTerminal = process.files[0]?.isTerminal === true;
  if (!process.argv.includes('-s')) yield* write(1, isTerminal ? '/dev/pts/0\n' : 'not a tty\n');
  return isTerminal ? 0 : 1;
};

export const clear: Program = function* () {
  yield* write(1, '\x1b[H\x1b[J');
  return 0;
};

/** `free`, -b -k -m -g -h: the Node's memory, of which a container sees all. */
export const free: Program = function* (process) {
  const { flags } = readOptions(process.argv, 'bkmgh');
  const divisor = flags.has('m') ? 1024 : flags.has('g') ? 1024 ** 2 : flags.has('b') ? 1 / 1024 : 1;
  const number = (kib: number) => String(Math.floor(kib / divisor)).padStart(11);
  const used = Math.ceil(process.kernel.memory.usedBytes / 1024) + 600_000;
  const cached = 400_000;
  const row = (values: readonly number[]) => values.map((value) => number(value)).join(' ');
  yield* write(
    1,
    '              total        used        free      shared  buff/cache   available\n' +
      `Mem:    ${row([nodeMemoryKiB, used, nodeMemoryKiB - used - cached, 0, cached, nodeMemoryKiB - used])}\n` +
      `Swap:   ${row([0, 0, 0])}\n`,
  );
  return 0;
};

/** `uptime`: since the first process began, of which the container knows. */
export const uptime: Program = function* (process) {
  const seconds = Math.floor((process.nowMs - (process.kernel.pids.get(1)?.startedMs ?? process.nowMs)) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const days = Math.floor(hours / 24);
  const since =
    hours > 0 ? `${String(hours % 24).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${String(minutes)} min`;
  const clock = new Date(process.nowMs).toISOString().slice(11, 19);
  const dayText = days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : '';
  yield* write(1, ` ${clock} up ${dayText}${since},  0 users,  load average: ${loadOf(process)}\n`);
  return 0;
};

/** One number for all three averages: how much of a processor the container has used since it began. */
function loadOf(process: Process): string {
  const aliveMs = Math.max(1, process.nowMs - (process.kernel.pids.get(1)?.startedMs ?? process.nowMs));
  const load = Math.min(99, process.kernel.cpu.usedMs / aliveMs).toFixed(2);
  return `${load}, ${load}, ${load}`;
}

/** Of each command line. */
const maxShownBytes = 1000;

/** `top -b -n 1`: a table every few seconds. */
export const top: Program = function* (process) {
  const { flags, problem } = readOptions(process.argv, 'bn:d:mH');
  if (problem !== undefined) return yield* badUsage(process, problem, 'top [-bmH] [-n COUNT] [-d SECONDS]');
  const isBatch = flags.has('b') || !process.files[1]?.isTerminal;
  const times = Number(flags.get('n') ?? Number.POSITIVE_INFINITY) || 1;
  const everyMs = Math.max(100, Math.round(Number(flags.get('d') ?? '5') * 1000) || 5000);
  for (let i = 0; i < times; i++) {
    if (i > 0) yield* sleep(everyMs);
    if (yield* write(1, (isBatch ? '' : '\x1b[H\x1b[J') + tableOf(process))) return 1;
  }
  return 0;
};

function tableOf(process: Process): string {
  const { kernel } = process;
  const used = Math.ceil(kernel.memory.usedBytes / 1024) + 600_000;
  const all = kernel.processes;
  const running = all.filter(({ state }) => state === 'runnable').length;
  const rows = all.map((one) => {
    const kib = Math.ceil(kernel.memory.of(one.pid) / 1024);
    const parent = String(one.parent?.pid ?? 0).padStart(5);
    const state = one.state === 'ended' ? 'Z' : one === process || one.state === 'runnable' ? 'R' : 'S';
    const percent = `${String(Math.round((kib * 100) / nodeMemoryKiB)).padStart(3)}%`;
    const command = one.argv.slice(0, maxShownBytes).join(' ').slice(0, maxShownBytes);
    const user = accountName(process, 'user', one.credentials.uid).slice(0, 8).padEnd(8);
    return `${String(one.pid).padStart(5)} ${parent} ${user} ${state}    ${String(kib).padStart(5)} ${percent}   0   0% ${command}\n`;
  });
  return (
    `Mem: ${used}K used, ${nodeMemoryKiB - used}K free, 0K shrd, 0K buff, 400000K cached\n` +
    'CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\n' +
    `Load average: ${loadOf(process).replaceAll(',', '')} ${running}/${all.length} ${process.pid}\n` +
    `  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n${rows.join('')}`
  );
}
