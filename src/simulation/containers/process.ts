import type { LookupTrace } from '../../api/traffic.ts';
import type { SocketOwner } from '../network/networkNamespace.ts';
import type { SocketAddress } from '../network/socketAddress.ts';
import type { TraceDraft } from '../network/trafficLog.ts';
import { type Credentials, rootCredentials } from './credentials.ts';
import { DatagramSocket } from './datagrams.ts';
import { type SystemError, systemError } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { kernelLimits } from './kernelLimits.ts';
import type { OpenFile } from './openFile.ts';
import { createPipe } from './pipes.ts';
import { ProcessFiles } from './processFiles.ts';
import type { ProcessSignal } from './signals.ts';
import { ListeningSocket } from './sockets.ts';
import type { Program, Run, Syscall } from './syscalls.ts';

export interface SpawnOptions {
  readonly program: Program;
  readonly argv: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  /** The child's descriptors; those of the parent where none are given. */
  readonly files?: readonly (OpenFile | undefined)[];
  /** Who it is: as its parent where nothing is said, root where it has none. */
  readonly credentials?: Credentials;
  /** A thread shares its parent's descriptors and ends with it; nobody waits for it. */
  readonly as?: 'thread';
}

/** How many connections wait to be accepted where a program says nothing (`net.core.somaxconn` of older Linux). */
const defaultBacklog = 128;

/** A process in a container: what it owns, and the system calls that never wait. */
export class Process extends ProcessFiles {
  readonly kernel: Kernel;
  readonly pid: number;
  readonly isThread: boolean;
  parent: Process | undefined;
  argv: readonly string[];
  env: ReadonlyMap<string, string>;
  cwd: string;
  credentials: Credentials;
  umask: number;
  /** Signals to a group reach all processes that a terminal's job consists of: the pid of its first. */
  group: number;
  readonly files: (OpenFile | undefined)[];
  readonly children = new Set<Process>();
  /** Signals it catches or ignores; all others do what Linux does by default. */
  readonly dispositions = new Map<ProcessSignal, 'catch' | 'ignore'>();
  /** Caught signals that it has not yet dealt with. */
  readonly caught: ProcessSignal[] = [];

  /** The kernel's own notes. */
  generator: Run<number> | undefined;
  state: 'runnable' | 'blocked' | 'ended' = 'runnable';
  blockedIn: Syscall | undefined;
  cancelBlock: (() => void) | undefined;
  exitCode: number | undefined;
  endedBy: ProcessSignal | undefined;
  onExit: ((process: Process) => void) | undefined;
  cpuMicros = 0;
  /** Processor time since it began. */
  usedMicros = 0;
  /** How long work of its own has kept it, milliseconds: longer than the processor time where it was not alone. */
  computingMs = 0;
  sliceAtMs = 0;
  busySlices = 0;
  readonly startedMs: number;
  /** A look-up whose connection has not come yet. */
  #lookup: TraceDraft | undefined;

  constructor(kernel: Kernel, pid: number, options: SpawnOptions, cwd: string, parent: Process | undefined) {
    super();
    this.kernel = kernel;
    this.pid = pid;
    this.parent = parent;
    this.argv = options.argv;
    this.env = options.env ?? parent?.env ?? new Map();
    this.cwd = cwd;
    this.credentials = options.credentials ?? parent?.credentials ?? rootCredentials;
    this.umask = parent?.umask ?? 0o022;
    this.group = parent?.group ?? pid;
    this.startedMs = kernel.nowMs;
    this.isThread = options.as === 'thread';
    // What a parent ignores its children ignore, too; what it catches they do not.
    for (const [signal, what] of parent?.dispositions ?? []) if (what === 'ignore') this.dispositions.set(signal, what);
    if (this.isThread && parent) this.files = parent.files;
    else this.files = (options.files ?? parent?.files ?? []).map((file) => file?.addReference());
  }

  /** Counts processor time; the kernel lets time pass at the next yield once a slice is used up. */
  charge(micros: number): void {
    this.cpuMicros += micros;
    this.usedMicros += micros;
  }

  /** True when the slice is used up: a loop without other calls must yield `compute`. */
  get mustYield(): boolean {
    return this.cpuMicros >= this.kernel.sliceMicros;
  }

  /** The process now holds so much memory; more than the container may have ends it. */
  holdMemory(bytes: number): void {
    this.kernel.memory.set(this.pid, bytes);
  }

