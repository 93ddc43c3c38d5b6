import type { Network } from '../network/network.ts';
import type { NetworkNamespace } from '../network/networkNamespace.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import { NodeCpu } from './cpu.ts';
import { refused } from './errno.ts';
import { Directory, FileBudget } from './filesystem.ts';
import { resolveImage } from './images/pull.ts';
import { imageOf } from './images/registry.ts';
import { Kernel } from './kernel.ts';
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

/** Containers as processes in virtual time. */
export class SimulatedRuntime implements ContainerRuntime {
  readonly #timeline: Timeline;
  readonly #clockMs: () => number;
  readonly #random: Random;
  readonly #network: Network;
  readonly #node: NetworkNamespace;
  readonly #cpu: NodeCpu;
  /** Runs what the Node itself does in its network. */
  readonly #host: Kernel;
  readonly #running = new Map<string, Set<SimulatedContainer>>();
  #sandboxes = 0;

  constructor(options: {
    readonly timeline: Timeline;
    /** Epoch, milliseconds, virtual: what `date` says. */
    readonly clockMs: () => number;
    readonly random: Random;
    readonly network: Network;
    /** The Node's own network namespace. */
    readonly node: NetworkNamespace;
    /** The Node's processors. */
    readonly cores: number;
  }) {
    this.#timeline = options.timeline;
    this.#clockMs = options.clockMs;
    this.#random = options.random;
    this.#network = options.network;
    this.#node = options.node;
    this.#cpu = new NodeCpu(options.timeline, options.cores);
    this.#host = new Kernel({
      timeline: options.timeline,
      clockMs: options.clockMs,
      random: options.random.fork('host'),
      mounts: new MountNamespace(new Directory({ mode: 0o755, budget: new FileBudget(), image: {} })),
      hostname: options.node.nodeName,
      network: options.node,
      cpu: this.#cpu.container(unlimited),
      memoryLimitBytes: undefined,
      spawns: new SpawnThrottle(Number.POSITIVE_INFINITY),
    });
    this.#host.spawn({ program: forever, argv: ['systemd'] }, '/', undefined);
  }

  resolveImage(reference: string): PullAnswer {
    return resolveImage(reference);
  }

  createSandbox({ hostname, network }: SandboxOptions): Sandbox {
    this.#sandboxes += 1;
    const id = this.#random.fork(`sandbox-${this.#sandboxes}`).hex(64);
    this.#running.set(id, new Set());
    const { nodeName } = this.#node;
    const namespace = network === 'host' ? this.#node : this.#network.addNamespace({ ip: network.ip, nodeName });
    return { id, hostname, network: namespace };
  }

  removeSandbox(sandbox: Sandbox): void {
    for (const container of this.#running.get(sandbox.id) ?? []) container.signal('SIGKILL');
    this.#running.delete(sandbox.id);
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
    const image = imageOf(config.image);
    if (!image) return startError(`failed to get image "${config.image}"`);
    const mounts = new MountNamespace(new Directory({ mode: 0o755, budget: new FileBudget(), image: image.files }));
    const kernel = new Kernel({
      timeline: this.#timeline,
      clockMs: this.#clockMs,
      random: this.#random.fork(config.id),
      mounts,
      hostname: sandbox.hostname,
      network: sandbox.network,
      cpu: this.#cpu.container(config.resources ?? unlimited),
      memoryLimitBytes: config.resources?.memoryLimitBytes,
    });
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
}
