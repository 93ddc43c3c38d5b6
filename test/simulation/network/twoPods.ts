import { NodeCpu } from '../../../src/simulation/containers/cpu.ts';
import { refused, type SystemError } from '../../../src/simulation/containers/errno.ts';
import { Directory, FileBudget } from '../../../src/simulation/containers/filesystem.ts';
import { Kernel } from '../../../src/simulation/containers/kernel.ts';
import { MountNamespace } from '../../../src/simulation/containers/mountNamespace.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import type { Run } from '../../../src/simulation/containers/syscalls.ts';
import { Network } from '../../../src/simulation/network/network.ts';
import type { NetworkNamespace } from '../../../src/simulation/network/networkNamespace.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';

/** A network with two Pods on two Nodes; programs run in containers of either. */
export class TwoPods {
  readonly timeline = new Timeline();
  readonly network = new Network(this.timeline, new Random(1));
  readonly web: NetworkNamespace;
  readonly client: NetworkNamespace;
  readonly #cpu = new NodeCpu(this.timeline, 4);
  #containers = 0;

  constructor() {
    this.web = this.network.addNamespace({ ip: '10.244.0.5', nodeName: 'node-1', kind: 'pod' });
    this.client = this.network.addNamespace({ ip: '10.244.1.7', nodeName: 'node-2', kind: 'pod' });
  }

  /** Starts a program as the first process of a container of its own; its answer is there once it has ended. */
  run<T>(pod: NetworkNamespace, program: (process: Process) => Run<T>): { answer: T | undefined; process: Process } {
    this.#containers += 1;
    const kernel = new Kernel({
      timeline: this.timeline,
      clockMs: () => this.timeline.nowMs,
      random: new Random(this.#containers),
      mounts: new MountNamespace(new Directory({ mode: 0o755, budget: new FileBudget(), image: {} })),
      hostname: 'test',
      network: pod,
      cpu: this.#cpu.container({ requestCores: 0, limitCores: undefined }),
      memoryLimitBytes: undefined,
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

/** The name of a system call's refusal, or what it answered. */
export function errnoOr<T>(answer: T | SystemError): T | string {
  return refused(answer) ? answer.errno : answer;
}