  /** A socket that takes connections to a port: EACCES for a low one without the capability NET_BIND_SERVICE. */
  listen(address: SocketAddress, backlog = defaultBacklog): number | SystemError {
    if (!this.#mayBind(address.port)) return systemError('EACCES');
    const listener = this.kernel.network.listen(address, backlog, this.socketOwner);
    if (typeof listener === 'string') return systemError(listener);
    const { cpu } = this.kernel;
    listener.server = { cpu, threads: kernelLimits.maxProcesses, isAlive: () => this.state !== 'ended' };
    return this.addFile(new ListeningSocket(listener));
  }

  /** A socket that takes datagrams at a port: EACCES for a low one without the capability NET_BIND_SERVICE. */
  bindUdp(address: SocketAddress): number | SystemError {
    if (!this.#mayBind(address.port)) return systemError('EACCES');
    const socket = this.kernel.network.bindUdp(address, this.socketOwner);
    return typeof socket === 'string' ? systemError(socket) : this.addFile(new DatagramSocket(socket));
  }

  /** A socket that exchanges datagrams with one remote address. */
  connectUdp(remote: SocketAddress): number | SystemError {
    const socket = this.kernel.network.connectUdp(remote, this.socketOwner);
    socket.lookup = this.takeLookup(remote.ip);
    return this.addFile(new DatagramSocket(socket));
  }

  /** As others see it on the network: its Pod, its container and its program. */
  get socketOwner(): SocketOwner {
    const { owner, network } = this.kernel;
    const process = (this.argv[0] ?? '').replace(/^.*\//, '').replace(/:.*$/s, '');
    return { node: network.nodeName, ...owner, process };
  }

  /** Remembers a name's look-up: the connection to one of its addresses that comes next belongs to it. */
  noteLookup(lookup: LookupTrace): void {
    const { network } = this.kernel;
    const trace = network.traffic.begin({ ...this.socketOwner, ip: network.ip });
    if (!trace) return;
    trace.lookup = lookup;
    this.#lookup = lookup.addresses.length > 0 ? trace : undefined;
  }

  /** The request that a connection to this address belongs to, once. */
  takeLookup(ip: string): TraceDraft | undefined {
    const trace = this.#lookup;
    if (!trace?.lookup?.addresses.includes(ip)) return undefined;
    this.#lookup = undefined;
    return trace;
  }

  #mayBind(port: number): boolean {
    const isLow = port > 0 && port < this.kernel.unprivilegedPortStart;
    return !isLow || this.credentials.can('NET_BIND_SERVICE');
  }

  pipe(): { output: OpenFile; input: OpenFile } {
    return createPipe();
  }

  /** Starts a child: EAGAIN where the container has too many processes. */
  spawn(options: SpawnOptions): Process | SystemError {
    return this.kernel.spawn(options, this.cwd, this);
  }

  /** Starts a thread: a piece of this program that runs beside it. EAGAIN where the container has too many. */
  startThread(program: Program): Process | SystemError {
    return this.kernel.spawn({ program, argv: this.argv, env: this.env, as: 'thread' }, this.cwd, this);
  }

  /**
   * `kill(2)`, to a process that shares the pid namespace: 0 is its own group, -1 all but process 1 and itself, below
   * that a group. ESRCH where there is none, EPERM where they belong to others.
   */
  kill(pid: number, signal: ProcessSignal | undefined): SystemError | undefined {
    const targets = this.#targets(pid);
    const allowed = targets.filter((target) => this.#mayKill(target));
    if (allowed.length === 0) return systemError(targets.length > 0 ? 'EPERM' : 'ESRCH');
    if (signal) for (const target of allowed) target.kernel.signal(target, signal, 'inside');
    return undefined;
  }

  #targets(pid: number): readonly Process[] {
    const { pids } = this.kernel;
    if (pid > 0) {
      const target = pids.get(pid);
      return target && !target.isThread ? [target] : [];
    }
    if (pid === -1) return pids.processes.filter((process) => process.pid !== 1 && process !== this);
    const group = pid === 0 ? this.group : -pid;
    return pids.processes.filter((process) => process.group === group);
  }

  #mayKill(target: Process): boolean {
    return this.credentials.uid === target.credentials.uid || this.credentials.can('KILL');
  }
}
