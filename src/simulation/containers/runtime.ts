import type { HostPort } from '../network/hostPorts.ts';
import type { NetworkNamespace } from '../network/networkNamespace.ts';
import type { CpuLimits } from './cpu.ts';
import type { Directory, RegularFile } from './filesystem.ts';
import type { ContainerSecurity } from './identity.ts';
import type { KernelOwner } from './kernelOptions.ts';
import type { ContainerLog } from './logs.ts';
import type { PidNamespace } from './pidNamespace.ts';
import type { Process } from './process.ts';
import type { Run } from './syscalls.ts';

export type Signal = 'SIGTERM' | 'SIGKILL' | 'SIGINT' | 'SIGHUP' | 'SIGQUIT' | 'SIGUSR1' | 'SIGUSR2' | 'SIGWINCH';

/** A volume's folder, or a single file, as one container sees it. */
export interface Mount {
  /** Absolute, in the container. */
  readonly path: string;
  readonly volume: Directory | RegularFile;
  readonly readOnly: boolean;
}

/** What bounds a container, from its `resources`. */
export interface ContainerResources extends CpuLimits {
  readonly memoryLimitBytes: number | undefined;
}

/** What is measured of every container, again and again: cAdvisor's `container_cpu_usage_seconds_total` and `container_memory_working_set_bytes`. */
export interface MeteredUsage {
  /** Since the container began, milliseconds of processor time. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
}

/** All that a container uses. */
export interface ContainerUsage extends MeteredUsage {
  /** How long it had more to do than its CPU limit allows, milliseconds. */
  readonly throttledMs: number;
  /** In its writable layer and its log. */
  readonly diskBytes: number;
}

/** What the kubelet hands to the runtime to make one container. */
export interface ContainerConfig {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** Replaces the image's entrypoint and command. */
  readonly command?: readonly string[];
  /** Replaces the image's command. */
  readonly args?: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly workingDir?: string;
  /** TCP ports that the container declares: an image that the catalogue does not know listens there. */
  readonly ports?: readonly number[];
  readonly mounts: readonly Mount[];
  readonly resources?: ContainerResources;
  readonly security?: ContainerSecurity;
  /** Standard input stays open for who attaches: `once` until the first of them has gone. */
  readonly stdin?: 'once' | 'always';
  /** The standard streams are a terminal. */
  readonly tty?: boolean;
}

/** What the containers of one Pod share. */
export interface Sandbox {
  readonly id: string;
  readonly hostname: string;
  /** Its address, loopback device and ports: the Node's own where the Pod asks for `hostNetwork`. */
  readonly network: NetworkNamespace;
  /** Where its containers see each other's processes. */
  readonly pids: PidNamespace | undefined;
  /** `net.ipv4.ip_unprivileged_port_start`, where the Pod sets it. */
  readonly unprivilegedPortStart: number | undefined;
  readonly pod: KernelOwner['pod'] | undefined;
}

export interface SandboxOptions {
  readonly hostname: string;
  /** The Pod's own address, or the Node's network for `hostNetwork` Pods. */
  readonly network: { readonly ip: string } | 'host';
  /** `shareProcessNamespace`, `hostPID`; each container has its own where it is missing. */
  readonly pids?: 'shared' | 'host';
  readonly unprivilegedPortStart?: number;
  /** Whose it is. */
  readonly pod?: KernelOwner['pod'];
  /** Ports of the Node that lead to ports of the sandbox. */
  readonly hostPorts?: readonly (Omit<HostPort, 'to'> & { readonly containerPort: number })[];
}

/** How a container's first process ended. */
export interface ContainerExit {
  readonly exitCode: number;
  /** As in `state.terminated.reason`. */
  readonly reason: 'Completed' | 'Error' | 'OOMKilled' | 'StartError' | 'ContainerCannotRun' | 'Unknown';
  readonly message?: string;
  /** The signal that ended it, where one did. */
  readonly signal?: number;
}

export interface ExecHandle {
  write(text: string): void;
  closeInput(): void;
  /** Ends the process with SIGKILL. */
  kill(): void;
}

export interface RunningContainer {
  readonly config: ContainerConfig;
  readonly log: ContainerLog;
  /** The image's STOPSIGNAL: what the end of a Pod sends first; SIGTERM for most, SIGQUIT for nginx. */
  readonly stopSignal: Signal;
  usage(): ContainerUsage;
  /** The part of it that is cheap to tell. */
  meteredUsage(): MeteredUsage;
  /** Changes the limits of a running container (https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/). */
  resize(resources: ContainerResources): void;
  /** Sends a signal to process 1. A process without a handler for SIGTERM ignores it, as process 1 does in reality. */
  signal(signal: Signal): void;
  /** Starts another process in the container; output comes as it is written. */
  exec(
    command: readonly string[],
    options: { readonly stdin: boolean; readonly tty: boolean },
    onOutput: OutputListener,
    onExit: ExecEnded,
  ): ExecHandle;
  /** Shows what its first process writes from now on, until `onEnd`; `stdin` reaches it where its spec keeps that open. */
  attach(stdin: boolean, onOutput: OutputListener, onEnd: () => void): ExecHandle;
}

export type OutputListener = (channel: 'stdout' | 'stderr', text: string) => void;

/** How an exec ended; `error` is the runtime's text where its program could not be started. */
export type ExecEnded = (exitCode: number, error?: string) => void;

/** What the registry says of an image reference. */
export type PullAnswer =
  | { readonly found: true; readonly imageId: string; readonly sizeBytes: number; readonly pullMs: number }
  | { readonly found: false; readonly message: string; readonly afterMs: number };

/** The containers of one Node, in virtual time. */
export interface ContainerRuntime {
  /** Processor time that all containers have used, those that are gone included; milliseconds since the Node began. */
  readonly usedCpuMs: number;
  /** Asks the registry; takes no time itself: the kubelet waits `pullMs` or `afterMs`. */
  resolveImage(reference: string): PullAnswer;
  /** The image's `USER`, where there is such an image. */
  userOf(image: string): string | undefined;
  createSandbox(options: SandboxOptions): Sandbox;
  /** Ends what the sandbox still holds; its address leads nowhere from then on. */
  removeSandbox(sandbox: Sandbox): void;
  /**
   * Makes and starts a container. `onExit` comes once, never from within this call. A command that cannot be run is a
   * `StartError` with the runtime's message.
   */
  start(
    sandbox: Sandbox,
    config: ContainerConfig,
    onExit: (exit: ContainerExit) => void,
  ): RunningContainer | ContainerExit;
  /**
   * Runs a program of the Node itself in the Node's network, such as the kubelet's HTTP probe. `done` comes once, never
   * from within this call, unless the program is broken off with what is returned.
   */
  runOnNode<T>(program: (process: Process) => Run<T>, done: (answer: T) => void): () => void;
}
