import type { NetworkNamespace } from '../network/networkNamespace.ts';
import type { Random } from '../random.ts';
import type { Timer, Timers } from '../timeline.ts';
import { advance } from './advance.ts';
import type { ClusterMetrics } from './clusterMetrics.ts';
import type { ClusterNames } from './clusterNames.ts';
import type { ContainerCpu } from './cpu.ts';
import { type SystemError, systemError } from './errno.ts';
import { kernelLimits } from './kernelLimits.ts';
import type { KernelOptions, KernelOwner } from './kernelOptions.ts';
import { ContainerMemory } from './memory.ts';
import type { MountNamespace } from './mountNamespace.ts';
import { notReady } from './openFile.ts';
import { interruptible, perform } from './perform.ts';
import { PidNamespace } from './pidNamespace.ts';
import { Process, type SpawnOptions } from './process.ts';
import type { ResolverKind } from './resolver/resolverKind.ts';
import { harmlessSignals, type ProcessSignal, signalNumbers } from './signals.ts';
import { SpawnThrottle } from './spawnThrottle.ts';
import { mustStandStill } from './standStill.ts';
import type { EndedChild, Syscall } from './syscalls.ts';

/** A process that can go on: with an answer, or by trying its call again. */
export type Answer = { readonly process: Process } & ({ readonly value: unknown } | { readonly retry: Syscall });

/**
 * Runs the processes of one container in virtual time. Each runs until it has to wait; who can go on runs in the order
 * in which it became able to. When the first one ends all others end: those of the container, and where it was process 1
 * of the namespace that it was alone in.
 */
export class Kernel {
  readonly mounts: MountNamespace;
  readonly hostname: string;
  readonly network: NetworkNamespace;
  readonly cpu: ContainerCpu;
  readonly memory: ContainerMemory;
  /** The container's own, or the one that the containers of its Pod share. */
  readonly pids: PidNamespace;
  /** `net.ipv4.ip_unprivileged_port_start`. */
  readonly unprivilegedPortStart: number;
  /** Whose processes these are; missing for those of a Node. */
  readonly owner: KernelOwner | undefined;
  /** What a name server reads of the cluster; missing where none is around. */
  readonly clusterNames: ClusterNames | undefined;
  readonly clusterMetrics: ClusterMetrics | undefined;
  readonly resolver: ResolverKind;
  /** The container's first process. */
  first: Process | undefined;
  /** Whose turn it is: `/proc/self`. */
  current: Process | undefined;
  /** Whether the out-of-memory killer has been here. */
  isOutOfMemory = false;
  readonly sliceMicros = kernelLimits.sliceMicros;
  readonly #timeline: Timers;
  readonly #clockMs: () => number;
  readonly #random: Random;
  readonly #processes = new Set<Process>();
  readonly #queue: Answer[] = [];
  #draining = false;
  #drainIsSet = false;
  readonly #spawns: SpawnThrottle;

