import { NodeCpu } from '../../../src/simulation/containers/cpu.ts';
import { refused } from '../../../src/simulation/containers/errno.ts';
import { Directory, FileBudget } from '../../../src/simulation/containers/filesystem.ts';
import { Kernel } from '../../../src/simulation/containers/kernel.ts';
import type { KernelOwner } from '../../../src/simulation/containers/kernelOptions.ts';
import { MountNamespace } from '../../../src/simulation/containers/mountNamespace.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import type { Run } from '../../../src/simulation/containers/syscalls.ts';
import type { NetworkNamespace } from '../../../src/simulation/network/networkNamespace.ts';
import { Random } from '../../../src/simulation/random.ts';
import type { Timeline } from '../../../src/simulation/timeline.ts';

/** A program that runs, and what it has answered once it has ended. */
export interface RunningProgram<T> {
  readonly answer: T | undefined;
  readonly process: Process;
}

/** Runs programs in containers of their own, on one machine of four cores. */
export class Programs {
  readonly #timeline: Timeline;
  readonly #cpu: NodeCpu;
  #containers = 0;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#cpu = new NodeCpu(timeline, 4);
  }

  /** Starts a program as the first process of a container in that network namespace. */
  run<T>(network: NetworkNamespace, program: (process: Process) => Run<T>, owner?: KernelOwner): RunningProgram<T> {
    this.#containers += 1;
    const kernel = new Kernel({
      timeline: this.#timeline,
      clockMs: () => this.#timeline.nowMs,
      random: new Random(this.#containers),
      mounts: new MountNamespace(new Directory({ mode: 0o755, budget: new FileBudget(), image: {} })),
      hostname: 'test',
      network,
      cpu: this.#cpu.container({ requestCores: 0, limitCores: undefined }),
      memoryLimitBytes: undefined,
      ...(owner && { owner }),
    });
    const result: { answer: T | undefined; process: Process } = { answer: undefined, process: undefined as never };
    const process = kernel.spawn(
      {
        *program(process) {
          result.answer = yield* program(process);
          return 0;
        },
        argv: ['test'],
      },
      '/',
      undefined,
    );
    if (refused(process)) throw new Error(process.text);
    result.process = process;
    return result;
  }
}
