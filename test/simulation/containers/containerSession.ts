import type { ContainerSecurity } from '../../../src/simulation/containers/identity.ts';
import type {
  ContainerExit,
  ContainerResources,
  Mount,
  RunningContainer,
  SandboxOptions,
} from '../../../src/simulation/containers/runtime.ts';
import { SimulatedRuntime } from '../../../src/simulation/containers/simulatedRuntime.ts';
import { Network } from '../../../src/simulation/network/network.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

/** When the sessions of these tests begin. */
export const startMs = Date.UTC(2026, 10, 22, 16, 0, 0);

const noSecurity: ContainerSecurity = {
  groups: [],
  groupsOfImage: 'merged',
  add: [],
  drop: [],
  privileged: false,
  readOnlyRoot: false,
};

/** A runtime with one sandbox, and what happened to its containers. */
export class ContainerSession {
  readonly timeline = new Timeline();
  readonly runtime: SimulatedRuntime;
  readonly sandbox;
  readonly exits = new Map<string, ContainerExit & { atMs: number }>();
  #count = 0;

  constructor(seed = 1, pod: Omit<SandboxOptions, 'hostname' | 'network'> = {}) {
    const network = new Network(this.timeline, new Random(1));
    this.runtime = new SimulatedRuntime({
      timeline: this.timeline,
      clockMs: () => startMs + this.timeline.nowMs,
      random: new Random(seed),
      network,
      node: network.addNamespace({ ip: '172.18.0.2', nodeName: 'node-1', kind: 'node' }),
      cores: 4,
    });
    this.sandbox = this.runtime.createSandbox({ hostname: 'web', network: { ip: '10.244.0.5' }, ...pod });
  }

  /** Starts a container; throws where the runtime refuses. */
  start(
    name: string,
    command: readonly string[],
    options: {
      image?: string;
      mounts?: readonly Mount[];
      env?: Record<string, string>;
      args?: string[];
      resources?: ContainerResources;
      security?: Partial<ContainerSecurity>;
      stdin?: 'once' | 'always';
      tty?: boolean;
    } = {},
  ): RunningContainer {
    this.#count += 1;
    const started = this.runtime.start(
      this.sandbox,
      {
        id: String(this.#count).padStart(64, '0'),
        name,
        image: options.image ?? 'busybox:1.36',
        ...(command.length > 0 && { command }),
        ...(options.args && { args: options.args }),
        ...(options.resources && { resources: options.resources }),
        ...(options.security && { security: { ...noSecurity, ...options.security } }),
        ...(options.stdin && { stdin: options.stdin }),
        ...(options.tty && { tty: true }),
        env: new Map(Object.entries(options.env ?? {})),
        mounts: options.mounts ?? [],
      },
      (exit) => this.exits.set(name, { ...exit, atMs: this.timeline.nowMs }),
    );
    if ('exitCode' in started) throw new Error(started.message);
    return started;
  }

  run(ms: number): void {
    this.timeline.advanceTo(this.timeline.nowMs + ms);
  }
}

/** How a script ended and what it wrote. */
export interface ScriptResult {
  stdout: string;
  stderr: string;
  exitCode: number | undefined;
}

/** Runs `sh -c script` in a busybox container for at most ten virtual minutes. */
export function runScript(
  script: string,
  options: { mounts?: readonly Mount[]; env?: Record<string, string> } = {},
): ScriptResult {
  const session = new ContainerSession();
  const container = session.start('main', ['sh', '-c', script], options);
  session.run(600_000);
  const exitCode = session.exits.get('main')?.exitCode;
  const textOf = (stream: string) =>
    container.log
      .entries()
      .filter((entry) => entry.stream === stream)
      .map((entry) => `${entry.text}\n`)
      .join('');
  return { stdout: textOf('stdout'), stderr: textOf('stderr'), exitCode };
}