  constructor(options: KernelOptions) {
    this.#timeline = options.timeline;
    this.#clockMs = options.clockMs;
    this.#random = options.random;
    this.mounts = options.mounts;
    this.hostname = options.hostname;
    this.network = options.network;
    this.cpu = options.cpu;
    this.owner = options.owner;
    this.clusterNames = options.clusterNames;
    this.clusterMetrics = options.clusterMetrics;
    this.resolver = options.resolver ?? 'glibc';
    this.#spawns = options.spawns ?? new SpawnThrottle();
    this.pids = options.pids ?? new PidNamespace();
    this.unprivilegedPortStart = options.unprivilegedPortStart ?? kernelLimits.unprivilegedPortStart;
    this.memory = new ContainerMemory(options.memoryLimitBytes, () => this.#killOutOfMemory());
  }

  /** Since the Node began, milliseconds. */
  get uptimeMs(): number {
    return this.#timeline.nowMs;
  }

  /** Epoch, milliseconds, virtual. */
  get nowMs(): number {
    return this.#clockMs();
  }

  /** Those that the container sees, in the order of their pids, without threads; ended ones that wait to be asked for too. */
  get processes(): readonly Process[] {
    return this.pids.processes;
  }

  randomBytes(count: number): string {
    return Array.from({ length: count }, () => String.fromCharCode(this.#random.integer(0, 256))).join('');
  }

  randomHex(digits: number): string {
    return this.#random.hex(digits);
  }

  randomInteger(low: number, high: number): number {
    return this.#random.integer(low, high);
  }

  spawn(options: SpawnOptions, cwd: string, parent: Process | undefined): Process | SystemError {
    if (this.#processes.size >= kernelLimits.maxProcesses) return systemError('EAGAIN');
    const process = new Process(this, this.pids.takePid(), options, cwd, parent);
    process.generator = options.program(process);
    this.#processes.add(process);
    this.pids.add(process);
    this.first ??= process;
    parent?.children.add(process);
    if (!process.isThread) this.memory.set(process.pid, kernelLimits.processBytes);
    this.blockFor(process, process.isThread ? 0 : this.#spawns.nextDelayMs(this.#timeline.nowMs));
    return process;
  }

  /** Sends a signal. From inside, process 1 cannot be killed; unhandled signals it ignores in any case. */
  signal(process: Process, signal: ProcessSignal, from: 'inside' | 'outside'): void {
    if (process.state === 'ended') return;
    const disposition = process.dispositions.get(signal);
    if (signal === 'SIGKILL') {
      if (process.pid === 1 && from === 'inside') return;
    } else if (disposition === 'ignore') return;
    else if (disposition === 'catch') {
      if (!process.caught.includes(signal)) process.caught.push(signal);
      if (process.blockedIn && interruptible(process.blockedIn)) this.wake({ process, value: systemError('EINTR') });
      return;
    } else if (process.pid === 1 || harmlessSignals.has(signal)) return;
    process.endedBy ??= signal;
    if (process.state === 'blocked') this.wake({ process, value: undefined });
  }

  /** Ends all processes at once, as the end of process 1 does. */
  killAll(): void {
    for (const process of [...this.#processes]) this.#end(process, 128 + signalNumbers.SIGKILL, 'SIGKILL');
  }

  /** As the kernel does where the kubelet has set `memory.oom.group`: all processes of the container go at once. */
  #killOutOfMemory(): void {
    this.isOutOfMemory = true;
    for (const process of this.#processes) {
      process.endedBy ??= 'SIGKILL';
      if (process.state === 'blocked') this.wake({ process, value: undefined });
    }
  }

  /** Does something outside of the container soon: at this moment, but from a timer of its own. */
  afterThis(action: () => void): void {
    this.#timeline.after(0, action);
  }

  /** Something that happens to a process of this container by itself. */
  timer(delayMs: number, action: () => void): Timer {
    return this.#timeline.heartbeatAfter(delayMs, action);
  }

  /** Lets the process wait so long; its call is answered with `value`. */
  blockFor(process: Process, delayMs: number, call?: Syscall, value?: unknown): void {
    const timer = this.#timeline.heartbeatAfter(delayMs, () => this.wake({ process, value }));
    this.block(process, call, () => timer.cancel());
  }

  /** The process has used its slice and goes on computing: it gets `value` when it has had so much processor time. */
  #computeOn(process: Process, cpuMs: number, value: unknown): void {
    process.usedMicros += cpuMs * 1000;
    this.block(
      process,
      undefined,
      this.cpu.work(cpuMs, () => this.wake({ process, value })),
    );
  }

  /** Lets the process wait until `wake`; `cancel` undoes what was set up for that. */
  block(process: Process, call: Syscall | undefined, cancel: () => void): void {
    process.state = 'blocked';
    process.blockedIn = call;
    process.cancelBlock = cancel;
  }

  /** The process can go on. Outside of a timer of ours the queue waits for one, so that no caller is re-entered. */
  wake(answer: Answer): void {
    const { process } = answer;
    if (process.state !== 'blocked') return;
    process.cancelBlock?.();
    process.cancelBlock = undefined;
    process.blockedIn = undefined;
    process.state = 'runnable';
    this.#queue.push(answer);
    if (this.#draining || this.#drainIsSet) return;
    this.#drainIsSet = true;
    this.#timeline.heartbeatAfter(0, () => this.#drain());
  }

  #drain(): void {
    this.#drainIsSet = false;
    this.#draining = true;
    for (let answer = this.#queue.shift(); answer; answer = this.#queue.shift()) {
      const { process } = answer;
      if (process.state !== 'runnable' || mustStandStill(this, answer)) continue;
      if ('retry' in answer && !process.endedBy) {
        const value = perform(this, process, answer.retry);
        if (value !== notReady) this.#run(process, value);
      } else this.#run(process, 'value' in answer ? answer.value : undefined);
    }
    this.#draining = false;
  }

  #run(process: Process, first: unknown): void {
    const countedMicros = process.sliceAtMs === this.#timeline.nowMs ? process.cpuMicros : 0;
    const how = this.#runSlice(process, first);
    const micros = process.cpuMicros - countedMicros;
    // One that computes on pays for this slice with the work that follows.
    if (how === 'computesOn') process.usedMicros -= micros;
    else this.cpu.charge(micros);
  }

  #runSlice(process: Process, first: unknown): 'waits' | 'computesOn' | 'ended' {
    if (process.sliceAtMs !== this.#timeline.nowMs) {
      process.sliceAtMs = this.#timeline.nowMs;
      process.cpuMicros = 0;
    }
    let value = first;
    this.current = process;
    while (!process.endedBy) {
      const step = advance(process, value);
      if (process.endedBy) break;
      if (step.done) {
        this.#end(process, step.value & 255, undefined);
        return 'ended';
      }
      process.charge(kernelLimits.syscallMicros);
      value = perform(this, process, step.value);
      if (value === notReady) {
        process.busySlices = 0;
        return 'waits';
      }
      if (process.cpuMicros >= kernelLimits.sliceMicros && !process.endedBy) {
        process.busySlices = Math.min(kernelLimits.maxBusySlices, process.busySlices + 1);
        this.#computeOn(process, 2 ** process.busySlices, value);
        return 'computesOn';
      }
    }
    this.#end(process, 128 + signalNumbers[process.endedBy], process.endedBy);
    return 'ended';
  }

  /** Forgets an ended process: its exit code, for whoever waited. */
  reap(child: Process): EndedChild {
    child.parent?.children.delete(child);
    this.#forget(child);
    return { pid: child.pid, exitCode: child.exitCode as number };
  }

  #forget(process: Process): void {
    this.#processes.delete(process);
    this.pids.remove(process);
  }

  #end(process: Process, exitCode: number, endedBy: ProcessSignal | undefined): void {
    if (process.state === 'ended') return;
    process.cancelBlock?.();
    process.cancelBlock = undefined;
    process.blockedIn = undefined;
    process.state = 'ended';
    process.exitCode = exitCode;
    process.endedBy = endedBy;
    process.generator = undefined;
    if (process.isThread) {
      this.reap(process);
      return;
    }
    this.memory.set(process.pid, 0);
    for (let fd = 0; fd < process.files.length; fd++) process.close(fd);
    if (process === this.first) this.killAll();
    this.#leaveChildren(process, exitCode);
    const { parent } = process;
    if (!parent || parent.state === 'ended') this.reap(process);
    else if (parent.blockedIn?.call === 'wait') this.wake({ process: parent, retry: parent.blockedIn });
    process.onExit?.(process);
  }

  /** Threads end. Orphans belong to no one: the kernel forgets them when they end, as a process 1 that reaps would. */
  #leaveChildren(process: Process, exitCode: number): void {
    for (const child of [...process.children]) {
      if (child.isThread) this.#end(child, exitCode, 'SIGKILL');
      else {
        child.parent = undefined;
        if (child.state === 'ended') this.#forget(child);
      }
    }
    process.children.clear();
  }
}
