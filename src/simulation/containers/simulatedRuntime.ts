import type { Network } from '../network/network.ts';
import type { NetworkNamespace } from '../network/networkNamespace.ts';
import type { Random } from '../random.ts';
import type { Timers } from '../timeline.ts';
import type { ClusterMetrics } from './clusterMetrics.ts';
import type { ClusterNames } from './clusterNames.ts';
import { NodeCpu } from './cpu.ts';
import { Credentials } from './credentials.ts';
import { refused } from './errno.ts';
import { Directory, defaultMaxBytes, defaultMaxNodes, FileBudget } from './filesystem.ts';
import { resolveImage } from './images/pull.ts';
import { imageOf } from './images/registry.ts';
import { Kernel } from './kernel.ts';
import { sysFolder } from './live/cgroup.ts';
import { procFolder } from './live/proc.ts';
import { MountNamespace } from './mountNamespace.ts';
import type { Process } from './process.ts';
import type {
  ContainerConfig,
  ContainerExit,
  ContainerResources,
  ContainerRuntime,
  PullAnswer,
  RunningContainer,
  Sandbox,
  SandboxOptions,
} from './runtime.ts';
import { environmentOf, SimulatedContainer, startError } from './simulatedContainer.ts';
import { SpawnThrottle } from './spawnThrottle.ts';
import { type Program, pause, type Run } from './syscalls.ts';

const unlimited: ContainerResources = { requestCores: 0, limitCores: undefined, memoryLimitBytes: undefined };

/** Process 1 of a Node: when it ended, all others would. */
const forever: Program = function* () {
  for (;;) yield* pause();
};

/** The numbers that runc's own processes use up before a container's first one (its init has several threads). */
const runcPids = 5;
/** The pause image runs as this user. */
const pauseCredentials = new Credentials(65535, 65535);
/** What runs on a Node beside the containers. */
const nodeProcesses: readonly (readonly string[])[] = [
  ['/sbin/init'],
  ['/lib/systemd/systemd-journald'],
  ['/usr/local/bin/containerd'],
  ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml'],
];

/** Containers as processes in virtual time. */
export class SimulatedRuntime implements ContainerRuntime {
  readonly #timeline: Timers;
  readonly #clockMs: () => number;
  readonly #random: Random;
  readonly #network: Network;
  readonly #node: NetworkNamespace;
  readonly #cpu: NodeCpu;
  readonly #clusterNames: ClusterNames | undefined;
  readonly #clusterMetrics: ClusterMetrics | undefined;
  /** Runs what the Node itself does in its network. */
  readonly #host: Kernel;
  readonly #running = new Map<string, Set<SimulatedContainer>>();
  /** Process 1 of each sandbox whose containers share their processes. */
  readonly #pauses = new Map<string, Kernel>();
  /** How to close the Node's ports that lead to each sandbox. */
  readonly #closings = new Map<string, readonly (() => void)[]>();
  readonly #sharedMemories = new Map<string, Directory>();
  /** What the containers of `hostPID` Pods see of the Node. */
  #processesOfNode: Kernel | undefined;
  #sandboxes = 0;

  constructor(options: {
    readonly timeline: Timers;
    /** Epoch, milliseconds, virtual: what `date` says. */
    readonly clockMs: () => number;
    readonly random: Random;
    readonly network: Network;
    /** The Node's own network namespace. */
    readonly node: NetworkNamespace;
    /** The Node's processors. */
    readonly cores: number;
    /** What name servers in its containers read; missing where no cluster is around. */
    readonly clusterNames?: ClusterNames;
    /** What programs that serve metrics read of it. */
    readonly clusterMetrics?: ClusterMetrics;
  }) {
    this.#timeline = options.timeline;
    this.#clockMs = options.clockMs;
    this.#random = options.random;
    this.#network = options.network;
    this.#node = options.node;
    this.#cpu = new NodeCpu(options.timeline, options.cores);
    this.#clusterNames = options.clusterNames;
    this.#clusterMetrics = options.clusterMetrics;
    this.#host = this.#kernelOfNode(options.node.nodeName, options.node);
    this.#host.spawn({ program: forever, argv: ['systemd'] }, '/', undefined);
  }

  get usedCpuMs(): number {
    return this.#cpu.usedMs;
  }

  resolveImage(reference: string): PullAnswer {
    return resolveImage(reference);
  }

  userOf(image: string): string | undefined {
    return imageOf(image)?.user;
  }

  createSandbox({ hostname, network, pids, unprivilegedPortStart, pod, hostPorts = [] }: SandboxOptions): Sandbox {
    this.#sandboxes += 1;
    const id = this.#random.fork(`sandbox-${this.#sandboxes}`).hex(64);
    this.#running.set(id, new Set());
    const { nodeName } = this.#node;
    const namespace =
      network === 'host' ? this.#node : this.#network.addNamespace({ ip: network.ip, nodeName, kind: 'pod' });
    const shared =
      pids === 'shared' ? this.#pause(hostname, namespace) : pids === 'host' ? this.#nodeProcesses() : undefined;
    const closings = hostPorts.map(({ containerPort, ...port }) =>
      this.#network.hostPorts.open(nodeName, { ...port, to: { ip: namespace.ip, port: containerPort } }),
    );
    if (closings.length > 0) this.#closings.set(id, closings);
    if (pids === 'shared' && shared) this.#pauses.set(id, shared);
    return { id, hostname, network: namespace, pids: shared?.pids, unprivilegedPortStart, pod };
  }

