import type { Image } from '../image.ts';
import type { Process } from '../process.ts';
import { type Program, pause, type Run, sleep, wait, work, write } from '../syscalls.ts';
import { folder, smallLinux } from './baseFiles.ts';
import { usrWith } from './distributions.ts';

/** A worker that never ends asks for so much processor time at once, in milliseconds. */
const longWorkMs = 60_000;
/** Touching a mebibyte of new memory, milliseconds of processor time: an assumption of the right order. */
const touchMsPerMib = 0.3;
const mib = 1024 * 1024;
/** As many workers as one `stress` may have here. */
const maxWorkers = 256;
const units: Readonly<Record<string, number>> = { b: 1, k: 1024, m: mib, g: 1024 * mib, '': 1 };
const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, '': 1 };

const worksOn: Program = function* () {
  for (;;) yield* work(longWorkMs);
};

/** Takes memory, touches it, holds it (`hangMs`; 0 for ever), and begins again. */
const holdsMemory = (bytes: number, hangMs: number | undefined): Program =>
  function* (process) {
    for (;;) {
      process.holdMemory(bytes);
      yield* work(Math.max(1, (bytes / mib) * touchMsPerMib));
      if (hangMs === 0) for (;;) yield* pause();
      if (hangMs !== undefined) yield* sleep(hangMs);
      else yield* work(longWorkMs);
    }
  };

/** `stress --cpu N --io N --vm N --vm-bytes B --vm-hang S --timeout T` of Amos Waterland. */
const stress: Program = function* (process) {
  const startedMs = process.nowMs;
  const cpu = Number(valueAfter(process, ['--cpu', '-c']) ?? 0);
  const io = Number(valueAfter(process, ['--io', '-i']) ?? 0);
  const vm = Number(valueAfter(process, ['--vm', '-m']) ?? 0);
  const hdd = Number(valueAfter(process, ['--hdd', '-d']) ?? 0);
  const bytes = scaled(valueAfter(process, ['--vm-bytes']) ?? '256M', units);
  const hang = valueAfter(process, ['--vm-hang']);
  const timeout = valueAfter(process, ['--timeout', '-t']);
  const workers = cpu + io + vm + hdd;
  if (!(workers > 0) || workers > maxWorkers) {
    yield* write(
      1,
      "`stress' imposes certain types of compute stress on your system\n\nUsage: stress [OPTION [ARG]] ...\n",
    );
    return process.argv.length === 1 ? 0 : 1;
  }
  yield* write(1, `stress: info: [${process.pid}] dispatching hogs: ${cpu} cpu, ${io} io, ${vm} vm, ${hdd} hdd\n`);
  const children: number[] = [];
  const start = (program: Program) => {
    const child = process.spawn({ program, argv: process.argv });
    if ('pid' in child) children.push(child.pid);
  };
  for (let i = 0; i < cpu + io + hdd; i++) start(worksOn);
  for (let i = 0; i < vm; i++) start(holdsMemory(bytes, hang === undefined ? undefined : scaled(hang, seconds) * 1000));
  if (timeout === undefined) {
    yield* wait(undefined, 'exit');
    yield* write(2, `stress: FAIL: [${process.pid}] (415) <-- worker got signal 9\n`);
    return 1;
  }
  yield* sleep(scaled(timeout, seconds) * 1000);
  for (const pid of children) process.kill(pid, 'SIGKILL');
  const took = Math.round((process.nowMs - startedMs) / 1000);
  yield* write(1, `stress: info: [${process.pid}] successful run completed in ${took}s\n`);
  return 0;
};

/** `vish/stress -cpus N -mem-total 150Mi -mem-alloc-size 10Mi -mem-alloc-sleep 1s`; a Go program, which logs with glog. */
const goStress: Program = function* (process) {
  process.dispositions.set('SIGTERM', 'catch');
  process.dispositions.set('SIGINT', 'catch');
  const total = valueAfter(process, ['-mem-total', '--mem-total']) ?? '0';
  const chunk = valueAfter(process, ['-mem-alloc-size', '--mem-alloc-size']) ?? '4Ki';
  const pauseText = valueAfter(process, ['-mem-alloc-sleep', '--mem-alloc-sleep']) ?? '1ms';
  const cpus = Math.min(maxWorkers, Number(valueAfter(process, ['-cpus', '--cpus']) ?? 0));
  const log = function* (line: number, text: string): Run<void> {
    yield* write(2, `${glogPrefix(process, 'main.go', line)} ${text}\n`);
  };
  yield* log(26, `Allocating "${total}" memory, in "${chunk}" chunks, with a ${pauseText} sleep between allocations`);
  for (let i = 0; i < cpus; i++) {
    yield* log(39, 'Spawning a thread to consume CPU');
    process.startThread(worksOn);
  }
  const totalBytes = quantityBytes(total);
  const step = Math.max(totalBytes / 10_000, quantityBytes(chunk), 1);
  const pauseMs = durationMs(pauseText);
  for (let held = 0; held < totalBytes && process.caught.length === 0; ) {
    held = Math.min(totalBytes, held + step);
    process.holdMemory(held);
    if (yield* sleep(Math.max(1, pauseMs))) break;
  }
  if (process.caught.length === 0) yield* log(29, `Allocated "${total}" memory`);
  while (process.caught.length === 0) yield* pause();
  return goSignalExitCode;
};

/** How a Go program ends that is process 1 and gets a signal which it does not handle. */
const goSignalExitCode = 2;

/** `I1122 16:00:00.123456       1 main.go:26]`. */
function glogPrefix(process: Process, file: string, line: number): string {
  const iso = new Date(process.nowMs).toISOString();
  return `I${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${String(process.pid).padStart(7)} ${file}:${line}]`;
}

function valueAfter(process: Process, names: readonly string[]): string | undefined {
  const { argv } = process;
  for (const [index, word] of argv.entries()) {
    const [name = '', value] = word.split(/=(.*)/s);
    if (names.includes(name)) return value ?? argv[index + 1];
  }
  return undefined;
}

function scaled(text: string, scale: Readonly<Record<string, number>>): number {
  const [, amount = '0', unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]?)$/.exec(text) ?? [];
  return Math.round(Number(amount) * (scale[unit.toLowerCase()] ?? 1));
}

function quantityBytes(text: string): number {
  const [, amount = '0', unit = ''] = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|k|M|G)?$/.exec(text) ?? [];
  const factors: Readonly<Record<string, number>> = { Ki: 1024, Mi: mib, Gi: 1024 * mib, k: 1e3, M: 1e6, G: 1e9 };
  return Number(amount) * (factors[unit] ?? 1);
}

function durationMs(text: string): number {
  const [, amount = '0', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  return Math.round(Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000));
}

const shared = { env: {}, workingDir: '/', stopSignal: 'SIGTERM' } as const;

/** docker.io/polinux/stress: runs `stress` where it is told to. */
export const polinuxStress: Image = {
  ...shared,
  files: { ...smallLinux, usr: usrWith({ bin: folder({ stress: { kind: 'program', program: stress } }) }) },
  entrypoint: [],
  command: ['stress', '--version'],
};

/** docker.io/vish/stress and registry.k8s.io/stress: one static program. */
export const vishStress: Image = {
  ...shared,
  files: { stress: { kind: 'program', program: goStress } },
  entrypoint: ['/stress', '-logtostderr'],
  command: [],
};
