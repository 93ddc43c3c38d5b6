import { toBytes } from './bytes.ts';
import { ContainerStreams } from './containerStreams.ts';
import { refused } from './errno.ts';
import { startExec } from './execSession.ts';
import { commandOf, programOf } from './executable.ts';
import { identityOf } from './identity.ts';
import type { Image } from './image.ts';
import type { Kernel } from './kernel.ts';
import { ContainerLog } from './logs.ts';
import type { Process } from './process.ts';
import type {
  ContainerConfig,
  ContainerExit,
  ContainerResources,
  ContainerUsage,
  ExecEnded,
  ExecHandle,
  MeteredUsage,
  OutputListener,
  RunningContainer,
  Sandbox,
  Signal,
} from './runtime.ts';
import { signalNumbers } from './signals.ts';

/** What `PATH` is where neither image nor Pod sets it. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** containerd's and runc's way to say that the first process could not be started. */
const startErrorPrefix =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
const duringInit = 'error during container init: ';
/** What runc itself needs in the container's cgroup before it becomes the container's program (a guess of the right order). */
const initBytes = 4 * 1024 * 1024;
/** The exit code that the kubelet shows for a `StartError`. */
const startErrorExitCode = 128;

/** A container of the simulated runtime: its processes, their log and their ends. */
export class SimulatedContainer implements RunningContainer {
  readonly config: ContainerConfig;
  readonly log: ContainerLog;
  readonly stopSignal: Signal;
  readonly #kernel: Kernel;
  readonly #env: ReadonlyMap<string, string>;
  readonly #streams: ContainerStreams;
  #cwd = '/';

  constructor(
    kernel: Kernel,
    config: ContainerConfig,
    env: ReadonlyMap<string, string>,
    stopSignal: Signal,
    clockMs: () => number,
  ) {
    this.#kernel = kernel;
    this.config = config;
    this.#env = env;
    this.stopSignal = stopSignal;
    this.log = new ContainerLog(clockMs);
    this.#streams = new ContainerStreams(config, this.log, (signal) => {
      const { first, pids } = kernel;
      for (const process of pids.processes)
        if (process.group === first?.group) process.kernel.signal(process, signal, 'outside');
    });
  }

  startFirst(image: Image, onExit: (exit: ContainerExit) => void): ContainerExit | undefined {
    const kernel = this.#kernel;
    const { limitBytes } = kernel.memory;
    if (limitBytes !== undefined && limitBytes < initBytes)
      return startError('container init was OOM-killed (memory limit too low?)');
    const mounts = [...this.config.mounts].sort((a, b) => a.path.split('/').length - b.path.split('/').length);
    for (const { path, volume, readOnly } of mounts) {
      const access = readOnly ? 'readOnly' : 'readWrite';
      const refusal = kernel.mounts.mount(toBytes(path), volume, access, kernel.nowMs);
      if (refusal)
        return startError(`${duringInit}error mounting to rootfs at "${path}": ${refusal.text.toLowerCase()}`);
    }
    const workingDir = toBytes(this.config.workingDir || image.workingDir);
    const made = kernel.mounts.makeFolders(workingDir, kernel.nowMs);
    if (refused(made))
      return startError(
        `${duringInit}chdir to cwd ("${workingDir}") set in config.json failed: ${made.text.toLowerCase()}`,
      );
    this.#cwd = workingDir;
    const argv = commandOf(image, this.config).map(toBytes);
    const credentials = identityOf(kernel.mounts, image.user, this.config.security);
    if (typeof credentials === 'string') return startError(credentials);
    const found = programOf(kernel.mounts, argv, this.#env, this.#cwd, credentials);
    if (typeof found === 'string') return startError(duringInit + found);
    const { files } = this.#streams;
    const first = kernel.spawn(
      { program: found.program, argv: found.argv, env: this.#env, files, credentials },
      this.#cwd,
      undefined,
    );
    if (refused(first)) return startError(first.text.toLowerCase());
    first.onExit = (process) => {
      this.#streams.close();
      const exitCode = process.exitCode as number;
      const signal = process.endedBy === undefined ? {} : { signal: signalNumbers[process.endedBy] };
      const reason = kernel.isOutOfMemory ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
      onExit({ exitCode, reason, ...signal });
    };
    return undefined;
  }

  usage(): ContainerUsage {
    const { cpu, memory, mounts } = this.#kernel;
    const { maxBytes, bytesLeft } = mounts.root.budget.usage;
    const diskBytes = maxBytes - bytesLeft + this.log.keptBytes;
    return { cpuMs: cpu.usedMs, throttledMs: cpu.throttledMs, memoryBytes: memory.usedBytes, diskBytes };
  }

  meteredUsage(): MeteredUsage {
    const { cpu, memory } = this.#kernel;
    return { cpuMs: cpu.usedMs, memoryBytes: memory.usedBytes };
  }

  resize(resources: ContainerResources): void {
    this.#kernel.cpu.resize(resources);
    this.#kernel.memory.resize(resources.memoryLimitBytes);
  }

  signal(signal: Signal): void {
    const { first } = this.#kernel;
    if (first) this.#kernel.signal(first, signal, 'outside');
  }

  exec(
    command: readonly string[],
    { stdin, tty }: { readonly stdin: boolean; readonly tty: boolean },
    onOutput: OutputListener,
    onExit: ExecEnded,
  ): ExecHandle {
    const first = this.#kernel.first as Process;
    const place = { kernel: this.#kernel, first, env: this.#env, cwd: this.#cwd };
    return startExec(place, { command, stdin, tty }, onOutput, onExit);
  }

  attach(stdin: boolean, onOutput: OutputListener, onEnd: () => void): ExecHandle {
    return this.#streams.attach(stdin, onOutput, onEnd);
  }
}

/** The answer where the first process could not be started. */
export function startError(detail: string): ContainerExit {
  return { exitCode: startErrorExitCode, reason: 'StartError', message: `${startErrorPrefix}${detail}: unknown` };
}

/** The image's variables, the runtime's own, and the Pod's, which win. */
export function environmentOf(image: Image, config: ContainerConfig, sandbox: Sandbox): ReadonlyMap<string, string> {
  const env = new Map<string, string>([['PATH', defaultPath]]);
  for (const [name, value] of Object.entries(image.env)) env.set(name, value);
  env.set('HOSTNAME', sandbox.hostname);
  for (const [name, value] of config.env) env.set(toBytes(name), toBytes(value));
  if (!env.has('HOME')) env.set('HOME', '/root');
  return env;
}