  removeSandbox(sandbox: Sandbox): void {
    for (const container of this.#running.get(sandbox.id) ?? []) container.signal('SIGKILL');
    this.#running.delete(sandbox.id);
    for (const close of this.#closings.get(sandbox.id) ?? []) close();
    this.#closings.delete(sandbox.id);
    this.#pauses.get(sandbox.id)?.killAll();
    this.#pauses.delete(sandbox.id);
    this.#sharedMemories.delete(sandbox.id);
    if (sandbox.network !== this.#node) this.#network.removeNamespace(sandbox.network);
  }

  runOnNode<T>(program: (process: Process) => Run<T>, done: (answer: T) => void): () => void {
    const process = this.#host.spawn(
      {
        *program(process) {
          const answer = yield* program(process);
          process.kernel.afterThis(() => done(answer));
          return 0;
        },
        argv: ['kubelet'],
      },
      '/',
      undefined,
    );
    if (refused(process)) return () => {};
    return () => this.#host.signal(process, 'SIGKILL', 'outside');
  }

  start(
    sandbox: Sandbox,
    config: ContainerConfig,
    onExit: (exit: ContainerExit) => void,
  ): RunningContainer | ContainerExit {
    const image = imageOf(config.image, config.ports);
    if (!image) return startError(`failed to get image "${config.image}"`);
    const root = new Directory({ mode: 0o755, budget: new FileBudget(), image: image.files });
    const mounts = new MountNamespace(root, config.security?.readOnlyRoot ? 'readOnly' : 'readWrite');
    sandbox.pids?.skip(runcPids);
    const kernel = new Kernel({
      timeline: this.#timeline,
      clockMs: this.#clockMs,
      random: this.#random.fork(config.id),
      mounts,
      hostname: sandbox.hostname,
      network: sandbox.network,
      cpu: this.#cpu.container(config.resources ?? unlimited),
      memoryLimitBytes: config.resources?.memoryLimitBytes,
      ...(sandbox.pids && { pids: sandbox.pids }),
      ...(image.resolver && { resolver: image.resolver }),
      ...(sandbox.pod && { owner: { pod: sandbox.pod, container: config.name } }),
      ...(this.#clusterNames && { clusterNames: this.#clusterNames }),
      ...(this.#clusterMetrics && { clusterMetrics: this.#clusterMetrics }),
      ...(sandbox.unprivilegedPortStart !== undefined && { unprivilegedPortStart: sandbox.unprivilegedPortStart }),
    });
    root.lay('proc', procFolder(kernel));
    root.lay('sys', sysFolder(kernel));
    const dev: unknown = root.get('dev');
    if (dev instanceof Directory) dev.lay('shm', this.#sharedMemory(sandbox));
    const container = new SimulatedContainer(
      kernel,
      config,
      environmentOf(image, config, sandbox),
      image.stopSignal,
      this.#clockMs,
    );
    const refusal = container.startFirst(image, (exit) => {
      this.#running.get(sandbox.id)?.delete(container);
      this.#timeline.after(0, () => onExit(exit));
    });
    if (refusal) return refusal;
    this.#running.get(sandbox.id)?.add(container);
    return container;
  }

  /** `/dev/shm`: one for all containers of a Pod. */
  #sharedMemory({ id }: Sandbox): Directory {
    const known = this.#sharedMemories.get(id);
    if (known) return known;
    const made = new Directory({ mode: 0o1777, budget: new FileBudget(defaultMaxBytes, defaultMaxNodes, 'memory') });
    this.#sharedMemories.set(id, made);
    return made;
  }

  /** The sandbox's own process: it reaps what others leave, and nothing inside ends it. */
  #pause(hostname: string, network: NetworkNamespace): Kernel {
    const kernel = this.#kernelOfNode(hostname, network);
    kernel.spawn({ program: forever, argv: ['/pause'], credentials: pauseCredentials }, '/', undefined);
    return kernel;
  }

  /** The Node's own processes, and beside them the containers of its `hostPID` Pods; those of other Pods are not shown. */
  #nodeProcesses(): Kernel {
    if (this.#processesOfNode) return this.#processesOfNode;
    const kernel = this.#kernelOfNode(this.#node.nodeName, this.#node);
    for (const argv of nodeProcesses) kernel.spawn({ program: forever, argv }, '/', undefined);
    this.#processesOfNode = kernel;
    return kernel;
  }

  #kernelOfNode(hostname: string, network: NetworkNamespace): Kernel {
    return new Kernel({
      timeline: this.#timeline,
      clockMs: this.#clockMs,
      random: this.#random.fork(hostname),
      mounts: new MountNamespace(new Directory({ mode: 0o755, budget: new FileBudget(), image: {} })),
      hostname,
      network,
      cpu: this.#cpu.container(unlimited),
      memoryLimitBytes: undefined,
      spawns: new SpawnThrottle(Number.POSITIVE_INFINITY),
    });
  }
}
